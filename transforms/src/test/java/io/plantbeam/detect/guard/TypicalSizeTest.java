package io.plantbeam.detect.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TypicalSizeTest {
  private static double of(double partOfChanges) {
    Random random = new Random(1);
    TypicalSize size = new TypicalSize();
    for (int i = 0; i < 20_000; i++) {
      double figure = Math.abs(random.nextGaussian());
      size.add(random.nextDouble() < partOfChanges ? figure + 50 : figure, 0.01);
    }
    return size.mean();
  }

  @Test
  void ofNormalDistancesItIsTheirMean() {
    assertEquals(Math.sqrt(2 / Math.PI), of(0), 0.1);
  }

  @Test
  void changesForAThirdOfTheTimeHardlyMoveIt() {
    assertEquals(1.2, of(1 / 3.0), 0.15);
  }

  @Test
  void figuresOfNothingLeaveAPartOfTheSmallestStep() {
    TypicalSize size = new TypicalSize();
    for (int i = 0; i < 20_000; i++) {
      size.add(0, 1);
    }
    assertEquals(0.05 * 0.798 / 0.454, size.mean(), 1e-9);
  }
}
