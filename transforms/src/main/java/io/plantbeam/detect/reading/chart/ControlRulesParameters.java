package io.plantbeam.detect.reading.chart;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;
import java.util.List;

/**
 * How {@code ControlRulesDetector} learns and judges.
 *
 * @param rules numbers of the rules of the set that are applied, from 1
 * @param learningReadings from which the mean and the standard deviation are learned
 * @param deviationFloor the least standard deviation, as a fraction of the mean
 */
public record ControlRulesParameters(
    ControlRuleSet ruleSet, List<Integer> rules, int learningReadings, double deviationFloor)
    implements DetectorParameters {
  public static final ControlRulesParameters WESTERN_ELECTRIC =
      new ControlRulesParameters(ControlRuleSet.WESTERN_ELECTRIC, List.of(1, 2, 3, 4), 100, 0.001);

  public static final ControlRulesParameters NELSON =
      new ControlRulesParameters(
          ControlRuleSet.NELSON, List.of(1, 2, 3, 4, 5, 6, 7, 8), 100, 0.001);

  public ControlRulesParameters {
    rules = List.copyOf(rules);
  }

  @Override
  public void check(ParameterProblems problems) {
    int most = ruleSet.rules.size();
    problems
        .demand(
            !rules.isEmpty() && rules.stream().allMatch(rule -> rule >= 1 && rule <= most),
            "rules",
            rules,
            "a list of at least one number from 1 to " + most)
        .whole("learning_readings", learningReadings, 2, 1_000_000)
        .between("deviation_floor", deviationFloor, 0, 1);
  }
}
