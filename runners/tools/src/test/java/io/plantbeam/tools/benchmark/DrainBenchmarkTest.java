package io.plantbeam.tools.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.tools.benchmark.BenchmarkCommand.BenchmarkedEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainBenchmarkTest {
  @TempDir Path directory;

  @Test
  void drainsItsTopicAndSaysWhereTheTimeWent() throws Exception {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      new DrainBenchmark(
              directory,
              new Workload(5_000, 50, Workload.USUAL_INTERVAL),
              DrainOutput.Lake.S3,
              List.of("--lakeInterval=1m"),
              out)
          .run(BenchmarkedEngine.DIRECT);
    }
    String figures = text.toString();
    assertTrue(figures.contains("5,000 messages of one reading each, 50 sensors"), figures);
    Pattern rate =
        Pattern.compile("from launch +5,\\d{3} readings in +[\\d.]+ s: +[1-9][\\d,]* per second");
    assertTrue(rate.matcher(figures).find(), figures);
    assertTrue(Pattern.compile("most memory: [1-9]").matcher(figures).find(), figures);
    try (Stream<Path> objects = Files.walk(directory.resolve("s3/data/benchmark/output"))) {
      assertTrue(objects.anyMatch(object -> object.toString().endsWith(".parquet")));
    }
    assertTrue(Pattern.compile(" \\d+\\.\\d % [a-z]+\\.[a-z]").matcher(figures).find(), figures);
  }
}
