package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NabDataTest {
  @TempDir Path directory;
  private Path series;
  private Path windows;

  @BeforeEach
  void writeOneSeries() throws IOException {
    series = directory.resolve("data/machines/pump.csv");
    windows = directory.resolve("labels/combined_windows.json");
    Files.createDirectories(series.getParent());
    Files.createDirectories(windows.getParent());
    writeSeries("2020-01-01 00:00:00,1", "2020-01-01 00:05:00,2.5", "2020-01-01 00:10:00,-3e2");
    writeWindows("2020-01-01 00:05:00.000000", "2020-01-01 00:10:00.000000");
  }

  private void writeSeries(String... rows) throws IOException {
    Files.writeString(series, "timestamp,value\n" + String.join("\n", rows) + "\n");
  }

  private void writeWindows(String from, String to) throws IOException {
    Files.writeString(windows, "{\"machines/pump.csv\":[[\"%s\",\"%s\"]]}".formatted(from, to));
  }

  private void assertProblem(String sentence) {
    DatasetException problem = assertThrows(DatasetException.class, () -> NabData.read(directory));
    assertEquals(sentence.replace("DIR", directory.toString()), problem.getMessage());
  }

  @Test
  void aSeriesIsARecordingOfOneChannel() {
    List<Recording> recordings = NabData.read(directory);
    assertEquals(1, recordings.size());
    Recording pump = recordings.get(0);
    assertEquals("machines/pump.csv", pump.name());
    assertEquals("machines/pump", pump.asset());
    assertEquals(Instant.parse("2020-01-01T00:05:00Z").toEpochMilli(), pump.times()[1]);
    assertEquals("machines/pump", pump.channels().get(0).sensorId());
    assertArrayEquals(new double[] {1, 2.5, -300}, pump.channels().get(0).values());
    assertEquals(List.of(new RowRange(1, 2)), pump.labels());
  }

  @Test
  void ofRowsWithOneTimeAWindowMeansTheFirst() throws IOException {
    writeSeries(
        "2020-01-01 00:00:00,1",
        "2020-01-01 00:05:00,2",
        "2020-01-01 00:05:00,3",
        "2020-01-01 00:10:00,4");
    writeWindows("2020-01-01 00:00:00.000000", "2020-01-01 00:05:00.000000");
    assertEquals(List.of(new RowRange(0, 1)), NabData.read(directory).get(0).labels());
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(series);
    assertProblem("DIR/data holds no .csv files.");
    Files.writeString(
        directory.resolve("data/other.csv"), "timestamp,value\n2020-01-01 00:00:00,1\n");
    assertProblem(
        "DIR/labels/combined_windows.json has windows of machines/pump.csv, but there is no"
            + " DIR/data/machines/pump.csv.");
    Files.delete(windows);
    assertProblem("DIR/labels/combined_windows.json: there is no such file.");
  }

  @Test
  void aSeriesWithoutLabelsIsNamed() throws IOException {
    Files.writeString(windows, "{}");
    assertProblem("DIR/labels/combined_windows.json has no entry for machines/pump.csv.");
  }

  @Test
  void malformedRowsAreNamed() throws IOException {
    writeSeries("2020-01-01 00:00:00,1", "2020-01-01 00:05:00,two");
    assertProblem("DIR/data/machines/pump.csv, record 3: 'two' is not a number.");
    writeSeries("2020-01-01 00:00:00,NaN");
    assertProblem("DIR/data/machines/pump.csv, record 2: 'NaN' is not a finite number.");
    writeSeries("yesterday,1");
    assertProblem(
        "DIR/data/machines/pump.csv, record 2: 'yesterday' is not a time such as 2026-01-31"
            + " 23:59:00.");
    writeSeries("2020-01-01 00:00:00,1,2");
    assertProblem("DIR/data/machines/pump.csv, record 2 has 3 fields; the header has 2.");
    writeSeries();
    assertProblem("DIR/data/machines/pump.csv has no rows; needed are a header and readings.");
    Files.writeString(series, "time,value\n2020-01-01 00:00:00,1\n");
    assertProblem(
        "DIR/data/machines/pump.csv has no column 'timestamp'; its columns are time, value.");
    Files.writeString(series, "timestamp,value\n\"2020,1\n");
    assertTrue(
        assertThrows(DatasetException.class, () -> NabData.read(directory))
            .getMessage()
            .startsWith(series + " cannot be read as CSV: "));
  }

  @Test
  void windowsThatFitNoRowAreNamed() throws IOException {
    writeWindows("2020-01-01 00:05:00.000000", "2020-01-01 00:07:00.000000");
    assertProblem(
        "DIR/labels/combined_windows.json: no row of machines/pump.csv has the time 2020-01-01"
            + " 00:07:00.000000, an end of a window.");
    writeWindows("2020-01-01 00:05:00.000000", "2020-01-01 00:00:00.000000");
    assertProblem(
        "DIR/labels/combined_windows.json: a window of machines/pump.csv ends before it begins.");
    writeWindows("2020-01-01 00:05:00.000000", "soon");
    assertProblem(
        "DIR/labels/combined_windows.json: 'soon', an end of a window of machines/pump.csv, is not"
            + " a time.");
    Files.writeString(windows, "{");
    assertTrue(
        assertThrows(DatasetException.class, () -> NabData.read(directory))
            .getMessage()
            .startsWith(windows + " is not valid JSON: "));
    Files.writeString(windows, "[]");
    assertProblem("DIR/labels/combined_windows.json is not a JSON object of windows by series.");
  }
}
