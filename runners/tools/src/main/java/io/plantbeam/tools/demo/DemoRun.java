package io.plantbeam.tools.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.embedded.EmbeddedKafka;
import io.plantbeam.job.Accounting;
import io.plantbeam.job.Job;
import io.plantbeam.launch.AccountingReport;
import io.plantbeam.launch.Arguments;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.Failures;
import io.plantbeam.model.Counters;
import io.plantbeam.telemetry.WindowProgress;
import io.plantbeam.tools.simulate.Plant;
import io.plantbeam.tools.simulate.PlantFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;

/** One run of the demo, from the broker's start to the report. */
final class DemoRun {
  private static final String READINGS = "readings";
  private static final String ALERTS = "alerts";
  private static final int PARTITIONS = 4;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final long POLL_MILLIS = 250;

  /** How long the job may take to work off what was sent. */
  private static final int PATIENCE_SECONDS = 150;

  private final DemoDirectory directory;
  private final Screen screen;
  private final NabSeries machine;
  private final Plant plant;
  private final int seconds;
  private final Incidents incidents = new Incidents();
  private volatile boolean stopped;

  /**
   * @param seconds how long readings are to be sent
   */
  DemoRun(DemoDirectory directory, Screen screen, NabSeries machine, Plant plant, int seconds) {
    this.directory = directory;
    this.screen = screen;
    this.machine = machine;
    this.plant = plant;
    this.seconds = seconds;
  }

  /** Ends the run soon, from any thread; {@link #run} then returns what it has. */
  void stop() {
    stopped = true;
  }

  /** Runs to the end and returns the exit code. */
  int run() throws IOException, InterruptedException {
    PlantFiles.writeRegistry(directory.registry(), plant);
    PlantFiles.writeLabels(directory.labels(), plant.faults());
    MachineRegistry.addTo(directory.registry());
    screen.status("starting a Kafka broker");
    try (EmbeddedKafka kafka = EmbeddedKafka.open()) {
      kafka.createTopic(READINGS, PARTITIONS);
      kafka.createTopic(ALERTS, 1);
      screen.print("A Kafka broker is running on " + kafka.bootstrapServers() + ".");
      return stopped ? ExitCode.OK : runWith(kafka);
    }
  }

  private int runWith(EmbeddedKafka kafka) throws IOException, InterruptedException {
    // Before the job, whose idle partitions would take the clock for event time.
    Replay replay = new Replay(machine, plant, kafka.bootstrapServers(), READINGS, seconds);
    replay.start();
    AlertFeed feed =
        new AlertFeed(kafka.bootstrapServers(), ALERTS, directory.alerts(), this::show);
    feed.start();
    Job job = null;
    try {
      screen.status("starting the job");
      job = arguments(kafka).launch();
      screen.print(
          "The job is running; alerts as they arrive in the topic '"
              + ALERTS
              + "', with the number of their incident:\n");
      String problem = watch(job, replay, feed);
      return end(job, replay, feed, problem);
    } finally {
      replay.interrupt();
      replay.join();
      if (job != null) {
        cancel(job);
      }
      feed.end();
    }
  }

  /**
   * Shows the alerts that are raised, with the number of their incident, and incidents that end.
   */
  private void show(AlertEvent event) {
    int number = incidents.take(event).number();
    if (event.isRaised()) {
      screen.printAlert(event.alert(), number);
    }
    incidents.end(event).ifPresent(screen::print);
  }

  private Arguments arguments(EmbeddedKafka kafka) {
    List<String> arguments =
        List.of(
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--inputTopics=" + READINGS,
            "--startFrom=earliest",
            "--alertsTopic=" + ALERTS,
            "--assetRegistry=" + directory.registry(),
            "--windowSize=" + WINDOW,
            "--windowPeriod=" + PERIOD,
            "--idleAfter=5s",
            "--lakeInterval=30m",
            "--output=" + directory.root());
    return Arguments.parse(arguments);
  }

