package io.plantbeam.tools.cluster;

import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.ClusterPorts;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.servers.LocalServers;
import io.plantbeam.servers.Rest;
import io.plantbeam.servers.ServerException;
import io.plantbeam.servers.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A Flink session cluster: a JobManager and TaskManagers, each a process, from the distribution in
 * {@code runners/target/engines/flink}. Checkpoints and savepoints go to its directory.
 */
public final class FlinkServers implements LocalServers {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String UI = "Flink's web UI";
  private static final String RPC = "Flink's JobManager";
  private static final String TASK_MANAGER = "taskmanager-";

  /** A setting that Flink's own scripts read, and not its processes. */
  private static final String JVM_OPTIONS = "env.java.opts.taskmanager";

  /** How BashJavaUtils marks what it found among what it logs. */
  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

  /**
   * How large the cluster is.
   *
   * @param port of the web UI and the REST interface; 0 is any that is free
   * @param slots of each TaskManager
   * @param memory of the process of each TaskManager, such as 1400m
   * @param configuration what is added to Flink's configuration
   */
  public record Settings(
      int port, int taskManagers, int slots, String memory, Map<String, String> configuration) {
    public static final int DEFAULT_PORT = 8081;

    /** Two TaskManagers of two slots, with the web UI on Flink's own port. */
    public static Settings defaults() {
      return new Settings(DEFAULT_PORT, 2, 2, "1400m", Map.of());
    }
  }

  private final ClusterDirectory directory;
  private final Settings settings;
  private final ClusterPorts ports;
  private final ServerProcess jobManager;
  private final List<ServerProcess> taskManagers;

  public FlinkServers(ClusterDirectory directory, Settings settings) {
    this.directory = directory;
    this.settings = settings;
    this.ports = new ClusterPorts(directory, Map.of(UI, settings.port(), RPC, 0));
    this.jobManager = new ServerProcess(directory, "jobmanager");
    this.taskManagers =
        IntStream.rangeClosed(1, settings.taskManagers())
            .mapToObj(number -> new ServerProcess(directory, TASK_MANAGER + number))
            .toList();
  }

  /** The address of the web UI and of the REST interface. */
  public String url() {
    return "http://localhost:" + ports.get(UI);
  }

  /** The address for {@code flink -m}. */
  public String address() {
    return "localhost:" + ports.get(UI);
  }

  /** The directory of the configuration that {@code FLINK_CONF_DIR} may name. */
  public Path configuration() {
    return directory.directory("conf");
  }

  public Path savepoints() {
    return directory.directory("savepoints");
  }

  /**
   * The TaskManagers of the settings, which may be killed one by one; {@link #start} brings them
   * back.
   */
  public List<ServerProcess> taskManagers() {
    return taskManagers;
  }

  @Override
  public void start() {
    Path home = Checkout.engine("flink");
    if (processes().stream().noneMatch(ServerProcess::isRunning)) {
      ports.choose();
    }
    if (!jobManager.isRunning()) {
      directory.write("conf/config.yaml", yaml());
    }
    jobManager.start(jobManagerCommand(home), environment());
    jobManager.awaitReady(START_LIMIT, () -> registered() >= 0);
    if (taskManagers.stream().allMatch(ServerProcess::isRunning)
        && registered() >= settings.taskManagers()) {
      return;
    }
    List<String> resources = taskManagerResources(home);
    for (ServerProcess taskManager : taskManagers) {
      taskManager.start(taskManagerCommand(home, taskManager, resources), environment());
    }
    for (ServerProcess taskManager : taskManagers) {
      taskManager.awaitReady(START_LIMIT, () -> isRegistered(taskManager));
    }
  }

  @Override
  public void stop() {
    List<ServerProcess> all = new ArrayList<>(processes());
    Collections.reverse(all);
    all.forEach(ServerProcess::stop);
  }

  @Override
  public List<ServerProcess> processes() {
    List<ServerProcess> all = new ArrayList<>(List.of(jobManager));
    all.addAll(taskManagers);
    // A cluster that was started with more of them.
    int number = taskManagers.size() + 1;
    while (Files.exists(directory.pidFile(TASK_MANAGER + number))) {
      all.add(new ServerProcess(directory, TASK_MANAGER + number));
      number++;
    }
    return all;
  }

  @Override
  public ClusterDirectory directory() {
    return directory;
  }

  @Override
  public List<String> guide() {
    String manager = ports.get(UI) == Settings.DEFAULT_PORT ? "" : " -m " + address();
    return List.of(
        "Flink's web UI: " + url(),
        "logs: " + directory.logs(),
        "submit: %s/bin/flink run -d%s runners/target/plantbeam.jar --runner=FlinkRunner …"
            .formatted("runners/target/engines/flink", manager));
  }

