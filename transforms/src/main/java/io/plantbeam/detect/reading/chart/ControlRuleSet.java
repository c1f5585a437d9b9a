package io.plantbeam.detect.reading.chart;

import static io.plantbeam.detect.reading.chart.ControlRule.BEYOND_THREE;
import static io.plantbeam.detect.reading.chart.ControlRule.EIGHT_BEYOND_ONE;
import static io.plantbeam.detect.reading.chart.ControlRule.EIGHT_ON_ONE_SIDE;
import static io.plantbeam.detect.reading.chart.ControlRule.FIFTEEN_WITHIN_ONE;
import static io.plantbeam.detect.reading.chart.ControlRule.FOURTEEN_ALTERNATING;
import static io.plantbeam.detect.reading.chart.ControlRule.FOUR_OF_FIVE_BEYOND_ONE;
import static io.plantbeam.detect.reading.chart.ControlRule.NINE_ON_ONE_SIDE;
import static io.plantbeam.detect.reading.chart.ControlRule.SIX_RISING_OR_FALLING;
import static io.plantbeam.detect.reading.chart.ControlRule.TWO_OF_THREE_BEYOND_TWO;

import java.util.List;

/** Published sets of control-chart rules, each rule at its number, from 1. */
public enum ControlRuleSet {
  /** Western Electric, "Statistical Quality Control Handbook", 1956. */
  WESTERN_ELECTRIC(
      "western_electric",
      "Western Electric rule ",
      List.of(BEYOND_THREE, TWO_OF_THREE_BEYOND_TWO, FOUR_OF_FIVE_BEYOND_ONE, EIGHT_ON_ONE_SIDE)),

  /**
   * Nelson, "The Shewhart Control Chart: Tests for Special Causes", J. of Quality Tech. 16, 1984.
   */
  NELSON(
      "nelson",
      "Nelson rule ",
      List.of(
          BEYOND_THREE,
          NINE_ON_ONE_SIDE,
          SIX_RISING_OR_FALLING,
          FOURTEEN_ALTERNATING,
          TWO_OF_THREE_BEYOND_TWO,
          FOUR_OF_FIVE_BEYOND_ONE,
          FIFTEEN_WITHIN_ONE,
          EIGHT_BEYOND_ONE));

  private final String detector;
  final String title;

  @SuppressWarnings("ImmutableEnumChecker") // It comes from List.of.
  final List<ControlRule> rules;

  ControlRuleSet(String detector, String title, List<ControlRule> rules) {
    this.detector = detector;
    this.title = title;
    this.rules = rules;
  }

  /** The name of the detector that judges by these rules. */
  public String detector() {
    return detector;
  }
}
