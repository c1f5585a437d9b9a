package io.plantbeam.detect.reading.baseline;

import io.plantbeam.detect.reading.Magnitude;

/**
 * How far a row of an asset is from the rows that were learned, by the correlations between its
 * channels: Hotelling's T^2 per channel, divided by what is expected of a row that was not learned
 * from, so that 1 is usual. With n learned rows of p channels that is (n + 1) (n - 1) / (n (n - p -
 * 2)), the mean of the F distribution of a prediction (Tracy, Young and Mason, Journal of Quality
 * Technology 24, 1992).
 *
 * <p>A channel's variance is what was learned and the square of the floor, as if the floor were
 * noise of its own; correlations are shrunk a little towards none (Ledoit and Wolf, Journal of
 * Multivariate Analysis 88, 2004), so that the matrix always has an inverse.
 */
final class JointDistance {
  private static final double SHRINKAGE = 0.002;
  private static final double LEAST_PIVOT = 1e-12;

  private final int[] channels;
  private final double[] means;
  private final double[] deviations;
  private final double[][] factor;
  private final double expected;

  /** Made where contributions are asked for. */
  private double[][] inverse;

  /** Of the channels that {@code members} has a bit for. */
  JointDistance(JointBaseline learned, long members, double deviationFloor) {
    int size = Long.bitCount(members);
    channels = new int[size];
    means = new double[size];
    deviations = new double[size];
    long left = members;
    for (int i = 0; i < size; i++, left &= left - 1) {
      int channel = Long.numberOfTrailingZeros(left);
      double floor = Magnitude.deviation(0, learned.means[channel], deviationFloor);
      channels[i] = channel;
      means[i] = learned.means[channel];
      deviations[i] =
          Math.sqrt(learned.product(channel, channel) / (learned.rows - 1) + floor * floor);
    }
    factor = factor(correlations(learned));
    double n = learned.rows;
    expected = size * (n + 1) * (n - 1) / (n * (n - size - 2));
  }

  /** Whether so many rows tell enough of so many channels for a distance. */
  static boolean isKnown(int rows, int channels) {
    return channels > 1 && rows > 2 * channels + 2;
  }

  private double[][] correlations(JointBaseline learned) {
    int size = channels.length;
    double[][] correlations = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        double covariance = learned.product(channels[i], channels[j]) / (learned.rows - 1);
        double correlation = covariance / deviations[i] / deviations[j];
        correlations[i][j] = correlation / (1 + SHRINKAGE);
      }
      correlations[i][i] = 1;
    }
    return correlations;
  }

  /** The Cholesky factor of a matrix of which the lower triangle is given, in its place. */
  private static double[][] factor(double[][] matrix) {
    int size = matrix.length;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / matrix[j][j];
      }
    }
    return matrix;
  }

  /** The inverse of the matrix that has a factor. */
  private static double[][] inverse(double[][] factor) {
    int size = factor.length;
    double[][] ofFactor = new double[size][size];
    for (int i = 0; i < size; i++) {
      ofFactor[i][i] = 1 / factor[i][i];
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= factor[i][k] * ofFactor[k][j];
        }
        ofFactor[i][j] = sum * ofFactor[i][i];
      }
    }
    double[][] inverse = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < size; k++) {
          sum += ofFactor[k][i] * ofFactor[k][j];
        }
        inverse[i][j] = sum;
        inverse[j][i] = sum;
      }
    }
    return inverse;
  }

  /** The distance of a row, with the values of all channels of the asset. */
  double of(double[] values) {
    double[] solved = new double[channels.length];
    double distance = 0;
    for (int i = 0; i < solved.length; i++) {
      double sum = difference(values, i);
      for (int j = 0; j < i; j++) {
        sum -= factor[i][j] * solved[j];
      }
      solved[i] = sum / factor[i][i];
      distance += solved[i] * solved[i];
    }
    return distance / expected;
  }

  private double difference(double[] values, int index) {
    return (values[channels[index]] - means[index]) / deviations[index];
  }

  /**
   * The distance of a row, and what the channels contribute to it.
   *
   * @param values of all channels of the asset
   * @param contributions of all channels, set here for those of this model: by how much T^2 falls
   *     if the channel's value is replaced by the one that the others suggest, which is the
   *     reconstruction-based contribution of Alcala and Qin (Automatica 45, 2009)
   */
  double of(double[] values, double[] contributions) {
    if (inverse == null) {
      inverse = inverse(factor);
    }
    int size = channels.length;
    double[] differences = new double[size];
    for (int i = 0; i < size; i++) {
      differences[i] = difference(values, i);
    }
    double distance = 0;
    for (int i = 0; i < size; i++) {
      double[] row = inverse[i];
      double sum = 0;
      for (int j = 0; j < size; j++) {
        sum += row[j] * differences[j];
      }
      distance += differences[i] * sum;
      contributions[channels[i]] = sum * sum / row[i];
    }
    return Math.max(distance, 0) / expected;
  }
}
