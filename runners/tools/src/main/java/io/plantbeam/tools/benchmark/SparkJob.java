package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.ServerProcess;
import io.plantbeam.tools.cluster.SparkServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JAR on the standalone cluster of {@code plantbeam cluster spark}, or, where that is not
 * running, on one of its own with two cores.
 */
final class SparkJob implements EngineJob {
  private final Path directory;
  private final SparkServers servers;
  private final boolean ownServers;
  private Process driver;

  SparkJob(Path directory) {
    this.directory = directory;
    SparkServers usual =
        new SparkServers(
            new ClusterDirectory(Checkout.clusters().resolve("spark")),
            SparkServers.Settings.defaults());
    ownServers = usual.processes().stream().noneMatch(ServerProcess::isRunning);
    servers =
        ownServers
            ? new SparkServers(
                new ClusterDirectory(directory.resolve("spark")),
                new SparkServers.Settings(0, 0, 0, 2, "3g"))
            : usual;
    if (ownServers) {
      servers.startAllOrNone();
    } else {
      servers.start();
    }
  }

  @Override
  public void launch(List<String> options) throws IOException {
    List<String> command =
        Programs.command(
            Checkout.engine("spark").resolve("bin/spark-submit").toString(),
            "--master",
            servers.master(),
            "--executor-memory",
            "2g",
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.executor.extraJavaOptions=" + ThreadSamples.JVM_OPTION,
            "--driver-java-options",
            ThreadSamples.JVM_OPTION,
            Checkout.jar().toString(),
            "--runner=SparkRunner",
            "--checkpointDir=" + directory.resolve("spark-checkpoints"));
    command.addAll(options);
    driver = Programs.start(command, directory.resolve("spark-submit.log"));
  }

  /** The driver and the executors. */
  @Override
  public List<ProcessHandle> workers() {
    return Stream.concat(
            Stream.ofNullable(driver).map(Process::toHandle).flatMap(SparkJob::withDescendants),
            servers.worker().handle().stream().flatMap(ProcessHandle::descendants))
        .toList();
  }

  private static Stream<ProcessHandle> withDescendants(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  @Override
  public void close() {
    if (driver != null) {
      List<ProcessHandle> all = withDescendants(driver.toHandle()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
    }
    if (ownServers) {
      servers.stop();
    }
  }
}
