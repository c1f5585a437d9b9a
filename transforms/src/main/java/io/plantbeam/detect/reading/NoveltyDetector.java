package io.plantbeam.detect.reading;

import io.plantbeam.detect.reading.NoveltyState.NoveltyStateCoder;
import io.plantbeam.model.Reading;
import io.plantbeam.model.VersionedCoder;

/**
 * Catches what a series has never done before: values, lasting shifts and bursts of change beyond
 * its own past, whatever its unit, level and shape. It adapts to each series by itself.
 *
 * <p>Four views of the series are each held against the range that they have had so far: the value;
 * its exponentially weighted mean, of about 12 readings; the mean of the last 48 differences from
 * what is usual at that hour of the day; and the mean of the last 50 steps from reading to reading.
 * The novelty of a view is how far it lies outside, in widths of its range, rather than in standard
 * deviations from a mean, which heavy tails and cycles render meaningless. The score is
 *
 * <pre>1 - 1 / product over the views of (1 + 10 novelty)</pre>
 *
 * which is 0 where all views are inside their ranges, and above 0.9 where one lies a whole width
 * outside. Source: the project's own, developed on the Numenta Anomaly Benchmark; {@code
 * docs/detectors.md} has its scores and how they were judged.
 *
 * <p>Constant memory, one pass, additions and a few divisions: the same figures on every machine.
 */
public final class NoveltyDetector implements Detector<NoveltyState> {
  public static final String NAME = "novelty";

  private static final double GAIN = 10;
  private static final double STEPS_GAIN = 7;
  private static final double SMOOTHING_READINGS = 12;
  private static final double NO_DECAY = 1;

  /** While there are fewer readings than this, they are taken in as they are. */
  private static final int FIRST_READINGS = NoveltyParameters.LEAST_WARM_UP_READINGS;

  /**
   * A reading that is further outside than this many widths is judged as it is, but learned as if
   * it lay there, so that a single absurd one does not blind the detector for good.
   */
  private static final double MOST_WIDTHS_LEARNED = 4;

  /** Larger values count as this, so that no sum overflows. */
  private static final double GREATEST_VALUE = 1e300;

  /** No range of values is narrower than this share of their magnitude. */
  private static final double LEAST_RELATIVE_WIDTH = 0.001;

  /** Nor, where all values are 0, narrower than this. */
  private static final double LEAST_WIDTH = 1e-9;

  /** No range of another view is narrower than this share of that of the values. */
  private static final double LEAST_SHARE_OF_WIDTH = 0.05;

  private final NoveltyParameters parameters;
  private final double keptOfRange;

  /** Takes parameters without {@linkplain NoveltyParameters#problems problems}. */
  public NoveltyDetector(NoveltyParameters parameters) {
    if (!parameters.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", parameters.problems()));
    }
    this.parameters = parameters;
    keptOfRange = StrictMath.pow(0.5, 1 / parameters.rangeHalfLifeReadings());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Scope scope() {
    return Scope.SERIES;
  }

  @Override
  public NoveltyState initial() {
    return new NoveltyState();
  }

  @Override
  public VersionedCoder<NoveltyState> stateCoder() {
    return NoveltyStateCoder.INSTANCE;
  }

  @Override
  public Score update(NoveltyState state, Reading reading) {
    double value = Math.max(-GREATEST_VALUE, Math.min(GREATEST_VALUE, reading.value()));
    double leastWidth = leastWidth(state.values);
    double width = state.values.width(leastWidth);
    double learned = value;
    if (state.readings >= FIRST_READINGS) {
      double most = MOST_WIDTHS_LEARNED * width;
      learned = Math.max(state.values.low() - most, Math.min(state.values.high() + most, value));
    }
    addToViews(state, reading.eventTimeMillis(), learned);

    double leastViewWidth = LEAST_SHARE_OF_WIDTH * width;
    Score score = Score.NONE;
    if (state.readings < parameters.warmUpReadings()) {
      state.readings++;
    } else {
      score = judge(state, value, leastWidth, leastViewWidth);
    }

    state.values.add(learned, NO_DECAY);
    state.smoothedValues.add(state.smoothed, keptOfRange);
    if (state.residuals.isFull()) {
      state.meanResiduals.add(state.residuals.mean(), NO_DECAY);
    }
    if (state.steps.isFull()) {
      state.meanSteps.add(state.steps.mean(), NO_DECAY);
    }
    return score;
  }

  private static double leastWidth(PastRange values) {
    return values.isEmpty()
        ? LEAST_WIDTH
        : Math.max(
            LEAST_RELATIVE_WIDTH * Math.max(Math.abs(values.low()), Math.abs(values.high())),
            LEAST_WIDTH);
  }

  private static void addToViews(NoveltyState state, long timeMillis, double value) {
    if (state.values.isEmpty()) {
      state.smoothed = value;
    } else {
      state.smoothed += (value - state.smoothed) / SMOOTHING_READINGS;
      state.steps.add(Math.abs(value - state.lastValue));
    }
    state.lastValue = value;
    state.residuals.add(state.hours.residual(timeMillis, value));
    state.hours.add(timeMillis, value);
  }

  private Score judge(NoveltyState state, double value, double leastWidth, double leastViewWidth) {
    double ofValue = state.values.novelty(value, leastWidth);
    double ofSmoothed = state.smoothedValues.novelty(state.smoothed, leastViewWidth);
    double ofResiduals = state.meanResiduals.novelty(state.residuals.mean(), leastViewWidth);
    double ofSteps = state.meanSteps.novelty(state.steps.mean(), leastViewWidth);
    double product =
        (1 + GAIN * ofValue)
            * (1 + GAIN * ofSmoothed)
            * (1 + GAIN * ofResiduals)
            * (1 + STEPS_GAIN * ofSteps);
    double raw = 1 - 1 / product;
    boolean isNewHigh = state.recentHigh.add(raw, parameters.newHighReadings());
    if (raw == 0) {
      return Score.NONE;
    }
    double gated = isNewHigh ? raw : 0;
    boolean alert = gated >= parameters.threshold();
    double most = Math.max(Math.max(ofValue, ofSmoothed), Math.max(ofResiduals, ofSteps));
    if (most == ofValue) {
      return score(raw, gated, alert, "value", value, state.values);
    }
    if (most == ofSmoothed) {
      return score(raw, gated, alert, "mean of 12 readings", state.smoothed, state.smoothedValues);
    }
    if (most == ofResiduals) {
      return score(
          raw,
          gated,
          alert,
          "mean difference of 48 readings from their hour of the day",
          state.residuals.mean(),
          state.meanResiduals);
    }
    return score(
        raw, gated, alert, "mean step of 50 readings", state.steps.mean(), state.meanSteps);
  }

  private static Score score(
      double raw, double gated, boolean alert, String view, double seen, PastRange range) {
    return new Score(raw, gated, alert, view, seen, range.low(), range.high());
  }
}
