package io.plantbeam.tools.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the Java threads of some processes spend their time, by Java Flight Recorder's samples: in
 * which class of Plantbeam, or else in which package of a library.
 */
final class ThreadSamples {
  private static final String NAME = "plantbeam-benchmark";

  /**
   * Has a JVM record from its start. The first recording of one that runs changes classes of the
   * JDK, for which HotSpot throws away all that it has compiled, and compiles it once more.
   */
  static final String JVM_OPTION = "-XX:StartFlightRecording=settings=profile,name=" + NAME;

  private static final Pattern OWN = Pattern.compile("io\\.plantbeam\\.([a-z.]+\\.[A-Z]\\w*).*");
  private static final Pattern LIBRARY =
      Pattern.compile("(?:org\\.apache|com|org)\\.(\\w+\\.\\w+(?:\\.[a-z]\\w*)?).*");

  /** Where the JAR has libraries that engines bring another version of. */
  private static final String RELOCATED = "^io\\.plantbeam\\.shaded\\.";

  private final List<ProcessHandle> processes;
  private final Instant begin = Instant.now();

  private ThreadSamples(List<ProcessHandle> processes) {
    this.processes = processes;
  }

  /** A step and its share of all samples, 0 to 1. */
  record Step(String name, double share) {}

  /** Begins to sample JVMs, those too that do not record yet. */
  static ThreadSamples start(List<ProcessHandle> processes) {
    List<ProcessHandle> sampled = new ArrayList<>();
    for (ProcessHandle process : processes) {
      if (process.info().command().orElse("").endsWith("java")) {
        if (!jcmd(process, "JFR.check").contains(NAME)) {
          jcmd(process, "JFR.start", "name=" + NAME, "settings=profile");
        }
        sampled.add(process);
      }
    }
    return new ThreadSamples(sampled);
  }

  /**
   * Ends the sampling.
   *
   * @param directory for the recordings
   * @return the steps, those with the most samples first
   */
  List<Step> stop(Path directory) throws IOException {
    Map<String, Integer> samples = new HashMap<>();
    int all = 0;
    for (ProcessHandle process : processes) {
      Path file = directory.resolve(process.pid() + ".jfr");
      jcmd(process, "JFR.stop", "name=" + NAME, "filename=" + file);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (event.getEventType().getName().equals("jdk.ExecutionSample")
            && event.getStackTrace() != null
            && event.getStartTime().isAfter(begin)) {
          samples.merge(step(event.getStackTrace().getFrames()), 1, Integer::sum);
          all++;
        }
      }
    }
    int total = all;
    return samples.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(step -> new Step(step.getKey(), (double) step.getValue() / total))
        .toList();
  }

  /** The innermost frame that is not the JDK's says what the thread was doing. */
  private static String step(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      String type = frame.getMethod().getType().getName().replaceFirst(RELOCATED, "");
      Matcher own = OWN.matcher(type);
      if (own.matches()) {
        return own.group(1);
      }
      Matcher library = LIBRARY.matcher(type);
      if (library.matches()) {
        return library.group(1);
      }
    }
    return "other";
  }

  private static String jcmd(ProcessHandle process, String... arguments) {
    List<String> command = Programs.command(Programs.jcmd(), Long.toString(process.pid()));
    command.addAll(List.of(arguments));
    return Programs.run(command);
  }
}
