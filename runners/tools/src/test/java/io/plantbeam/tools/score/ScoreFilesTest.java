package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFilesTest {
  private static final Recording PUMP =
      new Recording(
          "pump.csv",
          new long[] {0, 1000, 1000, 2000},
          List.of(
              new Recording.Channel("pump/a", "a", new double[4]),
              new Recording.Channel("pump/b", "b", new double[4])),
          List.of());

  @TempDir Path directory;

  private static String line(
      String sensor, int second, double raw, double gated, boolean alert, String detector) {
    return "{\"sensor_id\":\"%s\",\"metric\":\"m\",\"timestamp\":\"1970-01-01T00:00:0%d.000Z\",\"raw_score\":%s,\"anomaly_score\":%s,\"alert\":%s,\"detector\":\"%s\"}"
        .formatted(sensor, second, raw, gated, alert, detector);
  }

  private List<RowScores> read(String... lines) throws IOException {
    Files.write(directory.resolve("scores-1.ndjson"), List.of(lines));
    return ScoreFiles.read(directory, "novelty", List.of(PUMP));
  }

  @Test
  void ofTheChannelsOfARowTheHighestScoreCounts() throws IOException {
    RowScores scores =
        read(
                line("pump/a", 0, 0.2, 0, false, "novelty"),
                line("pump/b", 0, 0.7, 0.7, true, "novelty"),
                line("pump/a", 2, 0.4, 0.3, false, "novelty"),
                line("pump/b", 2, 0.1, 0, false, "novelty"))
            .get(0);
    assertArrayEquals(new double[] {0.7, 0, 0, 0.4}, scores.raw());
    assertArrayEquals(new double[] {0.7, 0, 0, 0.3}, scores.gated());
    assertArrayEquals(new boolean[] {true, false, false, false}, scores.alert());
    assertArrayEquals(new double[] {1, 0, 0, 0}, scores.alerts());
  }

  @Test
  void ofRowsWithOneTimeTheFirstIsScoredAndTheOthersAreCounted() throws IOException {
    RowScores scores =
        read(
                line("pump/a", 0, 0, 0, false, "novelty"),
                line("pump/a", 1, 0.5, 0.5, true, "novelty"),
                line("pump/a", 2, 0, 0, false, "novelty"))
            .get(0);
    assertArrayEquals(new double[] {0, 0.5, 0, 0}, scores.gated());
    // One of the first channel, all of the second.
    assertEquals(1 + 4, scores.unscored());
  }

  @Test
  void otherDetectorsAreLeftOut() throws IOException {
    RowScores scores =
        read(line("pump/a", 0, 1, 1, true, "cusum"), line("pump/a", 0, 0.1, 0, false, "novelty"))
            .get(0);
    assertArrayEquals(new double[] {0.1, 0, 0, 0}, scores.raw());
  }

  @Test
  void aDetectorWithoutScoresIsAProblem() {
    assertEquals(
        "The job has written no score of the detector 'novelty'; there are scores of cusum.",
        assertThrows(DatasetException.class, () -> read(line("pump/a", 0, 1, 1, true, "cusum")))
            .getMessage());
  }

  @Test
  void scoresThatBelongToNoReadingAreAProblem() {
    assertEquals(
        "There is a score of sensor 'fan', which the data set does not have.",
        assertThrows(DatasetException.class, () -> read(line("fan", 0, 1, 1, true, "novelty")))
            .getMessage());
    assertEquals(
        "There is a score of sensor 'pump/a' at 1970-01-01T00:00:07.000Z, when it has no reading.",
        assertThrows(DatasetException.class, () -> read(line("pump/a", 7, 1, 1, true, "novelty")))
            .getMessage());
  }
}
