package io.plantbeam.detect.reading.baseline;

import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.Magnitude;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.baseline.BaselineState.Channel;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.model.Reading;
import java.util.Arrays;

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
 * <p><b>Score.</b> The mean of ((x - m) / s)^2 over the channels of the baseline: Hotelling's T^2
 * ("Multivariate Quality Control", 1947) per channel, with the correlations left out, as in the
 * multivariate exponentially weighted chart of Lowry et al. (Technometrics 34, 1992). The threshold
 * comes from the learning period alone: {@link BaselineParameters#factor} times a quantile of the
 * scores there. {@code raw} is score / (score + threshold), so 0.5 is the threshold.
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
 * <p>Cost per reading: one pass over the channels, some 30 ns with 8 of them. State: some 40 bytes
 * and the names for each channel; while learning, also 8 bytes for each channel and kept row, of
 * which there are at most {@value #MOST_KEPT_ROWS}: with 8 channels 7 kB, and then half of one.
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

  static final int MOST_KEPT_ROWS = 128;

  /** Of the learning rows, the part in which a channel must count. */
  private static final int LEAST_PART = 4;

  private final BaselineParameters parameters;

  /** Every so many rows one is kept, since neighbours differ little in their averages. */
  private final int keepEvery;

  /** Takes parameters without problems. */
  public BaselineDetector(BaselineParameters parameters) {
    this.parameters = parameters;
    keepEvery = (parameters.learningRows() - 1) / MOST_KEPT_ROWS + 1;
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
    if (!state.learned && channel.inRow) {
      endRow(state);
    }
    add(channel, time, Magnitude.bounded(reading.value()));
    state.now = Math.max(state.now, time);
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
    channel.lastTime = channel.readings == 1 ? time : Math.max(channel.lastTime, time);
    channel.inRow = true;
  }

  private boolean counts(Channel channel, long now) {
    return channel.readings >= parameters.span()
        && now - channel.lastTime <= parameters.toleranceMillis();
  }

  private void endRow(BaselineState state) {
    boolean keep = state.rows % keepEvery == 0;
    double[] row = keep ? new double[state.channels.size()] : null;
    for (int i = 0; i < state.channels.size(); i++) {
      Channel channel = state.channels.get(i);
      channel.inRow = false;
      boolean counts = counts(channel, state.now);
      if (counts) {
        // Welford's update of mean and squared deviations.
        channel.learnedRows++;
        double delta = channel.average - channel.mean;
        channel.mean += delta / channel.learnedRows;
        channel.deviation += delta * (channel.average - channel.mean);
      }
      if (keep) {
        row[i] = counts ? channel.average : Double.NaN;
      }
    }
    if (keep) {
      state.kept.add(row);
    }
    state.rows++;
    if (state.rows >= parameters.learningRows()) {
      learn(state);
    }
  }

  private void learn(BaselineState state) {
    boolean any = false;
    for (Channel channel : state.channels) {
      if (channel.learnedRows * LEAST_PART < state.rows) {
        channel.learnedRows = 0;
      } else {
        any = true;
        channel.deviation =
            Magnitude.deviation(
                Math.sqrt(channel.deviation / (channel.learnedRows - 1)),
                channel.mean,
                parameters.deviationFloor());
      }
    }
    if (!any) {
      state.startOver();
      return;
    }
    // In units of the standard deviation, so that the average over the learning period is 1.
    state.threshold = parameters.factor() * Math.max(1, quantileOfKept(state));
    state.kept.clear();
    state.learned = true;
  }

  private double quantileOfKept(BaselineState state) {
    double[] scores = new double[state.kept.size()];
    int size = 0;
    for (double[] row : state.kept) {
      double sum = 0;
      int counted = 0;
      for (int i = 0; i < row.length; i++) {
        Channel channel = state.channels.get(i);
        if (channel.learnedRows > 0 && !Double.isNaN(row[i])) {
          sum += square(channel, row[i]);
          counted++;
        }
      }
      if (counted > 0) {
        scores[size++] = sum / counted;
      }
    }
    if (size == 0) {
      return 0;
    }
    Arrays.sort(scores, 0, size);
    double place = (size - 1) * parameters.quantile();
    int below = (int) place;
    double above = scores[Math.min(below + 1, size - 1)];
    return scores[below] + (place - below) * (above - scores[below]);
  }

  private Score judge(BaselineState state) {
    double sum = 0;
    double most = -1;
    int counted = 0;
    Channel leading = null;
    for (int i = 0; i < state.channels.size(); i++) {
      Channel channel = state.channels.get(i);
      if (channel.learnedRows > 0 && counts(channel, state.now)) {
        double square = square(channel, channel.average);
        sum += square;
        counted++;
        if (square > most) {
          most = square;
          leading = channel;
        }
      }
    }
    if (leading == null) {
      return Score.NONE;
    }
    double score = sum / counted;
    double raw = Magnitude.raw(score, state.threshold);
    boolean alert = score >= state.threshold;
    String view = alert ? view(counted, leading) : "mean square of the channels";
    return new Score(raw, alert ? raw : 0, alert, view, score, Double.NaN, state.threshold);
  }

  private static double square(Channel channel, double average) {
    double deviations = (average - channel.mean) / channel.deviation;
    return deviations * deviations;
  }

  private static String view(int channels, Channel leading) {
    return "mean square distance of "
        + channels
        + " channels from their baseline in standard deviations, most of it in "
        + leading.metric
        + " of "
        + leading.sensorId;
  }
}
