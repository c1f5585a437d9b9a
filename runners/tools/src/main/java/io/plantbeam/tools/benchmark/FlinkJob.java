package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.ServerException;
import io.plantbeam.servers.ServerProcess;
import io.plantbeam.tools.cluster.FlinkServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JAR on the session cluster of {@code plantbeam cluster flink}, or, where that is not running,
 * on one of its own with a single TaskManager of two slots.
 */
final class FlinkJob implements EngineJob {
  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final int PARALLELISM = 2;

  private final FlinkServers servers;
  private final boolean ownServers;
  private String jobId;

  FlinkJob(Path directory) {
    FlinkServers usual =
        new FlinkServers(
            new ClusterDirectory(Checkout.clusters().resolve("flink")),
            FlinkServers.Settings.defaults());
    ownServers = usual.processes().stream().noneMatch(ServerProcess::isRunning);
    servers =
        ownServers
            ? new FlinkServers(
                new ClusterDirectory(directory.resolve("flink")),
                new FlinkServers.Settings(
                    0,
                    1,
                    PARALLELISM,
                    "4g",
                    Map.of("env.java.opts.taskmanager", ThreadSamples.JVM_OPTION)))
            : usual;
    if (ownServers) {
      servers.startAllOrNone();
    } else {
      servers.start();
    }
  }

  @Override
  public void launch(List<String> options) {
    List<String> command = Programs.command(flink(), "run", "-d", "-m", servers.address());
    command.add(Checkout.jar().toString());
    command.add("--runner=FlinkRunner");
    command.add("--parallelism=" + PARALLELISM);
    // Offsets are committed with checkpoints, and so tell how far the job is no more often.
    command.add("--checkpointingInterval=5000");
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
  public void close() {
    try {
      if (jobId != null) {
        Programs.run(Programs.command(flink(), "cancel", "-m", servers.address(), jobId));
      }
    } finally {
      // A job that has failed cannot be cancelled.
      if (ownServers) {
        servers.stop();
      }
    }
  }

  private static String flink() {
    return Checkout.engine("flink").resolve("bin/flink").toString();
  }
}
