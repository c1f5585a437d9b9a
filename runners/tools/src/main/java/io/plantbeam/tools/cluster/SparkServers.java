package io.plantbeam.tools.cluster;

import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.ClusterPorts;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.servers.LocalServers;
import io.plantbeam.servers.Rest;
import io.plantbeam.servers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Spark standalone cluster: a master and a worker, each a process, from the distribution in
 * {@code runners/target/engines/spark}.
 */
public final class SparkServers implements LocalServers {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String UI = "Spark's web UI";
  private static final String MASTER = "Spark's master";
  private static final String WORKER_UI = "the web UI of Spark's worker";

  /**
   * How large the cluster is, and where.
   *
   * @param port of the master; 0 is any that is free
   * @param uiPort of the master's web UI; 0 is any that is free
   * @param workerUiPort of the worker's web UI; 0 is any that is free
   * @param memory what the worker has for executors and drivers, such as 3g
   */
  public record Settings(int port, int uiPort, int workerUiPort, int cores, String memory) {
    public static final int DEFAULT_PORT = 7077;
    public static final int DEFAULT_UI_PORT = 8080;

    /** Two cores, with the master on Spark's own ports; Flink's web UI has the worker's. */
    public static Settings defaults() {
      return new Settings(DEFAULT_PORT, DEFAULT_UI_PORT, 8082, 2, "3g");
    }
  }

  private final ClusterDirectory directory;
  private final Settings settings;
  private final ClusterPorts ports;
  private final ServerProcess master;
  private final ServerProcess worker;

  public SparkServers(ClusterDirectory directory, Settings settings) {
    this.directory = directory;
    this.settings = settings;
    Map<String, Integer> wanted = new LinkedHashMap<>();
    wanted.put(MASTER, settings.port());
    wanted.put(UI, settings.uiPort());
    wanted.put(WORKER_UI, settings.workerUiPort());
    this.ports = new ClusterPorts(directory, wanted);
    this.master = new ServerProcess(directory, "master");
    this.worker = new ServerProcess(directory, "worker");
  }

  /** The address for {@code spark-submit --master}. */
  public String master() {
    return "spark://localhost:" + ports.get(MASTER);
  }

  /** The address of the master's web UI. */
  public String url() {
    return "http://localhost:" + ports.get(UI);
  }

  /** Where the worker keeps what executors and drivers in the cluster write. */
  public Path work() {
    return directory.directory("work");
  }

  public ServerProcess worker() {
    return worker;
  }

  @Override
  public void start() {
    Path home = Checkout.engine("spark");
    if (processes().stream().noneMatch(ServerProcess::isRunning)) {
      ports.choose();
    }
    master.start(
        List.of(
            home.resolve("bin/spark-class").toString(),
            "org.apache.spark.deploy.master.Master",
            "--host",
            "localhost",
            "--port",
            Integer.toString(ports.get(MASTER)),
            "--webui-port",
            Integer.toString(ports.get(UI))),
        environment());
    master.awaitReady(START_LIMIT, () -> aliveWorkers() >= 0);
    worker.start(
        List.of(
            home.resolve("bin/spark-class").toString(),
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            "localhost",
            "--webui-port",
            Integer.toString(ports.get(WORKER_UI)),
            "--cores",
            Integer.toString(settings.cores()),
            "--memory",
            settings.memory(),
            "--work-dir",
            work().toString(),
            master()),
        environment());
    worker.awaitReady(START_LIMIT, () -> aliveWorkers() == 1);
  }

  @Override
  public void stop() {
    worker.stop();
    master.stop();
  }

  @Override
  public List<ServerProcess> processes() {
    return List.of(master, worker);
  }

  @Override
  public ClusterDirectory directory() {
    return directory;
  }

  @Override
  public List<String> guide() {
    return List.of(
        "Spark's web UI: " + url(),
        "logs: %s; of executors: %s".formatted(directory.logs(), work()),
        "submit: %s/bin/spark-submit --master %s runners/target/plantbeam.jar --runner=SparkRunner …"
            .formatted("runners/target/engines/spark", master()));
  }

  /** How many workers the master has; -1 where it does not answer yet. */
  private int aliveWorkers() {
    return Rest.get(url() + "/json/").map(state -> state.path("aliveworkers").asInt(-1)).orElse(-1);
  }

  private Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME",
        JavaCommand.home(),
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        "SPARK_DAEMON_MEMORY",
        "384m",
        "SPARK_DAEMON_JAVA_OPTS",
        "-XX:TieredStopAtLevel=1");
  }
}
