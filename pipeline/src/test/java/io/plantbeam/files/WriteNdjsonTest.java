package io.plantbeam.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.OutputSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteNdjsonTest {
  private static final OutputSchema<Long> NUMBERS =
      OutputSchema.<Long>of("numbers")
          .identifiedBy(number -> "n" + number)
          .integer("n", "the number", number -> number)
          .number("half", "null for odd numbers", n -> n % 2 == 0 ? n / 2.0 : Double.NaN)
          .text("text", "with characters that need care", n -> "\"ü\uD800\n")
          .timeMillis("at", "as milliseconds", n -> n)
          .build();

  @TempDir Path folder;

  @Test
  void boundedInputBecomesOneFileWithALineARecord() throws IOException {
    write(List.of(2L, 3L));

    Map<String, List<String>> files = files();
    assertEquals(1, files.size());
    String name = files.keySet().iterator().next();
    assertTrue(name.matches("numbers/numbers-[0-9a-f]{32}\\.ndjson"), name);
    assertEquals(
        List.of(
            "{\"n\":2,\"half\":1.0,\"text\":\"\\\"ü\uFFFD\\n\",\"at\":\"1970-01-01T00:00:00.002Z\"}",
            "{\"n\":3,\"half\":null,\"text\":\"\\\"ü\uFFFD\\n\",\"at\":\"1970-01-01T00:00:00.003Z\"}"),
        files.get(name).stream().sorted().toList());
  }

  @Test
  void sameRecordsHaveTheSameNameWhateverTheirOrder() throws IOException {
    List<Long> numbers = IntStream.range(0, 30_000).mapToObj(i -> (long) i).toList();
    write(numbers);
    write(numbers.stream().sorted((a, b) -> Long.compare(b, a)).toList());
    Map<String, List<String>> files = files();
    assertEquals(1, files.size());
    assertEquals(30_000, files.values().iterator().next().stream().distinct().count());

    write(List.of(1L));
    assertEquals(2, files().size());
  }

  @Test
  void noRecordsGiveNoFile() throws IOException {
    TestPipeline pipeline = pipeline();
    pipeline
        .apply(Create.empty(VarLongCoder.of()))
        .apply(EncodeNdjson.of(NUMBERS))
        .apply(WriteNdjson.to(folder.toString()));
    pipeline.run().waitUntilFinish();
    assertEquals(Map.of(), files());
  }

  @Test
  void streamingWritesAFileAnIntervalAndAnotherForLateRecords() throws IOException {
    TestStream<Long> stream =
        TestStream.create(VarLongCoder.of())
            .addElements(at(1, 1), at(9, 9), at(11, 11))
            .advanceWatermarkTo(minute(20))
            .addElements(at(2, 2))
            .advanceWatermarkTo(minute(24))
            .addElements(at(14, 14))
            .advanceWatermarkToInfinity();
    TestPipeline pipeline = pipeline();
    pipeline
        .apply(stream)
        .apply(
            EncodeNdjson.of(NUMBERS)
                .withInterval(java.time.Duration.ofMinutes(10))
                .withAllowedLateness(java.time.Duration.ofMinutes(18)))
        .apply(WriteNdjson.to(folder.toString()));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(
            "numbers/numbers-19700101T000000Z: 1 9",
            "numbers/numbers-19700101T000000Z: 2",
            "numbers/numbers-19700101T001000Z: 11",
            "numbers/numbers-19700101T001000Z: 14"),
        files().entrySet().stream()
            .map(
                file ->
                    file.getKey().replaceAll("-[0-9a-f]{32}.ndjson", ": ")
                        + file.getValue().stream()
                            .map(line -> line.replaceAll("\\{\"n\":(\\d+).*", "$1"))
                            .sorted()
                            .collect(Collectors.joining(" ")))
            .sorted()
            .toList());
  }

  private void write(List<Long> numbers) {
    TestPipeline pipeline = pipeline();
    pipeline
        .apply(Create.of(numbers).withCoder(VarLongCoder.of()))
        .apply(EncodeNdjson.of(NUMBERS))
        .apply(WriteNdjson.to(folder.toString()));
    pipeline.run().waitUntilFinish();
  }

  private Map<String, List<String>> files() throws IOException {
    Map<String, List<String>> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readAllLines(path));
      }
    }
    return files;
  }

  private static TimestampedValue<Long> at(int minute, long number) {
    return TimestampedValue.of(number, minute(minute));
  }

  private static Instant minute(int minute) {
    return Instant.ofEpochMilli(minute * 60_000L);
  }

  private static TestPipeline pipeline() {
    return TestPipeline.create().enableAbandonedNodeEnforcement(false);
  }
}
