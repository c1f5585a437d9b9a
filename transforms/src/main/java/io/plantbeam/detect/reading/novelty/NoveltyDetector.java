package io.plantbeam.detect.reading.novelty;

import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.novelty.NoveltyState.NoveltyStateCoder;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.model.Reading;
import io.plantbeam.model.Symptom;
import java.util.List;

/**
 * Catches what a series has never done before: values, lasting shifts and bursts of change beyond
 * its own past, whatever its unit, level and shape. It adapts to each series by itself.
 *
 * <p>Several {@linkplain NoveltyView views} of the series are each held against the range that they
 * have had so far. The novelty of a view is how far it lies outside, in widths of its range: not in
 * standard deviations from a mean, which say little of heavy tails and cycles. With
 *
 * <pre>
 * product = product over the views of (1 + 10 novelty), of some the square root
 * highs   = sum of 1 - 1 / product over the new highs so far, halved every 1000 readings
 * raw     = 1 - 1 / (1 + (product - 1) / (1 + highs))
 * </pre>
 *
 * the raw score is 0 where all views are inside their ranges and 0.9 where one lies a width
 * outside, and a series that breaks its records all the time has to break them by more. The gated
 * score is the raw one where the product exceeds those of the last readings. Source: the project's
 * own, developed on one half of the Numenta Anomaly Benchmark; {@code docs/detectors.md} has its
 * scores and how changes are judged.
 *
 * <p>One pass, constant memory, and no arithmetic but additions, divisions and square roots, so
 * that every machine comes to the same scores. Learned values are held within four widths of the
 * past range, so that a single absurd reading does not blind the detector for good.
 */
public final class NoveltyDetector implements ReadingDetector<NoveltyState> {
  public static final String NAME = "novelty";

  public static final ReadingDetectorType<NoveltyParameters> TYPE =
      new ReadingDetectorType<>(
          NAME,
          Scope.SERIES,
          Activation.EVERYWHERE,
          ScoreScale.ZERO_TO_ONE,
          AlertPolicy.NEVER,
          NoveltyParameters.DEFAULTS,
          NoveltyDetector::new);

  private static final double GAIN = 10;
  private static final double SMOOTHING_READINGS = 12;
  private static final double HIGHS_HALF_LIFE_READINGS = 1000;

  /** The profiles are worth little before. */
  private static final int FIRST_PROFILE_READINGS = 50;

  /** While there are fewer readings than this, they are learned as they are. */
  private static final int FIRST_READINGS = NoveltyParameters.LEAST_WARM_UP_READINGS;

  private static final double MOST_WIDTHS_LEARNED = 4;

  /** Larger values count as this, so that nothing overflows. */
  private static final double GREATEST_VALUE = 1e30;

  /** No range of values is narrower than this share of their magnitude ... */
  private static final double LEAST_SHARE_OF_MAGNITUDE = 0.001;

  /** ... nor, where all are 0, than this. */
  private static final double LEAST_WIDTH = 1e-9;

  /** No range of a view in the unit of the values is narrower than this share of theirs. */
  private static final double LEAST_SHARE_OF_WIDTH = 0.05;

  /** The least width of the range of a view in deviations. */
  private static final double LEAST_DEVIATIONS = 5;

  /**
   * A young series breaks its records all the time: on a simulated plant, in one of 20 of the first
   * 50 readings that are judged, in one of 400 after 1000, and in one of 4000 after 3000.
   */
  private static final long SETTLES_AFTER_READINGS = 1000;

  private final NoveltyParameters parameters;
  private final double keptOfRange;
  private final double keptOfHighs;

