package io.plantbeam.tools.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What processes use of the machine. */
final class Usage {
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

  private Usage() {}

  /** The CPU time of all of them so far. */
  static Duration cpu(List<ProcessHandle> processes) {
    return processes.stream()
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The sum of the most memory that each has had, in MB; 0 where the system does not say. */
  static long peakMegabytes(List<ProcessHandle> processes) throws IOException {
    long kilobytes = 0;
    for (ProcessHandle process : processes) {
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      if (Files.exists(status)) {
        Matcher matcher = PEAK.matcher(Files.readString(status));
        kilobytes += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
      }
    }
    return kilobytes >> 10;
  }
}
