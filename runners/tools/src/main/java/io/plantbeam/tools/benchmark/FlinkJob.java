package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.Rest;
import io.plantbeam.servers.ServerException;
import io.plantbeam.servers.ServerProcess;
import io.plantbeam.tools.cluster.FlinkServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JAR on the session cluster of {@code plantbeam cluster flink}, or, where that is not running,
 * on one of its own with a single TaskManager of two slots.
 */
final class FlinkJob implements EngineJob {
  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final String PARALLELISM = "--parallelism=2";
  private static final int SLOTS = 2;

  /** The option with which a job says how often it is checkpointed, in milliseconds. */
  static final String CHECKPOINTING_INTERVAL = "--checkpointingInterval=";

  /** Offsets are committed with checkpoints, and so tell how far the job is no more often. */
  private static final int CHECKPOINTING_MILLIS = 5000;

  private final Path jar;
  private final List<String> fixed;
  private final FlinkServers servers;
  private final boolean ownServers;
  private String jobId;

  private FlinkJob(
      Path directory, Path jar, List<String> fixed, Map<String, String> configuration) {
    this.jar = jar;
    this.fixed = fixed;
    FlinkServers usual =
        new FlinkServers(
            new ClusterDirectory(Checkout.clusters().resolve("flink")),
            FlinkServers.Settings.defaults());
    ownServers = usual.processes().stream().noneMatch(ServerProcess::isRunning);
    servers =
        ownServers
            ? new FlinkServers(
                new ClusterDirectory(directory.resolve("flink")),
                new FlinkServers.Settings(0, 1, SLOTS, "4g", configuration))
            : usual;
    if (ownServers) {
      servers.startAllOrNone();
    } else {
      servers.start();
    }
  }

  /** Plantbeam; its options are those of {@code run}. */
  static FlinkJob plantbeam(Path directory) {
    return new FlinkJob(
        directory, Checkout.jar(), List.of("--runner=FlinkRunner", PARALLELISM), Map.of());
  }

  /** The same on workers of which {@link ThreadSamples} are taken. */
  static FlinkJob sampledPlantbeam(Path directory) {
    return new FlinkJob(
        directory,
        Checkout.jar(),
        List.of("--runner=FlinkRunner", PARALLELISM),
        Map.of("env.java.opts.taskmanager", ThreadSamples.JVM_OPTION));
  }

  /** The job by hand; its options are those of its own. */
  static FlinkJob peer(Path directory) {
    return new FlinkJob(directory, Checkout.peerJar(), List.of(PARALLELISM), Map.of());
  }

  @Override
  public void launch(List<String> options) {
    List<String> command = new ArrayList<>(flink("run", "-d"));
    command.add(jar.toString());
    command.addAll(fixed);
    if (options.stream().noneMatch(option -> option.startsWith(CHECKPOINTING_INTERVAL))) {
      command.add(CHECKPOINTING_INTERVAL + CHECKPOINTING_MILLIS);
    }
    command.addAll(options);
    String output = Programs.run(command);
    Matcher matcher = JOB_ID.matcher(output);
    if (!matcher.find()) {
      throw new ServerException("Flink has taken no job:\n" + output);
    }
    jobId = matcher.group(1);
  }

  @Override
  public List<ProcessHandle> workers() {
    return servers.taskManagers().stream().flatMap(server -> server.handle().stream()).toList();
  }

  @Override
  public void check() {
    Optional<String> state =
        Rest.get(servers.url() + "/jobs/" + jobId).map(job -> job.path("state").asText());
    if (state.isPresent() && state.get().equals("FAILED")) {
      throw new ServerException(
          "the job of %s has failed; Flink's logs are in %s"
              .formatted(jar.getFileName(), servers.directory().logs()));
    }
  }

  /** Ends the job when all of its windows are closed, and all that it has made is in files. */
  void finish() {
    String ending = jobId;
    jobId = null;
    List<String> command = new ArrayList<>(flink("stop", "--drain"));
    command.add(ending);
    Programs.run(command);
  }

  @Override
  public void close() {
    try {
      if (jobId != null) {
        List<String> command = new ArrayList<>(flink("cancel"));
        command.add(jobId);
        Programs.run(command);
      }
    } finally {
      // A job that has failed cannot be cancelled.
      if (ownServers) {
        servers.stop();
      }
    }
  }

  private List<String> flink(String... action) {
    List<String> command =
        Programs.command(Checkout.engine("flink").resolve("bin/flink").toString(), action);
    command.addAll(List.of("-m", servers.address()));
    return command;
  }
}
