package io.plantbeam.tools.cluster;

import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.servers.Ports;
import io.plantbeam.servers.Rest;
import io.plantbeam.testing.StartedProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A real Spark cluster for tests, to which plantbeam.jar is submitted as a user does it. */
public final class SparkCluster implements AutoCloseable {
  private static final String COMPILER_OPTIONS = String.join(" ", JavaCommand.compilerOptions());
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  private final SparkServers servers;
  private final Path jar;
  private final AtomicInteger commands = new AtomicInteger();
  private int uiPort;

  private SparkCluster(SparkServers servers) {
    this.servers = servers;
    this.jar = Checkout.copyOfJar(servers.directory());
  }

  /** Starts a cluster on free ports. */
  public static SparkCluster start(Path directory) {
    SparkServers.Settings usual = SparkServers.Settings.defaults();
    SparkServers servers =
        new SparkServers(
            new ClusterDirectory(directory),
            new SparkServers.Settings(0, 0, 0, usual.cores(), usual.memory()));
    servers.start();
    return new SparkCluster(servers);
  }

  public SparkServers servers() {
    return servers;
  }

  /**
   * Runs the JAR to the job's end, as {@code spark-submit plantbeam.jar ARGUMENTS} does.
   *
   * @return what the command wrote
   * @throws AssertionError with that if it fails
   */
  public String run(Duration limit, List<String> arguments) {
    return submit(arguments).awaitSuccess(limit);
  }

  /**
   * Submits the JAR, and returns while it runs. The driver is in the process of the command, which
   * may be killed; its executors end with it.
   */
  public StartedProgram submit(List<String> arguments) {
    uiPort = Ports.free();
    List<String> command = new ArrayList<>();
    command.add(Checkout.engine("spark").resolve("bin/spark-submit").toString());
    command.addAll(
        List.of(
            "--master",
            servers.master(),
            "--conf",
            "spark.ui.port=" + uiPort,
            "--conf",
            "spark.driver.extraJavaOptions=" + COMPILER_OPTIONS,
            "--conf",
            "spark.executor.extraJavaOptions=" + COMPILER_OPTIONS,
            jar.toString(),
            "--runner=SparkRunner"));
    command.addAll(arguments);
    Path output = servers.directory().console("spark-submit-" + commands.incrementAndGet());
    return StartedProgram.start(
        command, Map.of("JAVA_HOME", JavaCommand.home(), "SPARK_LOCAL_IP", "127.0.0.1"), output);
  }

  /** What the web UI of the running job shows of its settings: texts by their addresses. */
  public Map<String, String> shown() {
    String ui = "http://localhost:%d".formatted(uiPort);
    Map<String, String> shown = new TreeMap<>();
    Rest.get(ui + "/api/v1/applications")
        .ifPresent(
            applications -> {
              String path = ui + "/api/v1/applications/" + applications.path(0).path("id").asText();
              for (String part : List.of("", "/environment", "/jobs", "/stages", "/allexecutors")) {
                Rest.get(path + part)
                    .ifPresent(answer -> shown.put(path + part, answer.toString()));
              }
            });
    Rest.get(servers.url() + "/json/")
        .ifPresent(answer -> shown.put(servers.url(), answer.toString()));
    return shown;
  }

  /**
   * The processes of executors; when one ends, Spark's worker starts another while its job runs.
   */
  public List<ProcessHandle> executors() {
    return servers.worker().handle().stream()
        .flatMap(ProcessHandle::descendants)
        .filter(process -> process.info().commandLine().orElse("").contains(EXECUTOR))
        .toList();
  }

  @Override
  public void close() {
    servers.stop();
  }
}
