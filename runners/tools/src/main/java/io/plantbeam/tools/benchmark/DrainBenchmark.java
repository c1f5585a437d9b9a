package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.ServerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The job on a full topic, from Kafka to alerts on Kafka and everything else in files. How far it
 * is, is what is committed to its consumer group, which engines do when what was read is safe in a
 * checkpoint.
 */
final class DrainBenchmark {
  private static final String GROUP = "benchmark";
  private static final int SHOWN_STEPS = 8;

  private final Path directory;
  private final Workload workload;
  private final DrainOutput.Lake lake;
  private final List<String> jobOptions;
  private final PrintWriter out;

  /**
   * A benchmark that has not begun.
   *
   * @param directory for all that is written
   * @param jobOptions of the job, beside those that are always set
   */
  DrainBenchmark(
      Path directory,
      Workload workload,
      DrainOutput.Lake lake,
      List<String> jobOptions,
      PrintWriter out) {
    this.directory = directory;
    this.workload = workload;
    this.lake = lake;
    this.jobOptions = jobOptions;
    this.out = out;
  }

  /**
   * Fills the topic, drains it and prints the figures.
   *
   * @return readings per second, from the first commit on
   * @throws ServerException if a server fails, or the job is not through within 15 minutes
   */
  double run(BenchmarkCommand.BenchmarkedEngine engine) throws IOException {
    try (DrainOutput output = DrainOutput.start(lake, directory);
        ReadingsTopic topic = ReadingsTopic.fill(directory, workload, Workload.DUPLICATE_SHARE)) {
      topic.createTopic("alerts");
      List<String> options = DrainOptions.of(topic, GROUP, "alerts", output.options(), jobOptions);
      try (EngineJob job = engine.job(directory)) {
        return drain(job, options, topic);
      }
    }
  }

  private double drain(EngineJob job, List<String> options, ReadingsTopic topic)
      throws IOException {
    long readings = workload.readings();
    Drain drain = Drain.launch(job, options, () -> topic.committed(GROUP), readings);
    Drain.Progress first = drain.await(1);
    ThreadSamples samples = ThreadSamples.start(job.workers());
    Drain.Progress half = drain.await(readings / 2);
    Drain.Progress end = drain.await(readings);
    List<ThreadSamples.Step> steps = samples.stop(directory);
    out.printf(
        Locale.ROOT,
        "%,d messages of one reading each, %,d sensors, %d partitions; %d processors%n",
        readings,
        workload.sensors(),
        ReadingsTopic.PARTITIONS,
        Runtime.getRuntime().availableProcessors());
    print("from launch", drain.fromLaunch());
    print("from the first commit", new Drain.Stretch(first, end));
    print("the second half", new Drain.Stretch(half, end));
    out.printf(Locale.ROOT, "most memory: %,d MB%n", Usage.peakMegabytes(job.workers()));
    out.println("slowest step first, share of the samples of Java threads:");
    for (ThreadSamples.Step step : steps.subList(0, Math.min(SHOWN_STEPS, steps.size()))) {
      out.printf(Locale.ROOT, "  %4.1f %% %s%n", step.share() * 100, step.name());
    }
    out.flush();
    return new Drain.Stretch(first, end).perSecond();
  }

  private void print(String name, Drain.Stretch stretch) {
    out.printf(
        Locale.ROOT,
        "%-22s %,11d readings in %6.1f s: %,9.0f per second, %5.1f us of CPU each%n",
        name,
        stretch.messages(),
        stretch.seconds(),
        stretch.perSecond(),
        stretch.cpuMicrosEach());
  }
}
