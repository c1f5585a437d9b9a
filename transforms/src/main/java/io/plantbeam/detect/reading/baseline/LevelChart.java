package io.plantbeam.detect.reading.baseline;

import io.plantbeam.detect.reading.Magnitude;
import io.plantbeam.detect.reading.baseline.BaselineState.Channel;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The mean square distance of an asset's channels from where they were, in standard deviations, and
 * its threshold: {@link BaselineParameters#factor} times a quantile of the learning period's
 * distances. It finds what moves channels, whether together or not.
 */
final class LevelChart implements Serializable {
  private static final long serialVersionUID = 1;

  /** What is judged. */
  static final String FIGURE = "mean square distance in standard deviations";

  static final int MOST_KEPT_ROWS = 128;

  /** Of the learning rows, the part in which a channel must count. */
  private static final int LEAST_PART = 4;

  private final BaselineParameters parameters;

  /** Every so many rows one is kept, since neighbours differ little in their averages. */
  private final int keepEvery;

  LevelChart(BaselineParameters parameters) {
    this.parameters = parameters;
    keepEvery = (parameters.learningRows() - 1) / MOST_KEPT_ROWS + 1;
  }

  /**
   * Takes a row of the learning period; {@code counting} has a bit for each channel that counts.
   */
  void learn(BaselineState state, long counting) {
    boolean keep = state.rows % keepEvery == 0;
    double[] row = keep ? new double[state.channels.size()] : null;
    for (int i = 0; i < state.channels.size(); i++) {
      Channel channel = state.channels.get(i);
      boolean counts = (counting >> i & 1) != 0;
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
  }

  /** Ends the learning period; false where no channel counted in enough of its rows. */
  boolean learned(BaselineState state) {
    for (Channel channel : state.channels) {
      if (channel.learnedRows * LEAST_PART < state.rows) {
        channel.learnedRows = 0;
      } else {
        channel.deviation =
            Magnitude.deviation(
                Math.sqrt(channel.deviation / (channel.learnedRows - 1)),
                channel.mean,
                parameters.deviationFloor());
      }
    }
    if (state.members() == 0) {
      return false;
    }
    // In units of the standard deviation, so that the average over the learning period is 1.
    state.threshold = parameters.factor() * Math.max(1, quantileOfKept(state));
    state.kept.clear();
    return true;
  }

  private double quantileOfKept(BaselineState state) {
    double[] distances = new double[state.kept.size()];
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
        distances[size++] = sum / counted;
      }
    }
    if (size == 0) {
      return 0;
    }
    Arrays.sort(distances, 0, size);
    double place = (size - 1) * parameters.quantile();
    int below = (int) place;
    double above = distances[Math.min(below + 1, size - 1)];
    return distances[below] + (place - below) * (above - distances[below]);
  }

  /** The distance by the channels that {@code counting} has a bit for, of which there are some. */
  static double distance(BaselineState state, long counting) {
    double sum = 0;
    for (long left = counting; left != 0; left &= left - 1) {
      sum += square(state.channels.get(Long.numberOfTrailingZeros(left)));
    }
    return sum / Long.bitCount(counting);
  }

  /** What a channel contributes to the sum. */
  static double square(Channel channel) {
    return square(channel, channel.average);
  }

  private static double square(Channel channel, double average) {
    double deviations = (average - channel.mean) / channel.deviation;
    return deviations * deviations;
  }
}
