package io.plantbeam.detect.reading.baseline;

import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.Magnitude;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.baseline.BaselineState.Channel;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.model.Reading;
import java.util.function.ToDoubleFunction;

/**
 * A lasting fault that shows in several sensors of one machine: how far the machine is from the
 * state in which it was when its baseline was learned, once and for all.
 *
 * <p><b>Learning.</b> A row of an asset is one reading each of its channels (a channel is a series
 * of the asset); it ends when a channel comes that it has already, so that channels may tick at
 * different times. From the first {@link BaselineParameters#learningRows} rows it learns, of each
 * channel's exponentially weighted moving average x, the mean m and the standard deviation s (with
 * a floor). A channel is in the baseline if it counts in a quarter of the rows; where none does,
 * learning starts over. Nothing is scored before the baseline is learned, and a channel that comes
 * later or beyond {@link BaselineParameters#maxChannels} is never scored.
 *
 * <p><b>Score.</b> Of two figures the one that is the most of its threshold. The first, for faults
 * that move channels: the mean of ((x - m) / s)^2 over the channels of the baseline, which is
 * Hotelling's T^2 ("Multivariate Quality Control", 1947) per channel, with the correlations left
 * out, as in the multivariate exponentially weighted chart of Lowry et al. (Technometrics 34,
 * 1992). Its threshold is {@link BaselineParameters#factor} times a quantile of the figure in the
 * learning period. The second, for faults that change how channels go together: T^2 with the
 * correlations, of each row, averaged ({@link JointChart}). No label and no later reading has a
 * part in a threshold. {@code raw} is figure / (figure + threshold), so 0.5 is the threshold.
 *
 * <p>A long fault is abnormal at every reading, not only where it is worst, so {@code gated} is
 * {@code raw} at and above the threshold, and 0 below.
 *
 * <p><b>Time.</b> Each channel holds its last value. Channels whose last reading is older than the
 * tolerance are left out, and after such a gap a channel counts again when it has had as many
 * readings as its average spans; so a channel that always ticks more slowly than the tolerance
 * never counts. At {@link BaselineParameters#relearnAt}, for example after maintenance, what was
 * learned before is forgotten.
 *
 * <p>Cost per reading: one pass over the channels, and per row one over the inverse of their
 * correlations, which is made again when a state is read back. State: some 70 bytes and the names
 * for each channel, and 8 bytes for each two of them; while learning, also 8 bytes for each channel
 * and kept row, of which there are at most {@value LevelChart#MOST_KEPT_ROWS}: with 8 channels 8
 * kB, and then less than 1 kB; with 52 channels 57 kB, and then 15.
 */
public final class BaselineDetector implements ReadingDetector<BaselineState> {
  public static final String NAME = "baseline";

  public static final ReadingDetectorType<BaselineParameters> TYPE =
      new ReadingDetectorType<>(
          NAME,
          Scope.ASSET,
          Activation.WHERE_NAMED,
          BaselineParameters.DEFAULTS,
          BaselineDetector::new);

  private final BaselineParameters parameters;

  private final LevelChart level;
  private final JointChart joint;

