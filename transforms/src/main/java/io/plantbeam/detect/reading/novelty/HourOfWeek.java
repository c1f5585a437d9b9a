package io.plantbeam.detect.reading.novelty;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * What a series usually is in each hour (UTC) of a cycle, a day or a week: exponentially weighted
 * means of the readings and of their distances from the mean, drawn towards those of all hours
 * while an hour has had few readings.
 *
 * <p>Mutable and not thread-safe.
 */
final class HourOfWeek {
  private static final int HOURS = 168;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final double HOUR_WEIGHT = 0.1;
  private static final double OVERALL_WEIGHT = 0.001;

  /** The figures of all hours count as much as this many readings of the hour. */
  private static final double OVERALL_READINGS = 5;

  /** The least deviation to divide by, as a share of that of all hours ... */
  private static final double LEAST_SHARE_OF_DEVIATION = 0.1;

  /** ... to which is added this share of the magnitude of the mean. */
  private static final double LEAST_SHARE_OF_MEAN = 0.001;

  private static final double LEAST_DEVIATION = 1e-9;

  /** From here on a further reading changes no weight, so that counting can stop. */
  private static final int MOST_COUNTED = 10_000;

  // Single precision: half the state, and far finer than the ranges that they are held against.
  private final float[] means = new float[HOURS];
  private final float[] deviations = new float[HOURS];
  private final int[] counts = new int[HOURS];
  private double overallMean;
  private double overallDeviation;
  private int overallCount;

  /** How many usual deviations the value is from the usual mean; 0 while nothing is known. */
  double deviations(long timeMillis, double value) {
    if (overallCount == 0) {
      return 0;
    }
    int hour = hour(timeMillis);
    double share = counts[hour] / (counts[hour] + OVERALL_READINGS);
    double mean = share * means[hour] + (1 - share) * overallMean;
    double deviation = share * deviations[hour] + (1 - share) * overallDeviation;
    double least =
        LEAST_SHARE_OF_MEAN * Math.abs(overallMean) + LEAST_SHARE_OF_DEVIATION * overallDeviation;
    return (value - mean) / Math.max(deviation, Math.max(least, LEAST_DEVIATION));
  }

  void add(long timeMillis, double value) {
    int hour = hour(timeMillis);
    if (overallCount > 0) {
      overallDeviation +=
          weight(overallCount, OVERALL_WEIGHT) * (Math.abs(value - overallMean) - overallDeviation);
    }
    if (counts[hour] > 0) {
      deviations[hour] +=
          (float)
              (weight(counts[hour], HOUR_WEIGHT)
                  * (Math.abs(value - means[hour]) - deviations[hour]));
    }
    overallCount = Math.min(overallCount + 1, MOST_COUNTED);
    counts[hour] = Math.min(counts[hour] + 1, MOST_COUNTED);
    overallMean += weight(overallCount, OVERALL_WEIGHT) * (value - overallMean);
    means[hour] += (float) (weight(counts[hour], HOUR_WEIGHT) * (value - means[hour]));
  }

  /** That of a plain mean at first, so that the first reading does not linger. */
  private static double weight(int count, double least) {
    return Math.max(1.0 / count, least);
  }

  private int hour(long timeMillis) {
    return (int) Math.floorMod(Math.floorDiv(timeMillis, HOUR_MILLIS), (long) HOURS);
  }

  void write(ByteWriter out) {
    out.writeVarLong(overallCount);
    out.writeDouble(overallMean);
    out.writeDouble(overallDeviation);
    for (int hour = 0; hour < HOURS; hour++) {
      out.writeVarLong(counts[hour]);
      if (counts[hour] > 0) {
        out.writeFloat(means[hour]);
        out.writeFloat(deviations[hour]);
      }
    }
  }

  static HourOfWeek read(ByteReader in) {
    HourOfWeek profile = new HourOfWeek();
    profile.overallCount = in.readVarInt();
    profile.overallMean = in.readDouble();
    profile.overallDeviation = in.readDouble();
    for (int hour = 0; hour < HOURS; hour++) {
      profile.counts[hour] = in.readVarInt();
      if (profile.counts[hour] > 0) {
        profile.means[hour] = in.readFloat();
        profile.deviations[hour] = in.readFloat();
      }
    }
    return profile;
  }
}
