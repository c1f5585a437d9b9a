package io.plantbeam.tools.benchmark;

import io.plantbeam.config.Durations;
import io.plantbeam.kafka.KafkaOptions;
import io.plantbeam.servers.ServerException;
import io.plantbeam.telemetry.TelemetryOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The job and one by hand with the same windows, one after the other on the same topic, so that the
 * ratio of their figures does not depend on the machine. Each run has a cluster that has just been
 * started, unless one runs already, and a consumer group and files of its own.
 */
final class BesideBenchmark {
  /**
   * For both. With less, checkpoints are a part of the figures; with more, a job that is soon
   * through is found to be so late.
   */
  private static final Duration CHECKPOINTING_INTERVAL = Duration.ofSeconds(2);

  private final Path directory;
  private final Workload workload;
  private final int repetitions;
  private final List<String> jobOptions;
  private final PrintWriter out;

  /**
   * A benchmark that has not begun.
   *
   * @param directory for all that is written
   * @param repetitions how often each of the two jobs runs
   * @param jobOptions of Plantbeam, beside those that are always set; the other job has the same
   *     windows, out-of-orderness and checkpoints
   */
  BesideBenchmark(
      Path directory,
      Workload workload,
      int repetitions,
      List<String> jobOptions,
      PrintWriter out) {
    this.directory = directory;
    this.workload = workload;
    this.repetitions = repetitions;
    this.jobOptions = jobOptions;
    this.out = out;
  }

  /**
   * Fills the topic, drains it by both jobs in turn and prints their figures.
   *
   * @throws ServerException if a server or a job fails, a job is not through within 15 minutes, or
   *     the two have not made the same number of windows of the same readings
   */
  void run() throws IOException {
    // Plantbeam takes duplicates out, and the other job does not.
    try (ReadingsTopic topic = ReadingsTopic.fill(directory, workload, 0)) {
      out.printf(
          Locale.ROOT,
          "%,d messages of one reading each, %,d sensors, one every %s, %d partitions; %d"
              + " processors%n",
          workload.readings(),
          workload.sensors(),
          Durations.format(workload.interval()),
          ReadingsTopic.PARTITIONS,
          Runtime.getRuntime().availableProcessors());
      BesideFigures figures = new BesideFigures();
      WindowTally tally = null;
      for (int repetition = 1; repetition <= repetitions; repetition++) {
        BesideFigures.Run byHand;
        BesideFigures.Run plantbeam;
        // In turn the first one: what goes before must not favour one of them.
        if (repetition % 2 == 1) {
          byHand = peer(topic, repetition);
          plantbeam = plantbeam(topic, repetition);
        } else {
          plantbeam = plantbeam(topic, repetition);
          byHand = peer(topic, repetition);
        }
        figures.add(plantbeam, byHand);
        tally = checkEqual(plantbeam.tally(), byHand.tally());
      }
      out.printf(
          Locale.ROOT,
          "each run: %,d windows, the sum of whose counts is %,d%n",
          tally.windows(),
          tally.readings());
      out.println("medians (least to greatest):");
      figures.table().forEach(out::println);
      out.flush();
    }
  }

  private static WindowTally checkEqual(WindowTally ofPlantbeam, WindowTally ofPeer) {
    if (!ofPlantbeam.equals(ofPeer) || ofPeer.windows() == 0) {
      throw new ServerException(
          String.format(
              Locale.ROOT,
              "the jobs have not done the same: Plantbeam has written %,d windows of %,d readings,"
                  + " and the job by hand %,d of %,d",
              ofPlantbeam.windows(),
              ofPlantbeam.readings(),
              ofPeer.windows(),
              ofPeer.readings()));
    }
    return ofPeer;
  }

  private BesideFigures.Run plantbeam(ReadingsTopic topic, int repetition) throws IOException {
    String name = "plantbeam-" + repetition;
    Path own = Files.createDirectories(directory.resolve(name));
    topic.createTopic("alerts-" + repetition);
    List<String> options =
        new ArrayList<>(
            DrainOptions.of(
                topic, name, "alerts-" + repetition, DrainOutput.onDisk(false, own), jobOptions));
    if (given(FlinkJob.CHECKPOINTING_INTERVAL) == null) {
      options.add(FlinkJob.CHECKPOINTING_INTERVAL + CHECKPOINTING_INTERVAL.toMillis());
    }
    try (FlinkJob job = FlinkJob.plantbeam(own)) {
      return measure(job, name, options, topic, own.resolve("output/window-stats"));
    }
  }

  private BesideFigures.Run peer(ReadingsTopic topic, int repetition) throws IOException {
    String name = "by-hand-" + repetition;
    Path own = Files.createDirectories(directory.resolve(name));
    TelemetryOptions windows = PipelineOptionsFactory.as(TelemetryOptions.class);
    KafkaOptions kafka = PipelineOptionsFactory.as(KafkaOptions.class);
    String checkpoints = given(FlinkJob.CHECKPOINTING_INTERVAL);
    List<String> options =
        List.of(
            "--bootstrapServers=" + topic.bootstrapServers(),
            "--topic=" + ReadingsTopic.NAME,
            "--group=" + name,
            "--registry=" + topic.registry(),
            "--output=" + own.resolve("output"),
            sameAs("--windowSize=", windows.getWindowSize()),
            sameAs("--windowPeriod=", windows.getWindowPeriod()),
            sameAs("--maxOutOfOrderness=", kafka.getMaxOutOfOrderness()),
            FlinkJob.CHECKPOINTING_INTERVAL
                + (checkpoints == null ? CHECKPOINTING_INTERVAL.toMillis() : checkpoints));
    try (FlinkJob job = FlinkJob.peer(own)) {
      return measure(job, name, options, topic, own.resolve("output/windows"));
    }
  }

  /** An option of the job by hand with the duration that Plantbeam has. */
  private String sameAs(String option, String usual) {
    String given = given(option);
    return option + Durations.parseOrZero(given == null ? usual : given);
  }

  /** What Plantbeam is given for an option; null if nothing. */
  private String given(String option) {
    return jobOptions.stream()
        .filter(argument -> argument.startsWith(option))
        .map(argument -> argument.substring(option.length()))
        .reduce((first, last) -> last)
        .orElse(null);
  }

  private BesideFigures.Run measure(
      FlinkJob job, String name, List<String> options, ReadingsTopic topic, Path windows)
      throws IOException {
    long readings = workload.readings();
    Drain drain = Drain.launch(job, options, () -> topic.committed(name), readings);
    drain.await(readings);
    long megabytes = Usage.peakMegabytes(job.workers());
    job.finish();
    Drain.Stretch all = drain.fromLaunch();
    BesideFigures.Run run =
        new BesideFigures.Run(
            readings,
            all.seconds(),
            drain.fromFirstCommit().perSecond(),
            drain.secondHalf().map(Drain.Stretch::perSecond).orElse(Double.NaN),
            all.cpuMicrosEach(),
            drain.secondHalf().map(Drain.Stretch::cpuMicrosEach).orElse(Double.NaN),
            megabytes,
            WindowTally.of(windows));
    out.printf("%-12s %s%n", name, run.text());
    out.flush();
    return run;
  }
}