  /** Takes parameters without problems. */
  public BaselineDetector(BaselineParameters parameters) {
    this.parameters = parameters;
    level = new LevelChart(parameters);
    joint = new JointChart(parameters);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Scope scope() {
    return Scope.ASSET;
  }

  @Override
  public BaselineState initial() {
    return new BaselineState();
  }

  @Override
  public VersionedCoder<BaselineState> stateCoder() {
    return BaselineState.BaselineStateCoder.INSTANCE;
  }

  @Override
  public Score update(BaselineState state, Reading reading) {
    long time = reading.eventTimeMillis();
    if (state.now != Long.MIN_VALUE
        && state.since < parameters.relearnAt()
        && time >= parameters.relearnAt()) {
      state.clear();
    }
    if (state.now == Long.MIN_VALUE) {
      state.since = time;
    }
    Channel channel = state.channelOf(reading, !state.learned, parameters.maxChannels());
    if (channel == null) {
      return Score.NONE;
    }
    if (channel.inRow) {
      endRow(state);
    }
    add(channel, time, Magnitude.bounded(reading.value()));
    channel.inRow = !state.learned || channel.learnedRows > 0;
    state.now = Math.max(state.now, time);
    if (state.learned && rowIsComplete(state)) {
      endRow(state);
    }
    return state.learned && channel.learnedRows > 0 ? judge(state) : Score.NONE;
  }

  private void add(Channel channel, long time, double value) {
    if (channel.readings > 0 && time - channel.lastTime > parameters.toleranceMillis()) {
      channel.readings = 0;
    }
    channel.readings = Math.min(channel.readings + 1, parameters.span());
    // The plain mean of the first readings, until they are as many as the average spans.
    double weight = Math.max(2.0 / (parameters.span() + 1), 1.0 / channel.readings);
    channel.average = (1 - weight) * channel.average + weight * value;
    channel.value = value;
    channel.lastTime = channel.readings == 1 ? time : Math.max(channel.lastTime, time);
  }

  private boolean counts(Channel channel, long now) {
    return channel.readings >= parameters.span()
        && now - channel.lastTime <= parameters.toleranceMillis();
  }

  private boolean rowIsComplete(BaselineState state) {
    for (Channel channel : state.channels) {
      if (channel.learnedRows > 0 && !channel.inRow && counts(channel, state.now)) {
        return false;
      }
    }
    return true;
  }

  private void endRow(BaselineState state) {
    if (state.learned) {
      joint.judge(state, countingInBaseline(state));
    } else {
      learnRow(state);
    }
    for (Channel channel : state.channels) {
      channel.inRow = false;
    }
  }

  private void learnRow(BaselineState state) {
    long counting = counting(state);
    level.learn(state, counting);
    joint.learn(state, counting);
    state.rows++;
    if (state.rows < parameters.learningRows()) {
      return;
    }
    if (level.learned(state)) {
      joint.learned(state);
      state.learned = true;
    } else {
      state.startOver();
    }
  }

  /** A bit for each channel that counts. */
  private long counting(BaselineState state) {
    long counting = 0;
    for (int i = 0; i < state.channels.size(); i++) {
      counting |= counts(state.channels.get(i), state.now) ? 1L << i : 0;
    }
    return counting;
  }

  private long countingInBaseline(BaselineState state) {
    return counting(state) & state.members();
  }

  private Score judge(BaselineState state) {
    long counting = countingInBaseline(state);
    if (counting == 0) {
      return Score.NONE;
    }
    double distance = LevelChart.distance(state, counting);
    JointBaseline together = state.joint;
    if (together.averaged > 0
        && together.distance / together.threshold > distance / state.threshold) {
      return score(
          JointChart.FIGURE,
          state,
          counting,
          together.distance,
          together.threshold,
          channel -> channel.contribution);
    }
    return score(LevelChart.FIGURE, state, counting, distance, state.threshold, LevelChart::square);
  }

  private static Score score(
      String figure,
      BaselineState state,
      long counting,
      double seen,
      double threshold,
      ToDoubleFunction<Channel> contribution) {
    double raw = Magnitude.raw(seen, threshold);
    if (seen < threshold) {
      return new Score(raw, 0, false, "", seen, Double.NaN, threshold);
    }
    double[] contributions = new double[state.channels.size()];
    for (int i = 0; i < contributions.length; i++) {
      boolean counts = (counting >> i & 1) != 0;
      contributions[i] = counts ? contribution.applyAsDouble(state.channels.get(i)) : 0;
    }
    String view =
        figure
            + " of "
            + Long.bitCount(counting)
            + " channels from their baseline, made up of "
            + Contributions.text(state.channels, contributions);
    return new Score(raw, raw, true, view, seen, Double.NaN, threshold);
  }
}
