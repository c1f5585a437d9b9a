package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TepBenchmarkTest {
  private static final int LEARNING = 500;
  private static final int BEFORE = 160;
  private static final int FAULTY = 100;

  private final List<Recording> runs = new ArrayList<>();
  private final List<RowScores> scores = new ArrayList<>();

  /** A run of which so many rows before and in the fault alert. */
  private void run(int fault, int before, int inFault) {
    int rows = LEARNING + BEFORE + FAULTY;
    List<RowRange> labels =
        fault == 0 ? List.of() : List.of(new RowRange(LEARNING + BEFORE, rows - 1));
    runs.add(new Recording("d%02d_te".formatted(fault), new long[rows], List.of(), labels));
    boolean[] alert = new boolean[rows];
    // Alerts while learning count nowhere.
    alert[0] = true;
    for (int i = 0; i < before; i++) {
      alert[LEARNING + i] = true;
    }
    for (int i = 0; i < inFault; i++) {
      alert[rows - 1 - i] = true;
    }
    scores.add(new RowScores(new double[rows], new double[rows], alert, 0));
  }

  private DatasetReport report() {
    return new TepBenchmark().judge(Path.of("tep"), "baseline", runs, scores, List.of());
  }

  @Test
  void meansAreOverFaultsWithAndWithoutThoseThatHardlyShow() {
    run(0, 13, 0);
    run(1, 0, 100);
    run(2, 16, 60);
    run(9, 0, 5);
    assertEquals(
        List.of("Plantbeam baseline, its own threshold", "80.0", "55.0", "5.00", "3.33"),
        report().tables().get(0).rows().get(0).cells());
  }

  @Test
  void everyFaultHasItsRateItsDelayAndItsFalseAlarms() {
    run(0, 0, 0);
    run(1, 8, 90);
    run(3, 0, 0);
    assertEquals(
        List.of(
            List.of("1", "90.0", "30", "5.00"), List.of("3, hardly visible", "0.0", "-", "0.00")),
        report().tables().get(1).rows().stream().map(Table.Row::cells).toList());
    assertTrue(report().notes().contains("2 of the 21 published faults are here."));
    assertEquals(3, report().pictures().size());
  }
}