  /** Takes parameters without problems. */
  public NoveltyDetector(NoveltyParameters parameters) {
    List<String> problems = TYPE.problems(parameters);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    this.parameters = parameters;
    keptOfRange = StrictMath.pow(0.5, 1 / parameters.rangeHalfLifeReadings());
    keptOfHighs = StrictMath.pow(0.5, 1 / HIGHS_HALF_LIFE_READINGS);
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
  public boolean isSettled(NoveltyState state) {
    return state.readings >= SETTLES_AFTER_READINGS;
  }

  @Override
  public VersionedCoder<NoveltyState> stateCoder() {
    return NoveltyStateCoder.INSTANCE;
  }

  @Override
  public Score update(NoveltyState state, Reading reading) {
    double value = within(-GREATEST_VALUE, reading.value(), GREATEST_VALUE);
    PastRange values = state.range(NoveltyView.VALUE);
    double width = values.width(leastWidth(values));
    double learned = value;
    if (state.readings >= FIRST_READINGS) {
      double most = MOST_WIDTHS_LEARNED * width;
      learned = within(values.low() - most, value, values.high() + most);
    }
    look(state, reading.eventTimeMillis(), value, learned);

    state.readings++;
    state.highs *= keptOfHighs;
    Score score =
        state.readings > parameters.warmUpReadings()
            ? judge(state, width, reading.eventTimeMicros())
            : Score.NONE;

    state.figures[NoveltyView.VALUE.ordinal()] = learned;
    for (int view = 0; view < state.figures.length; view++) {
      double figure = state.figures[view];
      if (!Double.isNaN(figure)) {
        state.ranges[view].add(figure, view == NoveltyView.SMOOTHED.ordinal() ? keptOfRange : 1);
      }
    }
    return score;
  }

  private static double within(double least, double value, double most) {
    return Math.max(least, Math.min(most, value));
  }

  private static double leastWidth(PastRange values) {
    double magnitude =
        values.isEmpty() ? 0 : Math.max(Math.abs(values.low()), Math.abs(values.high()));
    return Math.max(LEAST_SHARE_OF_MAGNITUDE * magnitude, LEAST_WIDTH);
  }

  /** Works out what each view is now. */
  private static void look(NoveltyState state, long timeMillis, double value, double learned) {
    if (state.readings == 0) {
      state.smoothed = learned;
    } else {
      state.smoothed += (learned - state.smoothed) / SMOOTHING_READINGS;
      state.steps.add(Math.abs(learned - state.lastValue));
    }
    state.lastValue = learned;
    state.extremes.add(learned);
    state.residuals.add(state.day.residual(timeMillis, learned));
    state.day.add(timeMillis, learned);
    double deviations = state.week.deviations(timeMillis, learned);
    state.week.add(timeMillis, learned);

    set(state, NoveltyView.VALUE, value, true);
    set(state, NoveltyView.SMOOTHED, state.smoothed, true);
    set(state, NoveltyView.HOUR_OF_DAY, state.residuals.mean(), state.residuals.isFull());
    set(state, NoveltyView.STEPS, state.steps.mean(), state.steps.isFull());
    set(state, NoveltyView.LOWEST, state.extremes.lowest(), state.extremes.isFull());
    set(state, NoveltyView.HIGHEST, state.extremes.highest(), state.extremes.isFull());
    set(state, NoveltyView.HOUR_OF_WEEK, deviations, state.readings >= FIRST_PROFILE_READINGS);
  }

  private static void set(NoveltyState state, NoveltyView view, double figure, boolean known) {
    state.figures[view.ordinal()] = known ? figure : Double.NaN;
  }

  private Score judge(NoveltyState state, double width, long time) {
    double product = 1;
    double ofHalves = 1;
    double most = 1;
    int mostNovel = 0;
    for (int view = 0; view < state.figures.length; view++) {
      double novelty = state.ranges[view].novelty(state.figures[view], leastWidth(view, width));
      if (novelty > 0) {
        double factor = 1 + GAIN * novelty;
        if (NoveltyView.of(view).full()) {
          product *= factor;
        } else {
          ofHalves *= factor;
          factor = Math.sqrt(factor);
        }
        if (factor > most) {
          most = factor;
          mostNovel = view;
        }
      }
    }
    double excess = product * Math.sqrt(ofHalves) - 1;
    boolean isNewHigh = state.recentHigh.add(excess, parameters.newHighReadings());
    if (excess == 0) {
      return Score.NONE;
    }
    double raw = share(excess / (1 + state.highs));
    if (isNewHigh) {
      state.highs += share(excess);
    }
    double gated = isNewHigh ? raw : 0;
    boolean alert = gated >= parameters.threshold();
    NoveltyView view = NoveltyView.of(mostNovel);
    PastRange range = state.ranges[mostNovel];
    return new Score(
        raw,
        gated,
        alert,
        view.text(),
        state.figures[mostNovel],
        range.low(),
        range.high(),
        alert ? Symptom.of(view.symptom(), time) : null);
  }

  /** From 0 to infinity, to 0 to 1. */
  private static double share(double excess) {
    return 1 - 1 / (1 + excess);
  }

  private static double leastWidth(int view, double width) {
    if (view == NoveltyView.VALUE.ordinal()) {
      return width;
    }
    return view == NoveltyView.HOUR_OF_WEEK.ordinal()
        ? LEAST_DEVIATIONS
        : LEAST_SHARE_OF_WIDTH * width;
  }
}
