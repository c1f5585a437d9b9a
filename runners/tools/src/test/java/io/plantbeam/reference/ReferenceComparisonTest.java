package io.plantbeam.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.reference.ReferenceInput.Line;
import io.plantbeam.reference.ReferenceJob.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceComparisonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path output;
  private ReferenceResult expected;

  @BeforeEach
  void writeWhatTheReferenceComputes() throws IOException {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of("/somewhere/in.ndjson", 0, "not json"));
    for (int i = 0; i < 12; i++) {
      lines.add(
          Line.of(
              "/somewhere/in.ndjson",
              9 + i,
              "{\"sensor_id\":\"s\",\"timestamp\":%d,\"value\":%s}"
                  .formatted(1_767_225_600_000L + i * 1000L, i == 11 ? 60.1 : 50.1)));
    }
    expected = ReferenceJob.run(lines, null, Options.DEFAULTS);
    write("window-stats", expected.windows().stream().map(w -> w.fields()).toList());
    write("anomalies", expected.anomalies().stream().map(a -> a.published()).toList());
    write("alerts", expected.alerts().stream().map(a -> a.fields()).toList());
    write("incidents", expected.incidents().stream().map(i -> i.fields()).toList());
    write("dead-letters", expected.deadLetters().stream().map(d -> d.fields()).toList());
    Files.writeString(output.resolve("summary.json"), JSON.writeValueAsString(expected.summary()));
  }

  private void write(String folder, List<Map<String, Object>> records) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map<String, Object> fields : records) {
      lines.add(JSON.writeValueAsString(fields));
    }
    Files.write(Files.createDirectories(output.resolve(folder)).resolve("part.ndjson"), lines);
  }

  private void replace(String file, String text, String replacement) throws IOException {
    Path path = output.resolve(file);
    String before = Files.readString(path);
    assertTrue(before.contains(text), before);
    Files.writeString(path, before.replaceFirst(text, replacement));
  }

  @Test
  void theSameRecordsAgree() throws IOException {
    assertEquals(1, expected.alerts().size());
    assertEquals(List.of(), ReferenceComparison.differences(output, expected));
  }

  @Test
  void figuresMayDifferByOneInABillion() throws IOException {
    replace("window-stats/part.ndjson", "\"min\":50.1", "\"min\":50.10000001");
    assertEquals(List.of(), ReferenceComparison.differences(output, expected));
    replace("window-stats/part.ndjson", "\"min\":50.10000001", "\"min\":50.100001");
    assertEquals(1, ReferenceComparison.differences(output, expected).size());
  }

  @Test
  void everyKindOfDifferenceIsFound() throws IOException {
    replace("summary.json", "\"messages\":13", "\"messages\":14");
    replace("dead-letters/part.ndjson", "malformed_json", "too_large");
    replace("alerts/part.ndjson", "\"alert_id\":\"", "\"alert_id\":\"x");
    Path anomalies = output.resolve("anomalies/part.ndjson");
    Files.writeString(anomalies, Files.readString(anomalies).repeat(2));
    List<String> differences = ReferenceComparison.differences(output, expected);
    assertTrue(
        differences.contains("summary.json: messages is 14, expected 13"), differences.toString());
    assertEquals(10, differences.stream().filter(d -> d.startsWith("anomalies: twice")).count());
    assertEquals(2, differences.stream().filter(d -> d.startsWith("dead-letters: ")).count());
    assertEquals(1, differences.stream().filter(d -> d.contains("alert_id is")).count());
    assertEquals(14, differences.size(), differences.toString());
  }

  @Test
  void theGreatestRevisionOfAWindowCounts() throws IOException {
    Path windows = output.resolve("window-stats/part.ndjson");
    String right = Files.readString(windows).replace("}", ",\"revision\":1}");
    String wrong = right.replace("50.1", "7").replace("\"revision\":1}", "\"revision\":0}");
    Files.writeString(windows, right + wrong);
    assertEquals(List.of(), ReferenceComparison.differences(output, expected));
  }
}
