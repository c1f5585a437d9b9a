package io.plantbeam.detect.reading.outlier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.Signal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomCutForestDetectorTest {
  @Test
  void readingFarFromAllOthersScoresHighest() {
    RandomCutForestDetector detector =
        new RandomCutForestDetector(new RandomCutForestParameters(20, 64, 1, 2));
    double[] values = new Random(4).doubles(300, 19, 21).toArray();
    values[250] = 40;
    List<Score> scores = Signal.scores(detector, values);
    assertSame(Score.NONE, scores.get(63));
    Score highest = scores.get(250);
    assertTrue(highest.alert() && highest.gated() == highest.raw(), highest::toString);
    for (int i = 64; i < 300; i++) {
      assertTrue(i == 250 || scores.get(i).raw() < highest.raw(), "reading " + i);
    }
    assertEquals(2, highest.high());
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    assertEquals(
        List.of(), RandomCutForestDetector.TYPE.problems(RandomCutForestParameters.DEFAULTS));
    assertEquals(
        List.of(
            "random_cut_forest.trees is 1; allowed is a whole number from 2 to 100.",
            "random_cut_forest.sample_size is 513; allowed is a whole number from 16 to 512.",
            "random_cut_forest.shingle is 0; allowed is a whole number from 1 to 16.",
            "random_cut_forest.threshold is 0; allowed is a number above 0."),
        RandomCutForestDetector.TYPE.problems(new RandomCutForestParameters(1, 513, 0, 0)));
  }
}
