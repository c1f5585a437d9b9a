package io.plantbeam.detect.guard;

import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.guard.GuardState.GuardStateCoder;
import io.plantbeam.detect.reading.Magnitude;
import io.plantbeam.detect.reading.MinuteFigures;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.model.Reading;
import io.plantbeam.model.Symptom;

/**
 * The detector that is to wake people: it asks for each kind of fault by a figure that starts and
 * stops of the machine leave alone, and holds it against what the series itself has done in full
 * hours before. This is its part for single readings; changes and levels are judged by {@link
 * MachineGuard}, which sees the other sensors of the machine.
 *
 * <ul>
 *   <li>Pulse: one to three readings that stand out from the one before and the one after them; the
 *       threshold is the greatest of 2.2 records, 4 standard deviations and 5 steps.
 *   <li>Zigzag: how much of each step the next one takes back, the mean over 20 readings; 1.7
 *       records, 0.8 standard deviations, half a step.
 *   <li>Stuck: equal readings in a row; 2 records, 6 readings. Left to {@link MachineGuard} where
 *       they began within 15 minutes after the series moved or 10 before, for a machine that stands
 *       still is calm.
 * </ul>
 *
 * <p>A record is the greatest figure of the clock hours that are over, of which each counts at most
 * as its threshold. So a fault raises the record by its factor at most. In the first four full
 * hours nothing is judged; on the first day thresholds are up to three times as high. A view that
 * has spoken is quiet for two hours. After planned work the readings before it are forgotten, but
 * for what was learned of them. The score is the figure divided by its threshold. Source: the
 * project's own; {@code docs/detectors.md} has what else was tried.
 */
public final class GuardDetector implements ReadingDetector<GuardState> {
  public static final String NAME = "guard";

  public static final ReadingDetectorType<GuardParameters> TYPE =
      new ReadingDetectorType<>(
          NAME,
          Scope.SERIES,
          Activation.EVERYWHERE,
          ScoreScale.TIMES_THRESHOLD,
          AlertPolicy.FROM_HIGH,
          GuardParameters.DEFAULTS,
          GuardDetector::new);

  /** For so long a view that has spoken is quiet. */
  static final long QUIET_MICROS = 2 * GuardState.HOUR_MICROS;

  private static final double PULSE_RECORDS = 2.2;
  private static final double PULSE_SIGMAS = 4;
  private static final double PULSE_QUANTA = 5;
  private static final double ZIGZAG_RECORDS = 1.7;
  private static final double ZIGZAG_SIGMAS = 0.8;
  private static final double ZIGZAG_QUANTA = 0.5;
  private static final double STUCK_RECORDS = 2;
  private static final double STUCK_READINGS = 6;

  /** From so many thresholds on the zigzag is noise by which a sensor is no witness. */
  private static final double NOISY = 0.8;

  /** So long after a move a run of equal readings may begin that comes from it. */
  private static final long CALMING_MILLIS = 15 * 60_000;

  /** The move of a machine that stands still at once is seen so long after that at most. */
  private static final long SETTLING_MILLIS = 10 * 60_000;

  /** After so many usual intervals without a reading, those before it are forgotten. */
  private static final double PAUSE_INTERVALS = 10;

  private final GuardParameters parameters;

