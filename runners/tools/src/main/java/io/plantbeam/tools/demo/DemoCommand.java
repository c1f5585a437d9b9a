package io.plantbeam.tools.demo;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.Failures;
import io.plantbeam.tools.simulate.Plant;
import io.plantbeam.tools.simulate.PlantSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plantbeam demo}: the whole job on real input, with everything embedded. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Watch the whole job at work, with a real Kafka broker inside, for about 90 seconds.",
    description = {
      "",
      "Replays the temperatures of a real machine that failed, and the telemetry of a"
          + " simulated plant, into Kafka. Runs the streaming pipeline on them, and shows the"
          + " alerts as they come. At the end it tells where every reading went and which"
          + " faults were caught.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:the job failed, or the accounting does not balance in time",
      "2:the options are wrong"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Instant START = Instant.parse("2025-01-06T00:00:00Z");
  private static final Duration MACHINE_STEP = Duration.ofSeconds(6);

  private static final Duration PLANT_INTERVAL = Duration.ofMinutes(1);

  private static final Duration SHORTEST_PLANT_TIME = Duration.ofMinutes(30);

  /** A minute of sending ends with the machine's replay: who stops earlier would fall silent. */
  private static final Duration PLANT_TIME_PER_SECOND = Duration.ofSeconds(2270);

  private static final long STOP_SECONDS = 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "./plantbeam-demo",
      description =
          "Directory for everything. The directory of an earlier demo is"
              + " replaced (${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--sensors",
      paramLabel = "N",
      defaultValue = "16",
      description = "Sensors of the simulated plant (${DEFAULT-VALUE}).")
  private int sensors;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "How long readings are sent. Longer sends more of them, at the same rate"
              + " (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed gives another plant (${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws InterruptedException {
    DemoDirectory directory = new DemoDirectory(output.normalize());
    PlantSettings settings = plantSettings();
    try {
      List<String> problems = new ArrayList<>(settings.problems());
      if (seconds < 1 || seconds > 3600) {
        problems.add("--seconds=%d: allowed is 1 to 3600.".formatted(seconds));
      }
      if (!hasBroker()) {
        problems.add(
            "The demo brings its own Kafka broker, which plantbeam.jar leaves out; run ./plantbeam"
                + " demo in a checkout.");
      }
      String problem = directory.problem();
      if (problem != null) {
        problems.add(problem);
      }
      if (!problems.isEmpty()) {
        problems.forEach(this::complain);
        return ExitCode.INVALID_OPTIONS;
      }
      directory.create();
      DemoLog.writeTo(directory.log());
      return run(directory, new Plant(settings));
    } catch (FileSystemException e) {
      complain(
          "--output=%s: %s cannot be written (%s)."
              .formatted(
                  output,
                  e.getFile(),
                  e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()));
      return ExitCode.JOB_FAILED;
    } catch (IOException e) {
      complain("The demo failed: " + e.getMessage());
      return ExitCode.JOB_FAILED;
    }
  }

  private static boolean hasBroker() {
    try {
      Class.forName("kafka.server.KafkaRaftServer", false, DemoCommand.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private PlantSettings plantSettings() {
    Duration wanted = PLANT_TIME_PER_SECOND.multipliedBy(seconds);
    Duration duration = wanted.compareTo(SHORTEST_PLANT_TIME) < 0 ? SHORTEST_PLANT_TIME : wanted;
    return new PlantSettings(
        2,
        sensors,
        START,
        duration,
        PLANT_INTERVAL,
        seed,
        0.002,
        0.002,
        0.01,
        Math.min(sensors, Math.max(5, sensors / 2)),
        // What is usual has been learned by then, if sending is not cut short.
        duration.multipliedBy(2).dividedBy(3));
  }

  private int run(DemoDirectory directory, Plant plant) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Screen screen = Screen.detect(out);
    NabSeries machine = NabSeries.load(START, MACHINE_STEP);
    screen.print(DemoTexts.whatHappens(machine, MACHINE_STEP, plant, seconds));
    DemoRun run = new DemoRun(directory, screen, machine, plant, seconds);
    CountDownLatch ended = new CountDownLatch(1);
    Thread stopOnSignal = new Thread(() -> stop(run, ended), "stop-demo-on-signal");
    Runtime.getRuntime().addShutdownHook(stopOnSignal);
    try {
      return run.run();
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(DemoCommand.class).error("The demo failed", e);
      screen.endStatus();
      complain("The demo failed: %s (see %s)".formatted(Failures.sentence(e), directory.log()));
      return ExitCode.JOB_FAILED;
    } finally {
      screen.endStatus();
      ended.countDown();
      removeHook(stopOnSignal);
    }
  }

  private static void stop(DemoRun run, CountDownLatch ended) {
    run.stop();
    try {
      if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The demo did not stop within " + STOP_SECONDS + " s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is what brought us here.
      return;
    }
  }

  private void complain(String sentence) {
    spec.commandLine().getErr().println(sentence);
    spec.commandLine().getErr().flush();
  }
}
