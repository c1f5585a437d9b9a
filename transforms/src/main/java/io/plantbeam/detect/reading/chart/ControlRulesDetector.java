package io.plantbeam.detect.reading.chart;

import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.Magnitude;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.model.Reading;
import io.plantbeam.model.Symptom;

/**
 * Readings that are out of statistical control by the rules that plant staff know: the {@link
 * ControlRuleSet#WESTERN_ELECTRIC} or the {@link ControlRuleSet#NELSON} rules for a chart of single
 * readings.
 *
 * <p>Mean and sample standard deviation come from the first readings of the series and are then
 * fixed. The rules assume that readings do not depend on the ones before them; those on runs and
 * trends alarm all the time on a slow signal that is sampled fast, and are then better left out.
 * Nelson's rule 7, too little variation, is not applied to a series that did not vary while it was
 * learned.
 *
 * <p>{@code raw} is z / (z + 3), with z the distance from the mean in standard deviations, and at
 * least 0.5 where a rule is broken; {@code gated} is {@code raw} where one is, and otherwise 0. The
 * view names the broken rule, of several the one with the least number.
 *
 * <p>Cost per reading: some 30 ns. State: 39 bytes.
 */
public final class ControlRulesDetector implements ReadingDetector<ControlRulesState> {
  public static final ReadingDetectorType<ControlRulesParameters> WESTERN_ELECTRIC =
      type(ControlRulesParameters.WESTERN_ELECTRIC);

  public static final ReadingDetectorType<ControlRulesParameters> NELSON =
      type(ControlRulesParameters.NELSON);

  private static final String VIEW = "distance from the mean";
  private static final double LIMIT = 3;

  private final ControlRulesParameters parameters;
  private final ControlRule[] rules;
  private final String[] views;

  /** Takes parameters without problems. */
  public ControlRulesDetector(ControlRulesParameters parameters) {
    this.parameters = parameters;
    int[] numbers = parameters.rules().stream().mapToInt(i -> i).sorted().distinct().toArray();
    rules = new ControlRule[numbers.length];
    views = new String[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      rules[i] = parameters.ruleSet().rules.get(numbers[i] - 1);
      views[i] = parameters.ruleSet().title + numbers[i] + ", " + rules[i].text;
    }
  }

  private static ReadingDetectorType<ControlRulesParameters> type(ControlRulesParameters defaults) {
    return new ReadingDetectorType<>(
        defaults.ruleSet().detector(),
        Scope.SERIES,
        Activation.WHERE_NAMED,
        defaults,
        ControlRulesDetector::new);
  }

  /** {@code western_electric} or {@code nelson}. */
  @Override
  public String name() {
    return parameters.ruleSet().detector();
  }

  @Override
  public Scope scope() {
    return Scope.SERIES;
  }

  @Override
  public ControlRulesState initial() {
    return new ControlRulesState();
  }

  @Override
  public VersionedCoder<ControlRulesState> stateCoder() {
    return ControlRulesState.ControlRulesCoder.INSTANCE;
  }

  @Override
  public Score update(ControlRulesState state, Reading reading) {
    double value = Magnitude.bounded(reading.value());
    ReferenceLevel level = state.level;
    if (!level.isKnownBefore(value, parameters.learningReadings(), parameters.deviationFloor())) {
      return Score.NONE;
    }
    double deviations = level.deviations(value);
    state.add(value, deviations);
    double raw = Magnitude.raw(Math.abs(deviations), LIMIT);
    boolean varies = level.varies(parameters.deviationFloor());
    for (int i = 0; i < rules.length; i++) {
      if (state.breaks(rules[i], deviations, varies)) {
        double broken = Math.max(0.5, raw);
        double zone = rules[i].zone;
        return new Score(
            broken,
            broken,
            true,
            views[i],
            value,
            level.at(-zone),
            level.at(zone),
            Symptom.of(rules[i].symptom, reading.eventTimeMicros()).usually(level.at(0)));
      }
    }
    // A rule that is left out must not show in a score that says that all is well.
    return new Score(
        Math.min(raw, Math.nextDown(0.5)),
        0,
        false,
        VIEW,
        value,
        level.at(-LIMIT),
        level.at(LIMIT));
  }
}
