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

class SkabDataTest {
  private static final String HEADER =
      "datetime;Pressure;Volume Flow RateRMS;anomaly;changepoint\n";
  @TempDir Path directory;

  private void write(String file, String text) throws IOException {
    Path path = directory.resolve("data").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String rows(int... anomalous) {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < anomalous.length; i++) {
      rows.append("2020-03-09 10:14:%02d;%d.5;32;%d.0;0.0\n".formatted(i, i, anomalous[i]));
    }
    return rows.toString();
  }

  private void assertProblem(String sentence) {
    DatasetException problem = assertThrows(DatasetException.class, () -> SkabData.read(directory));
    assertEquals(sentence.replace("DIR", directory.toString()), problem.getMessage());
  }

  @Test
  void anExperimentIsARecordingWithItsChannelsAndRunsOfAnomalousRows() throws IOException {
    write("valve1/0.csv", rows(0, 1, 1, 0, 0, 1));
    Recording experiment = SkabData.read(directory).get(0);
    assertEquals("valve1/0.csv", experiment.name());
    assertEquals("valve1/0", experiment.asset());
    assertEquals(List.of(new RowRange(1, 2), new RowRange(5, 5)), experiment.labels());
    assertEquals(
        List.of("valve1/0/Pressure", "valve1/0/Volume Flow RateRMS"),
        experiment.channels().stream().map(Recording.Channel::sensorId).toList());
    assertArrayEquals(
        new double[] {0.5, 1.5, 2.5, 3.5, 4.5, 5.5}, experiment.channels().get(0).values());
  }

  @Test
  void experimentsAreInTheOrderOfTheirNumbersAndTheLogWithoutAnomaliesIsNotAmongThem()
      throws IOException {
    for (String file : List.of("valve1/10.csv", "valve1/2.csv", "other/1.csv", "valve2/0.csv")) {
      write(file, rows(0, 1));
    }
    write("anomaly-free/anomaly-free.csv", rows(0, 0));
    assertEquals(
        List.of("valve1/2.csv", "valve1/10.csv", "valve2/0.csv", "other/1.csv"),
        SkabData.read(directory).stream().map(Recording::name).toList());
  }

  @Test
  void problemsAreNamed() throws IOException {
    assertProblem("DIR/data holds no .csv files in valve1, valve2, other.");
    write("valve1/0.csv", "datetime;Pressure\n2020-03-09 10:14:33;1\n");
    assertProblem(
        "DIR/data/valve1/0.csv has no column 'anomaly'; its columns are datetime, Pressure.");
    write("valve1/0.csv", "datetime;anomaly\n2020-03-09 10:14:33;1\n");
    assertProblem("DIR/data/valve1/0.csv has no channels.");
    write("valve1/0.csv", HEADER + "2020-03-09 10:14:33;;32;0.0;0.0\n");
    assertProblem("DIR/data/valve1/0.csv, record 2: '' is not a number.");
  }
}
