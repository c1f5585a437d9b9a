package io.plantbeam.detect.reading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.reading.outlier.RandomCutForestDetector;
import io.plantbeam.detect.reading.outlier.RandomCutForestParameters;
import io.plantbeam.detect.settings.DetectorParameters;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every detector, whatever the signal. */
class DetectorBehaviourTest {
  /**
   * A detector of the list, with its defaults unless said.
   *
   * @param mostBytes of its encoded state
   * @param many readings that it judges in a second or two
   * @param alternationIsRegular whether two values in turns are nothing to it
   * @param scored of 4000 noisy readings, more than so many have a score
   * @param interval between readings, in milliseconds
   * @param findsJumps whether it judges the level
   */
  record Case<S>(
      ReadingDetector<S> detector,
      int mostBytes,
      int many,
      boolean alternationIsRegular,
      int scored,
      long interval,
      boolean findsJumps) {
    Case(
        ReadingDetector<S> detector,
        int mostBytes,
        int many,
        boolean alternationIsRegular,
        int scored) {
      this(detector, mostBytes, many, alternationIsRegular, scored, 1_000, true);
    }

    @Override
    public String toString() {
      return detector.name();
    }
  }

  static Stream<Case<?>> cases() {
    return Detectors.ofReadings().stream().map(DetectorBehaviourTest::caseOf);
  }

  private static <P extends Record & DetectorParameters> Case<?> caseOf(
      ReadingDetectorType<P> type) {
    ReadingDetector<?> detector = type.create(type.defaults());
    return switch (type.name()) {
      // It learns for hours; of a level it tells the step that sees the machine.
      case "guard" -> new Case<>(detector, 1_100, 2_500_000, true, 1_000, 60_000, false);
      // The first change of the hour is news to it; and it scores what breaks a record.
      case "novelty" -> new Case<>(detector, 4_300, 2_500_000, false, 100);
      case "baseline" -> new Case<>(detector, 1_000, 2_500_000, true, 1_000);
      case "western_electric" -> new Case<>(detector, 42, 2_500_000, true, 1_000);
      // Alternation is what one of Nelson's rules is for.
      case "nelson" -> new Case<>(detector, 42, 2_500_000, false, 1_000);
      case "cusum", "ewma" -> new Case<>(detector, 38, 2_500_000, true, 1_000);
      case "robust_z" -> new Case<>(detector, 810, 2_500_000, true, 1_000);
      // Smaller than by default, so that the test is quick.
      case "random_cut_forest" ->
          new Case<>(
              new RandomCutForestDetector(new RandomCutForestParameters(10, 32, 2, 4)),
              520,
              50_000,
              true,
              1_000);
      default -> throw new AssertionError("Say here what a state of " + type + " takes.");
    };
  }

  /** Fails where a score is not what {@link Score} says. */
  private static Score checked(ReadingDetector<?> detector, Score score) {
    double share = detector.scale().share(score.raw());
    assertTrue(score.raw() >= 0 && share <= 1, score::toString);
    assertTrue(score.gated() == 0 || score.gated() == score.raw(), score::toString);
    assertTrue(!score.alert() || score.gated() > 0, score::toString);
    if (score.alert()) {
      assertTrue(Double.isFinite(score.seen()) && !score.view().isEmpty(), score::toString);
    }
    return score;
  }