  /** Shows the progress until all is done; returns what went wrong, or null. */
  private String watch(Job job, Replay replay, AlertFeed feed)
      throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds + PATIENCE_SECONDS);
    while (!stopped) {
      Accounting accounting = job.accounting();
      showProgress(accounting, job, replay, feed);
      if (replay.failure() != null) {
        return "The readings could not all be sent: " + replay.failure().getMessage();
      }
      if (!job.isRunning()) {
        return "The job ended too early.";
      }
      if (!replay.isAlive() && isDone(accounting, job, replay, feed)) {
        return null;
      }
      if (System.nanoTime() > limit) {
        return "The job had not processed all readings after %d s. This machine may be too slow for --seconds=%d."
            .formatted(seconds + PATIENCE_SECONDS, seconds);
      }
      if (screen.isLost()) {
        stopped = true;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return null;
  }

  private void showProgress(Accounting accounting, Job job, Replay replay, AlertFeed feed) {
    String eventTime =
        WindowProgress.latestEnd(job.metrics())
            .map(end -> PublishedEvent.time(end.toEpochMilli()))
            .orElse("-");
    String severities =
        feed.bySeverity().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(" "));
    String alerts =
        severities.isEmpty()
            ? "no alerts"
            : "%s in %d incidents, %d open"
                .formatted(severities, incidents.size(), incidents.open());
    screen.status(
        String.format(
            Locale.ROOT,
            "%,d messages sent | %,d readings in, %,d archived | event time %s | %s | %,d dead letters",
            replay.sent(),
            accounting.count(Counters.READINGS),
            accounting.count(Counters.ARCHIVED),
            eventTime,
            alerts,
            accounting.count(Counters.DEAD_LETTERED)),
        String.format(
            Locale.ROOT,
            "%,d in %,d out | %s | %s | %,d dead",
            accounting.count(Counters.READINGS),
            accounting.count(Counters.ARCHIVED),
            eventTime,
            alerts,
            accounting.count(Counters.DEAD_LETTERED)));
  }

  /** Whether every message is read, every output written, and every alert shown. */
  private boolean isDone(Accounting accounting, Job job, Replay replay, AlertFeed feed)
      throws IOException {
    return accounting.count(Counters.MESSAGES) == replay.sent()
        && accounting.balances()
        && WindowProgress.latestEnd(job.metrics())
            .filter(end -> !end.isBefore(lastWindowEnd()))
            .isPresent()
        && feed.events() == accounting.count(Counters.ALERT_EVENTS)
        && directory.lines("dead-letters") == accounting.count(Counters.DEAD_LETTERED)
        && directory.lines("anomalies") == accounting.count(Counters.ANOMALIES)
        && directory.lines("window-stats") == accounting.count(Counters.WINDOWS);
  }

  /** The end of the last window that holds a reading. */
  private Instant lastWindowEnd() {
    long last = machine.eventTimeMillis(machine.size() - 1);
    return Instant.ofEpochMilli(last - Math.floorMod(last, PERIOD.toMillis())).plus(WINDOW);
  }

  private int end(Job job, Replay replay, AlertFeed feed, String problem)
      throws IOException, InterruptedException {
    screen.endStatus();
    replay.interrupt();
    replay.join();
    String failure = cancel(job);
    feed.end();
    Accounting accounting = job.accounting();
    if (stopped) {
      screen.print(DemoTexts.stopped(accounting, directory));
      return ExitCode.OK;
    }
    screen.print("\nThe accounting:");
    screen.print(AccountingReport.text(accounting).stripTrailing());
    if (problem != null || failure != null) {
      screen.print(problem != null ? problem : failure);
      screen.print(failure != null && problem != null ? failure : "See " + directory.log() + ".");
      return ExitCode.JOB_FAILED;
    }
    Catches catches = new Catches(incidents.alerts(), anomalies(), WINDOW);
    screen.print("");
    screen.print(catches.report(plant.faults(), machine.failures()).stripTrailing());
    screen.print("");
    screen.print(DemoTexts.whereAllIs(directory));
    screen.print(DemoTexts.whatNext(directory));
    return ExitCode.OK;
  }

  /** Ends the job and has it write its summary; returns why it failed, or null. */
  private static String cancel(Job job) throws IOException {
    try {
      job.cancel();
      job.waitUntilFinish();
      return null;
    } catch (PipelineExecutionException e) {
      return "The job failed: " + Failures.sentence(e);
    }
  }

  private List<PublishedEvent> anomalies() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<PublishedEvent> anomalies = new ArrayList<>();
    for (Path file : DemoDirectory.ndjsonFiles(directory.anomalies())) {
      for (String line : Files.readAllLines(file)) {
        anomalies.add(PublishedEvent.of(json.readTree(line)));
      }
    }
    return anomalies;
  }
}