  /** How many TaskManagers are registered; -1 where the JobManager does not answer yet. */
  private int registered() {
    return Rest.get(url() + "/overview")
        .map(overview -> overview.path("taskmanagers").asInt(-1))
        .orElse(-1);
  }

  private boolean isRegistered(ServerProcess taskManager) {
    return Rest.get(url() + "/taskmanagers").stream()
        .flatMap(found -> found.path("taskmanagers").findValuesAsText("id").stream())
        .anyMatch(taskManager.name()::equals);
  }

  private List<String> jobManagerCommand(Path home) {
    List<String> command = java(home, jobManager);
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            home.resolve("lib") + "/*",
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "--configDir",
            configuration().toString(),
            "--executionMode",
            "cluster"));
    return command;
  }

  private List<String> taskManagerCommand(
      Path home, ServerProcess taskManager, List<String> resources) {
    List<String> command = java(home, taskManager);
    command.addAll(words(resources.get(0)));
    String options = settings.configuration().get(JVM_OPTIONS);
    if (options != null) {
      command.addAll(words(options));
    }
    command.addAll(
        List.of(
            "-cp",
            home.resolve("lib") + "/*",
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            "--configDir",
            configuration().toString()));
    command.addAll(words(resources.get(1)));
    // A TaskManager that comes back under its name takes the place of the one that is gone.
    command.add("-Dtaskmanager.resource-id=" + taskManager.name());
    return command;
  }

  private List<String> java(Path home, ServerProcess process) {
    return new ArrayList<>(
        List.of(
            JavaCommand.java(),
            "@" + home.resolve("conf/jvm.options"),
            "-Dlog.file=" + directory.log(process.name()),
            "-Dlog4j.configurationFile=" + home.resolve("conf/log4j.properties")));
  }

  private Map<String, String> environment() {
    return Map.of("FLINK_CONF_DIR", configuration().toString());
  }

  /** The JVM's arguments and the dynamic properties that Flink derives from the memory. */
  private List<String> taskManagerResources(Path home) {
    List<String> command =
        List.of(
            JavaCommand.java(),
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j.configurationFile=" + home.resolve("conf/log4j-cli.properties"),
            "-cp",
            home.resolve("lib") + "/*",
            "org.apache.flink.runtime.util.bash.BashJavaUtils",
            "GET_TM_RESOURCE_PARAMS",
            "--configDir",
            configuration().toString());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      List<String> found =
          output
              .lines()
              .filter(line -> line.startsWith(RESULT))
              .map(line -> line.substring(RESULT.length()))
              .toList();
      if (found.size() != 2) {
        throw new ServerException("Flink refuses the memory of its TaskManagers:\n" + output);
      }
      return found;
    } catch (IOException e) {
      throw new ServerException("Flink's BashJavaUtils could not be run", e);
    }
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+"));
  }

  private String yaml() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("jobmanager.rpc.address", "localhost");
    all.put("jobmanager.rpc.port", Integer.toString(ports.get(RPC)));
    all.put("jobmanager.bind-host", "localhost");
    all.put("rest.address", "localhost");
    all.put("rest.bind-address", "localhost");
    all.put("rest.port", Integer.toString(ports.get(UI)));
    all.put("taskmanager.host", "localhost");
    all.put("taskmanager.bind-host", "localhost");
    all.put("taskmanager.numberOfTaskSlots", Integer.toString(settings.slots()));
    all.put("taskmanager.memory.process.size", settings.memory());
    // Little is managed, so that the heap is large enough for state that is kept on it.
    all.put("taskmanager.memory.managed.fraction", "0.2");
    all.put("taskmanager.memory.jvm-overhead.min", "96m");
    // Each job brings its classes, and not all are gone when it has ended.
    all.put("taskmanager.memory.jvm-metaspace.size", "512m");
    // All steps of a batch job run at once, and with 512 for each of their shuffles the buffers of
    // a
    // TaskManager are used up by two slots.
    all.put("taskmanager.network.sort-shuffle.min-buffers", "64");
    // On one machine nothing is lost between two processes that live.
    all.put("heartbeat.interval", "2000");
    all.put("heartbeat.timeout", "10000");
    all.put("state.backend.type", "hashmap");
    all.put("state.backend.incremental", "true");
    all.put("state.checkpoints.dir", directory.directory("checkpoints").toUri().toString());
    all.put("state.savepoints.dir", savepoints().toUri().toString());
    all.put("io.tmp.dirs", directory.directory("tmp").toString());
    all.put("web.upload.dir", directory.directory("uploads").toString());
    all.putAll(settings.configuration());
    StringBuilder yaml = new StringBuilder();
    all.forEach((name, value) -> yaml.append(name).append(": '").append(value).append("'\n"));
    return yaml.toString();
  }
}
