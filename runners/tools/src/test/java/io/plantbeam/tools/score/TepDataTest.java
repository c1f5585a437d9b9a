package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TepDataTest {
  private static final int CHANNELS = 52;
  @TempDir Path directory;

  /** Channel c has the value c + row / 1000 in a row. */
  private static String table(int rows) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        text.append("  %d.%03d".formatted(channel, row));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The same with a line for each channel. */
  private static String lying(int rows) {
    StringBuilder text = new StringBuilder();
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int row = 0; row < rows; row++) {
        text.append("  %d.%03d".formatted(channel, row));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private void write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    if (!file.endsWith(".gz")) {
      Files.writeString(path, text);
      return;
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void assertProblem(String sentence) {
    DatasetException problem = assertThrows(DatasetException.class, () -> TepData.read(directory));
    assertEquals(sentence.replace("DIR", directory.toString()), problem.getMessage());
  }

  @Test
  void everyRunComesAfterTheRowsToLearnFromAndHasItsFaultFromRow161On() throws IOException {
    write("d00.dat.gz", lying(500));
    write("d00_te.dat", table(200));
    write("d04_te.dat.gz", table(170));
    write("d04.dat", "a run for training");
    List<Recording> runs = TepData.read(directory);
    assertEquals(List.of("d00_te", "d04_te"), runs.stream().map(Recording::name).toList());
    assertEquals(500, TepData.learningRows(runs));
    assertEquals(List.of(), runs.get(0).labels());
    Recording faulty = runs.get(1);
    assertEquals(4, TepData.fault(faulty));
    assertEquals(List.of(new RowRange(660, 669)), faulty.labels());
    assertEquals(180_000, faulty.times()[1] - faulty.times()[0]);
    assertEquals(CHANNELS, faulty.channels().size());
    Recording.Channel last = faulty.channels().get(51);
    assertEquals("xmv_11", last.name());
    assertEquals("d04_te/xmv_11", last.sensorId());
    assertEquals("xmeas_41", faulty.channels().get(40).name());
    assertEquals(51.499, last.values()[499]);
    assertEquals(51, last.values()[500]);
  }

  @Test
  void rowsAreDetectedOneByOneAndTheDelayEndsWithTheFirstThatAlerts() throws IOException {
    write("d00.dat", table(500));
    write("d00_te.dat", table(200));
    write("d01_te.dat", table(170));
    List<Recording> runs = TepData.read(directory);
    boolean[] alert = new boolean[670];
    for (int row : new int[] {10, 500, 510, 663, 664, 668}) {
      alert[row] = true;
    }
    RowScores scores = new RowScores(new double[670], new double[670], alert, 0);
    TepOutcome outcome = TepOutcome.of(runs.get(1), 500, scores);
    assertEquals(30, outcome.detectedRate(), 1e-9);
    assertEquals(100.0 * 2 / 160, outcome.falseAlarmRate(), 1e-9);
    assertEquals(OptionalLong.of(9), outcome.delay());
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    String needed =
        ", plain or gzipped; needed are d00.dat to learn from, d00_te.dat without a fault, and a"
            + " dNN_te.dat for each fault NN.";
    assertProblem("DIR has no d00.dat" + needed);
    write("d00.dat", table(500));
    assertProblem("DIR has no d00_te.dat" + needed);
    write("d00_te.dat", table(200));
    assertProblem("DIR has no dNN_te.dat with NN from 01 on" + needed);
  }

  @Test
  void malformedFilesAreNamed() throws IOException {
    write("d00.dat", table(500));
    write("d00_te.dat", table(200));
    write("d01_te.dat", table(160));
    assertProblem("DIR/d01_te.dat has 160 rows; needed are more than the 160 before a fault.");
    write("d01_te.dat", "");
    assertProblem("DIR/d01_te.dat has no rows.");
    write("d01_te.dat", "1 2 3\n4 five 6\n");
    assertProblem("DIR/d01_te.dat, line 2: 'five' is not a number.");
    write("d01_te.dat", "1 2 NaN\n");
    assertProblem("DIR/d01_te.dat, line 1: 'NaN' is not a finite number.");
    write("d01_te.dat", "1 2 3\n4 5\n");
    assertProblem("DIR/d01_te.dat, line 2 has 2 numbers; the first one has 3.");
    write("d01_te.dat", "1 2 3\n4 5 6\n");
    assertProblem(
        "DIR/d01_te.dat is a table of 2 lines and 3 numbers each; needed are 52 numbers in each"
            + " line, or 52 lines.");
    write("d01_te.dat.gz", "");
    Files.delete(directory.resolve("d01_te.dat"));
    Files.writeString(directory.resolve("d01_te.dat.gz"), "not compressed");
    assertProblem("DIR/d01_te.dat.gz cannot be read: Not in GZIP format");
  }

  @Test
  void numbersAreReadInAnyNotation() throws IOException {
    write("one.dat", " 2.4889000e-01\t3.7023E+03\n\n -1 2\n");
    double[][] columns = NumberTable.columns(directory.resolve("one.dat"), 2);
    assertArrayEquals(new double[] {0.24889, 2}, new double[] {columns[0][0], columns[1][1]});
    assertArrayEquals(new double[] {3702.3, 2}, columns[1]);
  }
}
