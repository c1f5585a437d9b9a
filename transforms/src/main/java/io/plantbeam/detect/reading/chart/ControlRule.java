package io.plantbeam.detect.reading.chart;

import java.util.Locale;

/** Patterns of readings on a control chart, in zones of one standard deviation, that are rare. */
enum ControlRule {
  BEYOND_THREE(3, "a reading beyond three standard deviations"),
  TWO_OF_THREE_BEYOND_TWO(2, "two of three beyond two standard deviations on one side"),
  FOUR_OF_FIVE_BEYOND_ONE(1, "four of five beyond one standard deviation on one side"),
  EIGHT_ON_ONE_SIDE(Double.NaN, "eight in a row on one side of the mean"),
  NINE_ON_ONE_SIDE(Double.NaN, "nine in a row on one side of the mean"),
  SIX_RISING_OR_FALLING(Double.NaN, "six in a row that rise or fall"),
  FOURTEEN_ALTERNATING(Double.NaN, "fourteen in a row that rise and fall in turns"),
  FIFTEEN_WITHIN_ONE(Double.NaN, "fifteen in a row within one standard deviation"),
  EIGHT_BEYOND_ONE(1, "eight in a row beyond one standard deviation, on either side");

  /**
   * Where the zone ends in which readings would be well; NaN for a rule that is not about a zone.
   */
  final double zone;

  final String text;

  /** The key of its symptom, which is the same in all sets of rules. */
  final String symptom = "control_rule." + name().toLowerCase(Locale.ROOT);

  ControlRule(double zone, String text) {
    this.zone = zone;
    this.text = text;
  }
}
