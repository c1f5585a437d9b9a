package io.plantbeam.detect.guard;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * How much a series varies by itself: the smallest step that it takes, and two estimates of its
 * standard deviation, of which the greater counts.
 *
 * <p>One is from the mean step between readings, which for white noise is {@code 2 / sqrt(pi)}
 * standard deviations. The other, for noise that is correlated in time, is from how far readings
 * are from their moving mean of 30 minutes: of a normal distribution, 35 % are nearer than 0.454
 * standard deviations, and this quantile is hardly moved by changes of state. It is tracked by
 * steps in proportion to itself (after Robbins and Monro, "A Stochastic Approximation Method",
 * 1951).
 *
 * <p>Mutable and not thread-safe.
 */
final class Noise {
  /** Half of the square root of pi. */
  private static final double SIGMA_OF_STEP = 0.886;

  private static final double QUANTILE = 0.35;
  private static final double QUANTILE_OF_NORMAL = 0.454;
  private static final double MEAN_MICROS = 30 * 60e6;
  private static final double LEAST_WEIGHT = 1 / 20_000.0;
  private static final double MOST_TIMES = 4;
  private static final double LEAST_PACE = 0.001;
  private static final double LEAST_QUANTA = 0.1;

  /** Infinite while all readings are equal. */
  private double quantum = Double.POSITIVE_INFINITY;

  private ClippedMean steps = new ClippedMean();
  private double mean;
  private double distance;

  void begin(double value) {
    mean = value;
  }

  /** The smallest step between two readings that differ; infinite while there are none. */
  double quantum() {
    return quantum;
  }

  /** The standard deviation by the steps between readings alone. */
  double sigmaOfSteps() {
    return SIGMA_OF_STEP * steps.mean();
  }

  /** The standard deviation of readings. */
  double sigma() {
    return Math.max(sigmaOfSteps(), distance / QUANTILE_OF_NORMAL);
  }

  /**
   * Learns from a reading.
   *
   * @param step distance from the reading before
   * @param micros time since the reading before, not negative
   * @param still whether the series stands still, which tells nothing of its noise
   */
  void add(double value, double step, double micros, boolean still) {
    if (step > 0 && step < quantum) {
      quantum = step;
    }
    double off = Math.abs(value - mean);
    mean += (value - mean) * (micros / (MEAN_MICROS + micros));
    if (still) {
      return;
    }
    steps.add(step, LEAST_WEIGHT, MOST_TIMES, quantum);
    if (steps.count() <= ClippedMean.UNCLIPPED) {
      distance = steps.mean();
    } else {
      double pace = Math.max(1.0 / steps.count(), LEAST_PACE);
      distance *= off > distance ? 1 + QUANTILE * pace : 1 - (1 - QUANTILE) * pace;
    }
    if (quantum < Double.POSITIVE_INFINITY) {
      distance = Math.max(distance, LEAST_QUANTA * quantum);
    }
  }

  void write(ByteWriter out) {
    out.writeDouble(quantum);
    steps.write(out);
    out.writeDouble(mean);
    out.writeDouble(distance);
  }

  static Noise read(ByteReader in) {
    Noise value = new Noise();
    value.quantum = in.readDouble();
    value.steps = ClippedMean.read(in);
    value.mean = in.readDouble();
    value.distance = in.readDouble();
    return value;
  }
}
