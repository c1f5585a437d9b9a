package io.plantbeam.detect.reading.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.Signal;
import io.plantbeam.model.SeriesInfo;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselineDetectorTest {
  private static final SeriesInfo FLOW = new SeriesInfo("p-1", "flow", "flow", null, "l/min");
  private static final SeriesInfo POWER = new SeriesInfo("p-1", "power", "power", null, "W");
  private static final long START = Signal.START;

  /** Forty rows, a moving average of one reading, the greatest score as the threshold, doubled. */
  private static final BaselineParameters PLAIN =
      new BaselineParameters(40, 1, 1, 2, 4, 0.001, 60_000, 2, BaselineParameters.NEVER);

  private final BaselineDetector detector = new BaselineDetector(PLAIN);
  private final BaselineState state = detector.initial();
  private long time = START;

  /** A reading of both channels. */
  private Score row(double flow, double power) {
    time += 1_000;
    detector.update(state, Signal.reading(FLOW, time, flow));
    return detector.update(state, Signal.reading(POWER, time, power));
  }

  /** Flow is 9 and 11 in turns, power 90 and 110, in halves. */
  private void learn(int rows) {
    for (int i = 0; i < rows; i++) {
      row(i % 2 == 0 ? 9 : 11, i % 4 < 2 ? 90 : 110);
    }
  }

  @Test
  void scoreIsTheMeanSquareInStandardDeviationsOfTheLearningPeriod() {
    learn(40);
    // Of forty values one away from their mean the sample variance is 40 / 39, so every row of the
    // learning period scores 39 / 40; the threshold is at least the 1 that is their mean, doubled.
    double variance = 40.0 / 39;
    Score normal = row(11, 110);
    assertEquals(1 / variance, normal.seen(), 1e-12);
    assertEquals(2, normal.high(), 1e-12);
    assertFalse(normal.alert());
    assertEquals(0, normal.gated());
    assertEquals(normal.seen() / (normal.seen() + 2), normal.raw(), 1e-12);

    Score abnormal = row(13, 110);
    assertEquals((9 + 1) / variance / 2, abnormal.seen(), 1e-12);
    assertTrue(abnormal.alert());
    assertEquals(abnormal.raw(), abnormal.gated());
    assertEquals(
        "mean square distance in standard deviations of 2 channels from their baseline,"
            + " made up of flow of p-1 (90 %), power of p-1 (10 %)",
        abnormal.view());
  }

  @Test
  void nothingIsScoredWhileLearning() {
    for (int i = 0; i < 39; i++) {
      assertSame(Score.NONE, row(i % 2 == 0 ? 9 : 11, 100));
    }
    assertSame(Score.NONE, row(1000, 1000));
  }

  @Test
  void everyReadingOfALongFaultAlertsSinceTheBaselineIsFrozen() {
    learn(40);
    for (int i = 0; i < 100_000; i++) {
      assertTrue(row(20, 100).alert());
    }
    assertFalse(row(10, 100).alert());
  }

  @Test
  void movingAverageHoldsBackASingleOutlier() {
    BaselineDetector smooth =
        new BaselineDetector(
            new BaselineParameters(400, 20, 1, 2, 4, 0.001, 60_000, 1, BaselineParameters.NEVER));
    Random random = new Random(1);
    double[] values = random.doubles(1000, 9, 11).toArray();
    values[500] = 12;
    assertEquals(List.of(), Signal.alerts(Signal.scores(smooth, values)));
    for (int i = 700; i < 760; i++) {
      values[i] += 1;
    }
    List<Integer> alerts = Signal.alerts(Signal.scores(smooth, values));
    assertTrue(alerts.contains(720) && alerts.contains(759), alerts.toString());
    assertTrue(alerts.stream().allMatch(i -> i > 700 && i < 800), alerts.toString());
  }

  @Test
  void channelsThatTickAtDifferentTimesAreOneRow() {
    for (int i = 0; i < 40; i++) {
      detector.update(state, Signal.reading(FLOW, START + i * 1_000L, i % 2 == 0 ? 9 : 11));
      detector.update(state, Signal.reading(POWER, START + i * 1_000L + 437, 100 + i % 3));
    }
    assertFalse(state.learned);
    Score score = detector.update(state, Signal.reading(FLOW, START + 40_000, 30));
    assertTrue(state.learned);
    assertTrue(score.alert());
  }

  @Test
  void slowChannelHoldsItsLastValueUntilItIsTooOld() {
    // Power comes every tenth row.
    for (int i = 0; i <= 40; i++) {
      long at = START + i * 1_000L;
      if (i % 10 == 0) {
        detector.update(state, Signal.reading(POWER, at, i % 20 == 0 ? 90 : 110));
      }
      detector.update(state, Signal.reading(FLOW, at, i % 2 == 0 ? 9 : 11));
    }
    assertTrue(state.learned);
    long last = START + 41_000;
    assertTrue(detector.update(state, Signal.reading(POWER, last, 200)).alert());
    assertTrue(detector.update(state, Signal.reading(FLOW, last + 60_000, 10)).alert());
    Score alone = detector.update(state, Signal.reading(FLOW, last + 60_001, 10));
    assertFalse(alone.alert());
    assertTrue(alone.seen() < 1, "of flow alone");
  }

  @Test
  void channelThatComesAfterLearningOrBeyondTheMostIsNotScored() {
    SeriesInfo third = new SeriesInfo("p-2", "flow", "flow", null, null);
    assertSame(Score.NONE, row(9, 90));
    detector.update(state, Signal.reading(third, time, 5));
    learn(40);
    assertTrue(state.learned);
    assertEquals(2, state.channels.size());
    assertSame(Score.NONE, detector.update(state, Signal.reading(third, time + 1, 5e9)));
  }

  @Test
  void channelThatIsHardlyThereWhileLearningIsNotInTheBaseline() {
    BaselineDetector strict =
        new BaselineDetector(
            new BaselineParameters(40, 1, 1, 2, 4, 0.001, 1_000, 2, BaselineParameters.NEVER));
    BaselineState own = strict.initial();
    strict.update(own, Signal.reading(POWER, START, 100));
    for (int i = 0; i <= 40; i++) {
      strict.update(own, Signal.reading(FLOW, START + i * 1_000L, i % 2 == 0 ? 9 : 11));
    }
    assertTrue(own.learned);
    long next = START + 41_000;
    assertSame(Score.NONE, strict.update(own, Signal.reading(POWER, next, 1e6)));
    assertFalse(strict.update(own, Signal.reading(FLOW, next, 10)).alert());
  }

  @Test
  void baselineIsLearnedAnewAtTheTimeThatTheOperatorNames() {
    learn(40);
    assertTrue(row(20, 100).alert());
    long maintenance = time + 10_000;
    BaselineDetector after =
        new BaselineDetector(new BaselineParameters(40, 1, 1, 2, 4, 0.001, 60_000, 2, maintenance));
    assertTrue(after.update(state, Signal.reading(FLOW, maintenance - 1, 20)).alert());
    long at = maintenance;
    for (int i = 0; i < 40; i++, at += 1_000) {
      Score score = after.update(state, Signal.reading(FLOW, at, i % 2 == 0 ? 19 : 21));
      assertSame(Score.NONE, score);
      after.update(state, Signal.reading(POWER, at, 100 + i % 3));
    }
    assertFalse(after.update(state, Signal.reading(FLOW, at, 20)).alert());
    assertTrue(after.update(state, Signal.reading(FLOW, at + 1_000, 10)).alert());
    assertTrue(state.learned, "once for one time");
  }

  /** Rows of three channels: two follow one signal, and the third goes its own way. */
  private static final class Machine {
    private final BaselineDetector detector = new BaselineDetector(BaselineParameters.DEFAULTS);
    private final Random random = new Random(7);
    private BaselineState state = detector.initial();
    private long time = START;

    Score row(double apart) {
      time += 1_000;
      double signal = random.nextGaussian();
      send("a", 100 + signal + 0.1 * random.nextGaussian() + apart);
      send("b", 50 - signal + 0.1 * random.nextGaussian());
      return send("c", 10 + random.nextGaussian());
    }

    Score send(String sensor, double value) {
      SeriesInfo series = new SeriesInfo(sensor, "flow", "flow", null, null);
      return detector.update(state, Signal.reading(series, time, value));
    }
  }

  @Test
  void channelsThatNoLongerGoTogetherAreFoundThoughEachIsWhereItOftenIs() {
    Machine machine = new Machine();
    for (int i = 0; i < 5_000; i++) {
      assertFalse(machine.row(0).alert(), "healthy, in row " + i);
    }
    int found = 0;
    Score last = Score.NONE;
    for (int i = 0; i < 200; i++) {
      // Less than a standard deviation of either.
      last = machine.row(0.8);
      found += last.alert() ? 1 : 0;
    }
    assertTrue(found > 180, "" + found);
    assertTrue(
        last.view().startsWith("joint distance (1 is usual) of 3 channels from their baseline, "),
        last::view);
    assertTrue(
        last.view().matches(".* made up of flow of [ab] \\(\\d+ %\\), flow of [ab] .*"),
        last::view);
    assertTrue(last.seen() > last.high(), last::toString);
    for (int i = 0; i < 60; i++) {
      last = machine.row(0);
    }
    assertFalse(last.alert(), "healthy again");
  }

  @Test
  void oneAbsurdRowIsSoonForgotten() {
    Machine machine = new Machine();
    for (int i = 0; i < 500; i++) {
      machine.row(0);
    }
    machine.send("a", 1e30);
    machine.send("b", 50);
    machine.send("c", 10);
    assertTrue(machine.state.joint.distance < 2 * machine.state.joint.threshold);
    for (int i = 0; i < 10; i++) {
      machine.row(0);
    }
    assertTrue(machine.state.joint.distance < machine.state.joint.threshold);
  }

  @Test
  void jointDistanceIsOfTheChannelsThatAreStillThere() {
    Machine machine = new Machine();
    for (int i = 0; i < 500; i++) {
      machine.row(0);
    }
    machine.time += BaselineParameters.DEFAULTS.toleranceMillis() + 1;
    for (int i = 0; i < 100; i++) {
      machine.time += 1_000;
      machine.send("b", 50);
      machine.send("c", 10);
    }
    assertEquals(20, machine.state.joint.averaged);
    // In the middle of both channels, so nothing but the expectation is left.
    assertTrue(machine.state.joint.distance < 0.1, "" + machine.state.joint.distance);
    for (int i = 0; i < 100; i++) {
      machine.time += 1_000;
      machine.send("b", 50);
    }
    machine.time += BaselineParameters.DEFAULTS.toleranceMillis();
    machine.send("b", 50);
    assertEquals(0, machine.state.joint.averaged, "one channel has no other to go with");
  }

  @Test
  void stateOfSeveralChannelsGoesOnAsBeforeOnceRestored() {
    Machine unbroken = new Machine();
    Machine restored = new Machine();
    for (int i = 0; i < 600; i++) {
      if (i % 37 == 0) {
        byte[] saved = Signal.encoded(restored.detector, restored.state);
        restored.state = Signal.decoded(restored.detector, saved);
        assertArrayEquals(saved, Signal.encoded(restored.detector, restored.state));
      }
      double apart = i > 500 ? 1 : 0;
      assertEquals(unbroken.row(apart), restored.row(apart));
    }
  }

  @Test
  void fewRowsForManyChannelsTellNothingOfThemTogether() {
    BaselineDetector quick =
        new BaselineDetector(
            new BaselineParameters(40, 1, 1, 2, 4, 0.001, 60_000, 64, BaselineParameters.NEVER));
    BaselineState own = quick.initial();
    Random random = new Random(3);
    for (int row = 0; row <= 40; row++) {
      for (int channel = 0; channel < 11; channel++) {
        SeriesInfo series = new SeriesInfo("s-" + channel, "flow", "flow", null, null);
        quick.update(own, Signal.reading(series, START + row * 1_000L, random.nextGaussian()));
      }
    }
    assertTrue(own.learned);
    assertEquals(0, own.joint.threshold);
    assertEquals(0, own.joint.products.length);
  }

  @Test
  void sharesAreInWholePercentAndAddUpToAHundred() {
    List<BaselineState.Channel> channels =
        List.of(
            new BaselineState.Channel("p-1", "flow"),
            new BaselineState.Channel("p-1", "power"),
            new BaselineState.Channel("p-2", "flow"),
            new BaselineState.Channel("p-2", "power"));
    assertEquals(
        "power of p-2 (50 %), flow of p-1 (20 %), power of p-1 (15 %), others (15 %)",
        Contributions.text(channels, new double[] {4, 3, 2.9, 10}));
    assertEquals(
        "flow of p-1 (67 %), power of p-1 (33 %)",
        Contributions.text(channels, new double[] {2, 1, 0, 0}));
    assertEquals(
        "flow of p-2 (100 %)", Contributions.text(channels, new double[] {0, 0, 1e-300, 0}));
  }

  @Test
  void stateIsAKilobyteForEightChannelsAndLessThanTenWhileLearning() {
    BaselineDetector usual = new BaselineDetector(BaselineParameters.DEFAULTS);
    BaselineState asset = usual.initial();
    int most = 0;
    for (int row = 0; row <= 400; row++) {
      for (int channel = 0; channel < 8; channel++) {
        SeriesInfo series =
            new SeriesInfo("press-0" + channel, "temperature", "temperature", null, null);
        usual.update(asset, Signal.reading(series, START + row * 1_000L, channel));
      }
      most = Math.max(most, Signal.encoded(usual, asset).length);
    }
    assertTrue(most > 4_000 && most < 10_000, "" + most);
    int learned = Signal.encoded(usual, asset).length;
    assertTrue(asset.learned && learned < 1_100, "" + learned);
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    assertEquals(List.of(), BaselineDetector.TYPE.problems(BaselineParameters.DEFAULTS));
    assertEquals(
        List.of(
            "baseline.learning_rows is 10; allowed is a whole number from 20 to 1000000.",
            "baseline.learning_rows is 10; allowed is at least four times the span, which is 5.",
            "baseline.quantile is NaN; allowed is a number from 0.5 to 1.",
            "baseline.factor is 0; allowed is a number above 0.",
            "baseline.joint_factor is 0; allowed is a number above 0.",
            "baseline.deviation_floor is -1; allowed is a number from 0 to 1.",
            "baseline.tolerance is 0; allowed is a whole number from 1 to 9223372036854775807.",
            "baseline.max_channels is 65; allowed is a whole number from 1 to 64."),
        BaselineDetector.TYPE.problems(
            new BaselineParameters(10, 5, Double.NaN, 0, 0, -1, 0, 65, 0)));
  }
}
