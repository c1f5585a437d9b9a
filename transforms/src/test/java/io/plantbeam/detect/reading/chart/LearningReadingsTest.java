package io.plantbeam.detect.reading.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.Signal;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Control charts whose settings change between two runs of a job that keeps its state. */
class LearningReadingsTest {
  private static final double[] FIRST = {9, 11, 10, 12, 8, 10, 11, 9, 10, 10};
  private static final double[] NEXT = {10, 12, 13, 14, 15, 9, 16, 17, 18, 19, 20, 21};

  /** Detectors by how many readings they learn from. */
  static Stream<IntFunction<ReadingDetector<?>>> detectors() {
    return Stream.of(
        learning -> new CusumDetector(new CusumParameters(learning, 0.5, 5, 0)),
        learning -> new EwmaDetector(new EwmaParameters(learning, 0.2, 3, 0)),
        learning ->
            new ControlRulesDetector(
                new ControlRulesParameters(
                    ControlRuleSet.NELSON, ControlRulesParameters.NELSON.rules(), learning, 0)));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void levelThatIsKnownStaysWhenMoreReadingsAreAskedFor(IntFunction<ReadingDetector<?>> learning) {
    assertEquals(
        scoresOfNext(learning.apply(10), learning.apply(10)),
        scoresOfNext(learning.apply(10), learning.apply(20)));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void levelIsThatOfTheReadingsSoFarWhenFewerAreAskedFor(IntFunction<ReadingDetector<?>> learning) {
    assertEquals(
        scoresOfNext(learning.apply(10), learning.apply(10)),
        scoresOfNext(learning.apply(20), learning.apply(5)));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void learningGoesOnWhenItsEndIsMoved(IntFunction<ReadingDetector<?>> learning) {
    assertEquals(
        scoresOfNext(learning.apply(15), learning.apply(15)),
        scoresOfNext(learning.apply(20), learning.apply(15)));
  }

  private static <S, T> List<Score> scoresOfNext(
      ReadingDetector<S> before, ReadingDetector<T> after) {
    S state = before.initial();
    Signal.scores(before, state, Signal.START, FIRST);
    T restored = Signal.decoded(after, Signal.encoded(before, state));
    long next = Signal.START + FIRST.length * Signal.SECOND;
    return Signal.scores(after, restored, next, NEXT);
  }
}
