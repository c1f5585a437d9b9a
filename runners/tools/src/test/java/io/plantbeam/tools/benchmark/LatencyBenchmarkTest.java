package io.plantbeam.tools.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.tools.benchmark.BenchmarkCommand.BenchmarkedEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyBenchmarkTest {
  @TempDir Path directory;

  @Test
  void eachProbeRaisesItsAlertInBothRuns() throws Exception {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      new LatencyBenchmark(
              directory,
              new LatencyBenchmark.Plan(
                  10,
                  List.of(100),
                  Duration.ofSeconds(1),
                  Duration.ofSeconds(1),
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(5),
                  List.of()),
              out)
          .run(BenchmarkedEngine.DIRECT);
    }
    String figures = text.toString();
    for (String row :
        List.of(
            "limits +4 of +4 ",
            "a detector of readings, ordered +4 of +4 ",
            "a detector of readings, arrival +4 of +4 ",
            "windows, after 2s +1 of +1 ")) {
      assertTrue(Pattern.compile(row).matcher(figures).find(), figures);
    }
  }

  @Test
  void percentilesAreOfTheNearestRank() {
    long[] millis = new long[1000];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = 1000L - i;
    }
    Latencies latencies = new Latencies(millis, 1001);
    assertEquals(500, latencies.percentile(50));
    assertEquals(990, latencies.percentile(99));
    assertEquals(999, latencies.percentile(99.9));
    assertEquals(7, new Latencies(new long[] {7}, 1).percentile(50));
    assertTrue(Double.isNaN(new Latencies(new long[0], 3).percentile(50)));
    assertTrue(latencies.row(5000, "limits").contains("1,000 of 1,001"));
  }
}
