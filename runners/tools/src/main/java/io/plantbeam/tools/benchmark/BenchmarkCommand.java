package io.plantbeam.tools.benchmark;

import io.plantbeam.config.Durations;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.job.Accounting;
import io.plantbeam.job.Job;
import io.plantbeam.launch.AccountingReport;
import io.plantbeam.launch.Arguments;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.servers.ServerException;
import io.plantbeam.tools.simulate.DurationConverter;
import io.plantbeam.tools.simulate.FileTarget;
import io.plantbeam.tools.simulate.MessageStream;
import io.plantbeam.tools.simulate.Plant;
import io.plantbeam.tools.simulate.PlantFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plantbeam benchmark}: the whole job on simulated telemetry, as a batch or a stream. */
@Command(
    name = "benchmark",
    description = {
      "Time the whole job: a batch on the Direct runner, or with --engine a stream on any engine.",
      "",
      "Simulates telemetry into a temporary directory and runs the job on it: parsing,"
          + " deduplication, enrichment, lake, windows, detectors, alerts, all to files. Prints"
          + " readings per second, from launch to end, for each run. The heap is set by"
          + " PLANTBEAM_JAVA_OPTS=-Xmx2g.",
      "",
      "With --engine: fills a Kafka topic of its own, and drains it with the whole job"
          + " except for the lake, unless --lake=disk or --lake=s3 archives the readings too: s3"
          + " starts an S3 server, which all that goes to files is sent to. Direct runs in this process. Flink and Spark run the JAR on"
          + " the cluster of 'plantbeam cluster', or, if that is not running, on one of their"
          + " own. Prints readings per second, CPU time, memory, and where the threads were.",
      "",
      "With --engine=flink and --beside: drains the topic by a job by hand with the same windows"
          + " too, written for Flink's DataStream API without Beam. The two run in turn, each"
          + " --runs times. Prints both, and the ratio.",
      "",
      "With --engine and --latency: sends readings at fixed rates, of which some raise alerts, and"
          + " prints how long these take, from the timestamp of the message to that of the alert."
          + " Options after -- are those of the job, such as -- --maxBundleTimeMills=50."
    })
public final class BenchmarkCommand implements Callable<Integer> {
  /** A drain simulates twice as many, and a plant has a million at most. */
  private static final int MOST_SENSORS = 500_000;

  private static final Duration MOST_INTERVAL = Duration.ofDays(1);

  private static final int USUAL_RATE = 5000;
  private static final Duration WARM_UP = Duration.ofMinutes(2);

  /** The period of windows by default. */
  private static final Duration LATENCY_WINDOW = Duration.ofSeconds(30);

  private static final Duration LATENCY_PERIOD = Duration.ofSeconds(10);

  private static final int SENSORS_OF_LATENCY = 5000;
  private static final int MOST_RATE = 10_000_000;

  /** Of the greatest rate. */
  private static final List<Double> SHARES = List.of(0.25, 0.5, 0.75);

  @Spec private CommandSpec spec;

  @Option(names = "--readings", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private long readings = 2_000_000;

  @Option(
      names = "--sensors",
      paramLabel = "N",
      description = "Default: 1000, and 5000 with --latency.")
  private Integer sensors;

  @Option(
      names = "--interval",
      paramLabel = "D",
      converter = DurationConverter.class,
      description =
          "Time between two readings of a sensor, such as 5m for sparse data. Default: 5s.")
  private Duration interval = Workload.USUAL_INTERVAL;

  @Option(
      names = {"--runs", "--repetitions"},
      paramLabel = "N",
      description = "Of the batch, or of each job with --beside. Default: ${DEFAULT-VALUE}.")
  private int runs = 3;

  @Option(
      names = "--engine",
      paramLabel = "direct|flink|spark",
      description = "Drain a topic once, with a stream on this engine.")
  private BenchmarkedEngine engine;

  @Option(
      names = "--beside",
      description = "Drain the topic by a job by hand too, and print the ratio.")
  private boolean beside;

  @Option(
      names = "--latency",
      description = "Measure how long alerts take, of a stream on the engine.")
  private boolean latency;

  @Option(
      names = "--lake",
      paramLabel = "none|disk|s3",
      description =
          "Where readings are archived, with everything else that goes to files, while a topic is"
              + " drained. Default: none.")
  private DrainOutput.Lake lake = DrainOutput.Lake.NONE;

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "N",
      description =
          "Messages per second, one after the other. Default: 5000, and 25, 50 and 75 %% of the"
              + " greatest rate.")
  private List<Integer> rates;

  @Option(
      names = "--greatestRate",
      paramLabel = "N",
      description = "The greatest rate. Default: what draining a topic shows.")
  private Integer greatestRate;

  @Option(
      names = "--phase",
      paramLabel = "SECONDS",
      description = "How long each rate lasts. Default: ${DEFAULT-VALUE}.")
  private int phaseSeconds = 60;

  @Parameters(
      paramLabel = "OPTION",
      arity = "0..*",
      description = "With --engine: more options of the job, after --.")
  private List<String> jobOptions = List.of();

  /** The engines that a topic can be drained by. */
  enum BenchmarkedEngine {
    DIRECT,
    FLINK,
    SPARK;