  /** Takes parameters without problems. */
  public GuardDetector(GuardParameters parameters) {
    this.parameters = parameters;
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
  public ScoreScale scale() {
    return ScoreScale.TIMES_THRESHOLD;
  }

  @Override
  public GuardState initial() {
    return new GuardState();
  }

  @Override
  public VersionedCoder<GuardState> stateCoder() {
    return GuardStateCoder.INSTANCE;
  }

  @Override
  public MinuteFigures completed(GuardState state) {
    return state.completed;
  }

  @Override
  public void resume(GuardState state) {
    state.resumed = state.hasBegun();
  }

  @Override
  public Score update(GuardState state, Reading reading) {
    double value = Magnitude.bounded(reading.value());
    long time = reading.eventTimeMicros();
    if (!state.hasBegun()) {
      state.begin(time, value);
      return Score.NONE;
    }
    double micros = state.micros(time);
    if (state.resumed) {
      state.recent.resume(time, value);
    } else if (micros > PAUSE_INTERVALS * state.usualMicros() && state.usualMicros() > 0) {
      state.recent.begin(time, value);
    }
    double first = FirstDay.factor(state.ageMillis(time));
    state.advance(time, stuckSince(state, first));
    state.resumed = false;
    RecentReadings recent = state.recent;
    double pulse = recent.pulse(value);
    double step = Math.abs(value - recent.last());
    double before = recent.beforePulse();
    double peak = pulse > 0 ? recent.greatest() : recent.least();
    recent.add(time, value, state.noise.quantum());
    look(state, ReadingView.PULSE, Math.abs(pulse), pulseThreshold(state));
    look(state, ReadingView.ZIGZAG, recent.zigzag(), zigzagThreshold(state));
    look(state, ReadingView.STUCK, (double) recent.run(), stuckThreshold(state));
    Score score =
        state.hasLearned() ? judge(state, time, first, pulse, peak, before, value) : Score.NONE;
    boolean noisy = state.hasLearned() && ratio(state, ReadingView.ZIGZAG.ordinal()) > NOISY;
    learn(state, first);
    state.noise.add(value, step, micros, recent.isStill());
    state.minutes.add(value, noisy);
    return score;
  }

  private static void look(GuardState state, ReadingView view, double figure, double threshold) {
    state.figures[view.ordinal()] = figure;
    state.thresholds[view.ordinal()] = threshold;
  }

  private static double pulseThreshold(GuardState state) {
    return threshold(state, ReadingView.PULSE, PULSE_RECORDS, PULSE_SIGMAS, PULSE_QUANTA);
  }

  private static double zigzagThreshold(GuardState state) {
    return threshold(state, ReadingView.ZIGZAG, ZIGZAG_RECORDS, ZIGZAG_SIGMAS, ZIGZAG_QUANTA);
  }

  private static double threshold(
      GuardState state, ReadingView view, double records, double sigmas, double quanta) {
    return Math.max(
        Math.max(records * record(state, view), sigmas * state.noise.sigma()),
        Math.max(quanta * state.noise.quantum(), Minutes.LEAST_THRESHOLD));
  }

  private static double stuckThreshold(GuardState state) {
    return Math.max(STUCK_RECORDS * record(state, ReadingView.STUCK), STUCK_READINGS);
  }

  private static double record(GuardState state, ReadingView view) {
    return state.records[view.ordinal()].record();
  }

  /** Thresholds are infinite while all readings are equal. */
  private static double ratio(GuardState state, int view) {
    return state.figures[view] / state.thresholds[view];
  }

  private Score judge(
      GuardState state,
      long time,
      double first,
      double pulse,
      double peak,
      double before,
      double value) {
    double most = 0;
    int greatest = -1;
    boolean alert = false;
    for (int view = 0; view < ReadingView.count(); view++) {
      double ratio = ratio(state, view) / first;
      boolean speaks =
          ratio > parameters.threshold()
              && time >= state.quietUntil[view]
              && !(view == ReadingView.STUCK.ordinal()
                  && (state.recent.isResumed() || isCalm(state)));
      if (speaks) {
        state.quietUntil[view] = time + QUIET_MICROS;
      }
      if ((speaks && !alert) || (speaks == alert && ratio > most)) {
        most = ratio;
        greatest = view;
      }
      alert |= speaks;
    }
    if (greatest < 0) {
      return Score.NONE;
    }
    double bound = parameters.threshold() * first * state.thresholds[greatest];
    double seen = state.figures[greatest];
    double low = Double.NaN;
    double high = bound;
    if (greatest == ReadingView.PULSE.ordinal()) {
      seen = peak;
      low = pulse < 0 ? Math.min(before, value) - bound : Double.NaN;
      high = pulse < 0 ? Double.NaN : Math.max(before, value) + bound;
    }
    ReadingView view = ReadingView.of(greatest);
    long since = view == ReadingView.STUCK ? state.recent.runStart() : time;
    return new Score(
        most,
        alert ? most : 0,
        alert,
        view.text(),
        seen,
        low,
        high,
        alert ? Symptom.of(view.symptom(), since) : null);
  }

  /** Since when a run lasts that only the other sensors of the machine can tell from a stop. */
  private long stuckSince(GuardState state, double first) {
    boolean stuck =
        state.hasLearned()
            && !state.recent.isResumed()
            && state.recent.run() > parameters.threshold() * first * stuckThreshold(state)
            && isCalm(state);
    return stuck ? state.recent.runStart() / 1000 : MinuteFigures.NONE;
  }

  /** Whether the run of equal readings may come from a change of the machine's state. */
  private static boolean isCalm(GuardState state) {
    long sinceMove = state.recent.runStart() / 1000 - state.minutes.lastMove();
    return sinceMove >= -SETTLING_MILLIS && sinceMove <= CALMING_MILLIS;
  }

  private static void learn(GuardState state, double first) {
    for (int view = 0; view < ReadingView.count(); view++) {
      double figure = state.figures[view];
      state.records[view].add(
          state.hasLearned() ? Math.min(figure, first * state.thresholds[view]) : figure);
    }
  }
}