  private static <S> Score judge(ReadingDetector<S> detector, S state, long time, double value) {
    return checked(detector, detector.update(state, Signal.reading(Signal.SERIES, time, value)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  <S> void readingsThatAreAllEqualAreNeverAbnormal(Case<S> test) {
    for (double constant : new double[] {0, 71.3, -1e9, Double.MIN_VALUE, 1e300}) {
      S state = test.detector().initial();
      for (int i = 0; i < 2_000; i++) {
        Score score = judge(test.detector(), state, Signal.START + i * test.interval(), constant);
        assertEquals(0, score.gated(), () -> constant + ": " + score);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  <S> void twoValuesInTurnsAreAbnormalOnlyToARuleAboutThem(Case<S> test) {
    S state = test.detector().initial();
    boolean alert = false;
    for (int i = 0; i < 5_000; i++) {
      alert |=
          judge(test.detector(), state, Signal.START + i * test.interval(), 20 + i % 2).alert();
    }
    assertEquals(test.alternationIsRegular(), !alert);
  }

  @ParameterizedTest
  @MethodSource("cases")
  <S> void jumpOfTheLevelIsFound(Case<S> test) {
    S state = test.detector().initial();
    Random random = new Random(5);
    long time = Signal.START;
    for (int i = 0; i < 2_000; i++, time += test.interval()) {
      judge(test.detector(), state, time, 20 + random.nextDouble());
    }
    boolean alert = false;
    for (int i = 0; i < 30; i++, time += test.interval()) {
      alert |= judge(test.detector(), state, time, 30 + random.nextDouble()).alert();
    }
    assertEquals(test.findsJumps(), alert);
  }

  @ParameterizedTest
  @MethodSource("cases")
  <S> void gapOfAYearIsNoFaultOfTheReadingsAfterIt(Case<S> test) {
    S state = test.detector().initial();
    long time = Signal.START;
    for (int i = 0; i < 4_000; i++, time += test.interval()) {
      if (i == 2_000) {
        time += 365L * 24 * 3_600 * 1_000;
      }
      Score score = judge(test.detector(), state, time, 20 + Math.sin(i * 0.7) / 10);
      double share = test.detector().scale().share(score.raw());
      assertFalse(test.alternationIsRegular() && i > 2_000 && share > 0.6, score::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  <S> void readingsOfOneTimeAndReadingsOutOfOrderAreJudged(Case<S> test) {
    S state = test.detector().initial();
    Random random = new Random(9);
    int scored = 0;
    for (int i = 0; i < 4_000; i++) {
      long time =
          Signal.START + (i / 3) * test.interval() - random.nextInt((int) (5 * test.interval()));
      Score score = judge(test.detector(), state, time, 20 + random.nextGaussian());
      scored += score.raw() > 0 ? 1 : 0;
    }
    assertTrue(scored > test.scored(), "" + scored);
  }

  @ParameterizedTest
  @MethodSource("cases")
  <S> void greatestAndLeastNumbersLeaveNoDamage(Case<S> test) {
    double[] extremes = {
      Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, -0.0, 0, 1e-300, -1e200
    };
    for (int firstExtreme : new int[] {0, 1_000}) {
      S state = test.detector().initial();
      for (int i = 0; i < 3_000; i++) {
        boolean extreme = i >= firstExtreme && i < firstExtreme + 50;
        double value = extreme ? extremes[i % extremes.length] : 20 + i % 7;
        judge(test.detector(), state, Signal.START + i * test.interval(), value);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  <S> void stateThatWasSavedAndRestoredGoesOnAsBefore(Case<S> test) {
    ReadingDetector<S> detector = test.detector();
    ReadingDetector<S> copy = SerializableUtils.clone(detector);
    S unbroken = detector.initial();
    S restored = copy.initial();
    Random random = new Random(11);
    for (int i = 0; i < 1_500; i++) {
      long time = Signal.START + i * test.interval();
      double value = 20 + random.nextGaussian() + (i > 1_200 ? 5 : 0);
      if (i < 30 || i % 100 == 0) {
        byte[] saved = Signal.encoded(detector, restored);
        restored = Signal.decoded(copy, saved);
        assertArrayEquals(saved, Signal.encoded(detector, restored));
      }
      assertEquals(judge(detector, unbroken, time, value), judge(copy, restored, time, value));
    }
    assertArrayEquals(Signal.encoded(detector, unbroken), Signal.encoded(detector, restored));
  }

  @ParameterizedTest
  @MethodSource("cases")
  <S> void stateOfMillionsOfReadingsIsBounded(Case<S> test) {
    ReadingDetector<S> detector = test.detector();
    S state = detector.initial();
    Random random = new Random(13);
    double[] noise = random.doubles(4_096, -1, 1).toArray();
    int most = 0;
    for (int i = 0; i < test.many(); i++) {
      double value = 20 + noise[i & 4_095] + (i >> 18);
      detector.update(
          state, Signal.reading(Signal.SERIES, Signal.START + i * test.interval(), value));
      if (i > 1_000 && i % 10_000 == 0) {
        most = Math.max(most, Signal.encoded(detector, state).length);
      }
    }
    int bytes = Math.max(most, Signal.encoded(detector, state).length);
    assertTrue(bytes <= test.mostBytes(), bytes + " bytes");
  }
}
