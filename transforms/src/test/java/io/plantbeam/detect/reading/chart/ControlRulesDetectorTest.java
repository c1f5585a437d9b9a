package io.plantbeam.detect.reading.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlRulesDetectorTest {
  private static final double DEVIATION = Math.sqrt(100 / 99.0);

  private static ControlRulesDetector only(ControlRuleSet ruleSet, int... rules) {
    List<Integer> numbers = Arrays.stream(rules).boxed().toList();
    return new ControlRulesDetector(new ControlRulesParameters(ruleSet, numbers, 100, 0.001));
  }

  /** Learns a mean of 50 and a deviation of just above 1, and then judges values around 50. */
  private static List<Score> judge(ControlRulesDetector detector, double... deviations) {
    ControlRulesState state = detector.initial();
    double[] learned = new double[100];
    for (int i = 0; i < 100; i++) {
      learned[i] = i % 2 == 0 ? 49 : 51;
    }
    assertEquals(
        List.of(),
        Signal.scores(detector, state, Signal.START, learned).stream()
            .filter(score -> score.raw() > 0)
            .toList());
    double[] values = Arrays.stream(deviations).map(d -> 50 + d * DEVIATION).toArray();
    return Signal.scores(detector, state, Signal.START + 100_000, values);
  }

  /** The values, in deviations from the mean, complete the rule with their last, and not before. */
  @ParameterizedTest
  @CsvSource({
    "WESTERN_ELECTRIC, 1, 2.9 -2.9 3.1",
    "WESTERN_ELECTRIC, 1, -3.1",
    "WESTERN_ELECTRIC, 2, 2.1 0 2.1",
    "WESTERN_ELECTRIC, 2, 2.1 -2.1 0 0 -2.1 1.9 -2.1",
    "WESTERN_ELECTRIC, 3, 1.1 1.1 0 1.1 1.1",
    "WESTERN_ELECTRIC, 3, -1.1 0 -1.1 0 -1.1 -1.1 -1.1",
    "WESTERN_ELECTRIC, 4, .1 -.1 .1 .1 .1 .1 .1 .1 .1 .1",
    "NELSON, 1, 0 3.1",
    "NELSON, 2, .1 -.1 -.1 -.1 -.1 -.1 -.1 -.1 -.1 -.1",
    "NELSON, 3, .6 .5 .6 .7 .8 .9 1",
    "NELSON, 3, 1 1 .9 .8 .7 .7 .6 .5 .4 .3 .2",
    "NELSON, 4, 0 0 .1 0 .1 0 .1 0 .1 0 .1 0 .1 0 .1",
    "NELSON, 5, -2.1 0 -2.1",
    "NELSON, 6, 1.1 1.1 0 1.1 1.1",
    "NELSON, 7, 1.1 0 0 0 0 0 0 .9 -.9 0 0 0 0 0 0 0",
    "NELSON, 8, 0 1.1 -1.1 1.1 1.1 -1.1 -1.1 1.1 -1.1",
  })
  void ruleIsBrokenByTheReadingThatCompletesItsPattern(
      ControlRuleSet ruleSet, int rule, String values) {
    double[] deviations =
        Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
    List<Score> scores = judge(only(ruleSet, rule), deviations);
    int last = deviations.length - 1;
    assertEquals(List.of(last), Signal.alerts(scores));
    Score broken = scores.get(last);
    assertTrue(broken.view().contains(" rule " + rule + ", "), broken.view());
    assertEquals(50 + deviations[last] * DEVIATION, broken.seen());
    assertTrue(broken.raw() >= 0.5 && broken.gated() == broken.raw());
  }

  @Test
  void viewAndExpectedRangeAreThoseOfTheFirstBrokenRule() {
    Score score = judge(new ControlRulesDetector(ControlRulesParameters.NELSON), 3.5).get(0);
    assertEquals("Nelson rule 1, a reading beyond three standard deviations", score.view());
    assertEquals(50 - 3 * DEVIATION, score.low(), 1e-9);
    assertEquals(50 + 3 * DEVIATION, score.high(), 1e-9);
    assertEquals(3.5 / 6.5, score.raw(), 1e-9);

    Score zone =
        judge(new ControlRulesDetector(ControlRulesParameters.WESTERN_ELECTRIC), 2.5, 2.5).get(1);
    assertEquals(
        "Western Electric rule 2, two of three beyond two standard deviations on one side",
        zone.view());
    assertEquals(50 + 2 * DEVIATION, zone.high(), 1e-9);
  }

  @Test
  void ruleThatIsLeftOutRaisesNothing() {
    List<Score> scores = judge(only(ControlRuleSet.NELSON, 2, 3), 9, -9);
    assertEquals(List.of(), Signal.alerts(scores));
    assertTrue(scores.get(0).raw() < 0.5);
  }

  @Test
  void tooLittleVariationIsNoFaultOfASeriesThatNeverVaried() {
    double[] constant = DoubleStream.generate(() -> 20).limit(300).toArray();
    assertEquals(List.of(), Signal.alerts(Signal.scores(only(ControlRuleSet.NELSON, 7), constant)));
  }

  @Test
  void levelStaysAsItWasLearned() {
    double[] shifted = DoubleStream.generate(() -> 4).limit(10_000).toArray();
    List<Score> scores = judge(only(ControlRuleSet.WESTERN_ELECTRIC, 1), shifted);
    assertTrue(scores.get(9_999).alert());
    assertFalse(judge(only(ControlRuleSet.WESTERN_ELECTRIC, 1), 0).get(0).alert());
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    assertEquals(List.of(), ControlRulesDetector.NELSON.problems(ControlRulesParameters.NELSON));
    assertEquals(
        List.of(),
        ControlRulesDetector.WESTERN_ELECTRIC.problems(ControlRulesParameters.WESTERN_ELECTRIC));
    assertEquals(
        List.of(
            "western_electric.rules is [1, 5]; allowed is a list of at least one number from 1"
                + " to 4.",
            "western_electric.learning_readings is 1; allowed is a whole number from 2 to"
                + " 1000000.",
            "western_electric.deviation_floor is 2; allowed is a number from 0 to 1."),
        ControlRulesDetector.WESTERN_ELECTRIC.problems(
            new ControlRulesParameters(ControlRuleSet.WESTERN_ELECTRIC, List.of(1, 5), 1, 2)));
  }
}