    /** The job on this engine, with its servers started. */
    EngineJob job(Path directory) {
      return switch (this) {
        case DIRECT -> new DirectJob();
        case FLINK -> FlinkJob.sampledPlantbeam(directory);
        case SPARK -> new SparkJob(directory);
      };
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    Path directory = Files.createTempDirectory("plantbeam-benchmark");
    try {
      if (engine != null) {
        if (latency) {
          measureLatency(directory, out);
        } else if (beside) {
          new BesideBenchmark(directory, workload(), runs, jobOptions, out).run();
        } else {
          new DrainBenchmark(directory, workload(), lake, jobOptions, out).run(engine);
        }
        return ExitCode.OK;
      }
      simulate(directory);
      out.printf(
          Locale.ROOT,
          "%d processors, %,d MB of heap%n",
          Runtime.getRuntime().availableProcessors(),
          Runtime.getRuntime().maxMemory() >> 20);
      boolean balances = true;
      double[] rates = new double[runs];
      for (int run = 0; run < runs; run++) {
        long begin = System.nanoTime();
        Job job = launch(directory, directory.resolve("output-" + run));
        job.waitUntilFinish();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Accounting accounting = job.accounting();
        balances &= accounting.balances();
        rates[run] = accounting.measures() / seconds;
        if (run == 0) {
          out.print(AccountingReport.text(accounting));
        }
        out.printf(
            Locale.ROOT,
            "run %d: %.1f s, %,.0f readings per second%n",
            run + 1,
            seconds,
            rates[run]);
        out.flush();
      }
      Arrays.sort(rates);
      out.printf(Locale.ROOT, "median: %,.0f readings per second%n", rates[rates.length / 2]);
      return balances ? ExitCode.OK : ExitCode.JOB_FAILED;
    } catch (ServerException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.JOB_FAILED;
    } finally {
      delete(directory);
    }
  }

  private void measureLatency(Path directory, PrintWriter out) throws IOException {
    List<Integer> steps = rates;
    if (steps == null) {
      double greatest = greatestRate == null ? drain(directory, out) : greatestRate;
      steps = new ArrayList<>(List.of(USUAL_RATE));
      for (double share : SHARES) {
        steps.add(Math.max(1, (int) (greatest * share)));
      }
    }
    new LatencyBenchmark(
            directory,
            new LatencyBenchmark.Plan(
                sensors(),
                steps,
                WARM_UP,
                Duration.ofSeconds(phaseSeconds),
                LATENCY_WINDOW,
                LATENCY_PERIOD,
                jobOptions),
            out)
        .run(engine);
  }

  /** The greatest rate of the engine, by a topic that is drained. */
  private double drain(Path directory, PrintWriter out) throws IOException {
    Path own = Files.createDirectories(directory.resolve("drain"));
    return new DrainBenchmark(own, workload(), lake, jobOptions, out).run(engine);
  }

  private int sensors() {
    return sensors != null ? sensors : latency ? SENSORS_OF_LATENCY : 1000;
  }

  private Workload workload() {
    return new Workload(readings, sensors(), interval);
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(problems, "sensors", sensors(), MOST_SENSORS);
    if (interval.toMillis() < 1 || interval.compareTo(MOST_INTERVAL) > 0) {
      problems.add("--interval=%s: allowed is 1ms to 1d.".formatted(Durations.format(interval)));
    } else {
      long mostOfASensor = Workload.MOST_TIME.dividedBy(interval);
      check(problems, "readings", readings, Math.max(1, sensors()) * mostOfASensor);
    }
    check(problems, "runs", runs, 1000);
    check(problems, "phase", phaseSeconds, 3600);
    if (greatestRate != null) {
      check(problems, "greatestRate", greatestRate, MOST_RATE);
    }
    if (rates != null) {
      rates.forEach(rate -> check(problems, "rates", rate, MOST_RATE));
    }
    if (beside && (latency || engine != BenchmarkedEngine.FLINK)) {
      problems.add("--beside: only with --engine=flink, and without --latency.");
    }
    if (lake != DrainOutput.Lake.NONE && (engine == null || beside || latency)) {
      problems.add("--lake: only with --engine, and without --beside and --latency.");
    }
    if (engine == null) {
      notWithoutEngine(problems, "--latency", latency);
      jobOptions.forEach(option -> notWithoutEngine(problems, option, true));
    }
    return problems;
  }

  private static void check(List<String> problems, String name, long value, long most) {
    if (value < 1 || value > most) {
      problems.add("--%s=%d: allowed is 1 to %d.".formatted(name, value, most));
    }
  }

  private static void notWithoutEngine(List<String> problems, String option, boolean given) {
    if (given) {
      problems.add("%s: only with --engine.".formatted(option));
    }
  }

  private void simulate(Path directory) throws IOException {
    Workload workload = workload();
    Plant plant = Workload.plant(sensors(), workload.time(), interval, Workload.DUPLICATE_SHARE);
    MessageStream messages = plant.messages();
    try (FileTarget target = new FileTarget(directory.resolve("readings"), 1, false)) {
      while (messages.hasNext() && messages.truth().readings() < readings) {
        target.send(messages.next());
      }
    }
    PlantFiles.writeRegistry(directory.resolve("registry"), plant);
  }

  private static Job launch(Path directory, Path output) {
    return Arguments.parse(
            List.of(
                "--inputFiles=" + directory.resolve("readings") + "/*.ndjson",
                "--assetRegistry=" + directory.resolve("registry"),
                "--output=" + output))
        .launch();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
