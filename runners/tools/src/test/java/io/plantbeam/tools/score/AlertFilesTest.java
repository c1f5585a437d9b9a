package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertFilesTest {
  @TempDir Path directory;

  private static String line(String id, String equipment, String eventTime, String windowEnd) {
    return "{\"alert_id\":\"%s\",\"detector\":\"zscore\",\"sensor_id\":\"s1\",\"equipment_id\":%s,\"event_time\":\"1970-01-01T00:%s.000Z\",\"window_end\":\"1970-01-01T00:%s.000Z\"}"
        .formatted(id, equipment, eventTime, windowEnd);
  }

  @Test
  void anAlertIsToldAtTheEndOfItsWindow() throws IOException {
    Files.writeString(
        directory.resolve("a.ndjson"),
        line("2", "\"m1\"", "04:30", "05:00") + "\n" + line("1", "null", "01:00", "01:00") + "\n");
    assertEquals(
        List.of(
            new RaisedAlert("1", "zscore", "s1", null, 60_000),
            new RaisedAlert("2", "zscore", "s1", "m1", 300_000)),
        AlertFiles.read(directory));
  }

  @Test
  void ofSeveralLinesOfOneAlertTheEarliestCounts() throws IOException {
    Files.writeString(directory.resolve("a.ndjson"), line("1", "null", "20:00", "20:00") + "\n");
    Files.writeString(directory.resolve("b.ndjson"), line("1", "null", "05:00", "05:00") + "\n");
    Files.writeString(directory.resolve("c.ndjson"), line("1", "null", "35:00", "35:00") + "\n");
    assertEquals(
        List.of(new RaisedAlert("1", "zscore", "s1", null, 300_000)), AlertFiles.read(directory));
  }

  @Test
  void facilitiesAreReadApart() throws IOException {
    String line = line("1", "null", "01:00", "01:00");
    Files.writeString(
        directory.resolve("a.ndjson"),
        line.replace("{", "{\"facility_id\":\"f1\",")
            + "\n"
            + line.replace("\"1\"", "\"2\"").replace("{", "{\"facility_id\":\"f2\","));
    assertEquals(
        List.of("2"), AlertFiles.read(directory, "f2").stream().map(RaisedAlert::alertId).toList());
    assertEquals(2, AlertFiles.read(directory).size());
  }

  @Test
  void withoutAlertsThereIsNoDirectory() throws IOException {
    assertEquals(List.of(), AlertFiles.read(directory.resolve("alerts")));
  }

  @Test
  void aBrokenFileIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("a.ndjson"), "{\"alert_id\":");
    String message =
        assertThrows(DatasetException.class, () -> AlertFiles.read(directory)).getMessage();
    assertTrue(message.startsWith(file + " is not NDJSON: "), message);
  }
}
