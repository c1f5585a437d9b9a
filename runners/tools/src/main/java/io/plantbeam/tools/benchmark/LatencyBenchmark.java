package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.KafkaServer;
import io.plantbeam.servers.ServerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * How long an alert takes: from the timestamp of the message that causes it, in Kafka, to that of
 * the alert, in Kafka; of a window from its end and {@code maxOutOfOrderness} on. The job is all
 * but the lake, with alerts delivered at least once, and runs twice: detectors of readings wait for
 * the order of readings in the first run, and judge on arrival in the second.
 */
final class LatencyBenchmark {
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);
  private static final Duration LAUNCH_LIMIT = Duration.ofMinutes(3);
  private static final Duration LAST_ALERTS_LIMIT = Duration.ofMinutes(1);

  /**
   * What is measured.
   *
   * @param sensors that send in turn
   * @param rates messages per second, one phase after the other
   * @param warmUp from the first alert to the first phase; the Java compiler is busy for a minute
   *     and more
   * @param phase how long each lasts
   * @param window length of the windows
   * @param period how often one begins
   * @param options of the job, beside those that are always set
   */
  record Plan(
      int sensors,
      List<Integer> rates,
      Duration warmUp,
      Duration phase,
      Duration window,
      Duration period,
      List<String> options) {
    Plan {
      rates = List.copyOf(rates);
      options = List.copyOf(options);
    }
  }

  private final Path directory;
  private final Plan plan;
  private final PrintWriter out;

  /**
   * A benchmark that has not begun.
   *
   * @param directory for all that is written
   */
  LatencyBenchmark(Path directory, Plan plan, PrintWriter out) {
    this.directory = directory;
    this.plan = plan;
    this.out = out;
  }

  /**
   * Runs the job twice, and prints the figures of each run.
   *
   * @throws ServerException if a server fails, or no alert comes
   */
  void run(BenchmarkCommand.BenchmarkedEngine engine) throws IOException {
    List<String> judges = List.of("ordered", "arrival");
    List<String> topics = new ArrayList<>();
    for (String judge : judges) {
      topics.add("readings-" + judge);
      topics.add("alerts-" + judge);
    }
    KafkaServer kafka =
        new KafkaServer(
            new ClusterDirectory(directory.resolve("kafka")), 0, topics, ReadingsTopic.PARTITIONS);
    kafka.startAllOrNone();
    try {
      for (String judge : judges) {
        measure(engine, judge, kafka.bootstrapServers());
      }
    } finally {
      kafka.stop();
    }
  }

  private void measure(
      BenchmarkCommand.BenchmarkedEngine engine, String judge, String bootstrapServers)
      throws IOException {
    Path own = Files.createDirectories(directory.resolve(judge));
    LatencyProbes probes =
        new LatencyProbes(
            plan.sensors, plan.rates.size(), plan.window.toMillis(), plan.period.toMillis());
    probes.writeRegistry(own.resolve("registry"));
    Path types = own.resolve("sensor-types.yaml");
    LatencyProbes.writeSensorTypes(types);
    List<String> options =
        new ArrayList<>(
            List.of(
                "--bootstrapServers=" + bootstrapServers,
                "--inputTopics=readings-" + judge,
                "--alertsTopic=alerts-" + judge,
                "--startFrom=earliest",
                "--maxOutOfOrderness=" + OUT_OF_ORDERNESS.toSeconds() + "s",
                "--windowSize=" + plan.window,
                "--windowPeriod=" + plan.period,
                "--judge=" + judge,
                "--assetRegistry=" + own.resolve("registry"),
                "--sensorTypes=" + types,
                "--lake=false",
                "--output=" + own.resolve("output")));
    options.addAll(plan.options);
    try (EngineJob job = engine.job(own);
        AlertArrivals arrivals = new AlertArrivals(bootstrapServers, "alerts-" + judge)) {
      job.launch(options);
      long[] rates;
      try (LatencyTraffic traffic =
          new LatencyTraffic(
              bootstrapServers, "readings-" + judge, probes.all(), plan.rates.get(0))) {
        await(LAUNCH_LIMIT, "the first alert", () -> arrivals.hasAny(LatencyProbes.PILOT));
        rates = runPhases(traffic, probes, arrivals);
      }
      awaitAlerts(probes, arrivals);
      print(judge, probes, arrivals, rates);
    }
  }

  /** Lets the probes raise their alerts, and returns the rates that there were. */
  private long[] runPhases(LatencyTraffic traffic, LatencyProbes probes, AlertArrivals arrivals) {
    long learning = 1000L * LatencyProbes.LEARNING_READINGS * plan.sensors / plan.rates.get(0);
    long begin = System.currentTimeMillis() + Math.max(plan.warmUp.toMillis(), learning);
    probes.schedule(begin, plan.phase.toMillis());
    long[] rates = new long[plan.rates.size()];
    pauseUntil(begin);
    for (int i = 0; i < rates.length; i++) {
      traffic.setRate(plan.rates.get(i));
      long before = traffic.sent();
      long end = begin + (i + 1) * plan.phase.toMillis();
      pauseUntil(end);
      rates[i] = Math.round((traffic.sent() - before) * 1000.0 / plan.phase.toMillis());
    }
    // The last windows have yet to be filled, and then to end.
    long end =
        begin
            + rates.length * plan.phase.toMillis()
            + 2 * plan.window.toMillis()
            + OUT_OF_ORDERNESS.multipliedBy(2).toMillis();
    while (System.currentTimeMillis() < end && !haveAllCome(probes, arrivals)) {
      pause(100);
    }
    return rates;
  }

  /** Some may never come, which the figures then tell. */
  private static void awaitAlerts(LatencyProbes probes, AlertArrivals arrivals) {
    long limit = System.nanoTime() + LAST_ALERTS_LIMIT.toNanos();
    while (System.nanoTime() < limit && !haveAllCome(probes, arrivals)) {
      pause(100);
    }
  }

  private static boolean haveAllCome(LatencyProbes probes, AlertArrivals arrivals) {
    return probes.all().stream()
        .allMatch(
            probe -> probe.kind() == LatencyProbes.Kind.NONE || arrivals.of(probe).isPresent());
  }

  private void print(String judge, LatencyProbes probes, AlertArrivals arrivals, long[] rates) {
    out.printf("--judge=%s, %d processors%n", judge, Runtime.getRuntime().availableProcessors());
    out.println(Latencies.header());
    for (int phase = 0; phase < rates.length; phase++) {
      for (LatencyProbes.Kind kind :
          List.of(
              LatencyProbes.Kind.LIMIT, LatencyProbes.Kind.READING, LatencyProbes.Kind.WINDOW)) {
        out.println(of(kind, phase, probes, arrivals).row(rates[phase], describe(kind, judge)));
      }
    }
    out.flush();
  }

  private static String describe(LatencyProbes.Kind kind, String judge) {
    return switch (kind) {
      case LIMIT -> "limits";
      case READING -> "a detector of readings, " + judge;
      case WINDOW -> "windows, after %ds".formatted(OUT_OF_ORDERNESS.toSeconds());
      case NONE -> throw new IllegalArgumentException("raises no alerts");
    };
  }

  private static Latencies of(
      LatencyProbes.Kind kind, int phase, LatencyProbes probes, AlertArrivals arrivals) {
    List<LatencyProbes.Probe> ofPhase =
        probes.all().stream()
            .filter(probe -> probe.kind() == kind && probe.phase() == phase)
            .toList();
    long waited = kind == LatencyProbes.Kind.WINDOW ? OUT_OF_ORDERNESS.toMillis() : 0;
    long[] millis =
        ofPhase.stream()
            .flatMapToLong(
                probe ->
                    arrivals.of(probe).stream()
                        .mapToLong(arrival -> arrival - probe.causedAt() - waited))
            .toArray();
    return new Latencies(millis, ofPhase.size());
  }

  private static void await(Duration limit, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new ServerException(
            "%s did not come within %d minutes".formatted(what, limit.toMinutes()));
      }
      pause(50);
    }
  }

  private static void pauseUntil(long epochMillis) {
    pause(Math.max(0, epochMillis - System.currentTimeMillis()));
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while a job ran", e);
    }
  }
}
