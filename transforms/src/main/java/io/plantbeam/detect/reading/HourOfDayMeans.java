package io.plantbeam.detect.reading;

import io.plantbeam.model.ByteReader;
import io.plantbeam.model.ByteWriter;

/**
 * What a series usually is in each hour of the day (UTC): an exponentially weighted mean an hour,
 * drawn towards that of all readings while the hour has had few.
 *
 * <p>Mutable and not thread-safe.
 */
final class HourOfDayMeans {
  private static final int HOURS = 24;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final double HOUR_WEIGHT = 0.1;
  private static final double OVERALL_WEIGHT = 0.001;

  /** The mean of all readings counts as much as this many of the hour. */
  private static final double OVERALL_READINGS = 5;

  /** From here on a further reading changes no weight, so that counts can stop. */
  private static final int MOST_COUNTED = 10_000;

  private final double[] means = new double[HOURS];
  private final int[] counts = new int[HOURS];
  private double overall;
  private int count;

  /** The value less what is usual at this time; 0 while nothing is known. */
  double residual(long timeMillis, double value) {
    if (count == 0) {
      return 0;
    }
    int hour = hour(timeMillis);
    double share = counts[hour] / (counts[hour] + OVERALL_READINGS);
    return value - (share * means[hour] + (1 - share) * overall);
  }

  void add(long timeMillis, double value) {
    int hour = hour(timeMillis);
    counts[hour] = Math.min(counts[hour] + 1, MOST_COUNTED);
    count = Math.min(count + 1, MOST_COUNTED);
    means[hour] += Math.max(1.0 / counts[hour], HOUR_WEIGHT) * (value - means[hour]);
    overall += Math.max(1.0 / count, OVERALL_WEIGHT) * (value - overall);
  }

  private static int hour(long timeMillis) {
    return (int) Math.floorMod(Math.floorDiv(timeMillis, HOUR_MILLIS), (long) HOURS);
  }

  void write(ByteWriter out) {
    out.writeVarLong(count);
    out.writeDouble(overall);
    for (int hour = 0; hour < HOURS; hour++) {
      out.writeVarLong(counts[hour]);
      if (counts[hour] > 0) {
        out.writeDouble(means[hour]);
      }
    }
  }

  static HourOfDayMeans read(ByteReader in) {
    HourOfDayMeans hours = new HourOfDayMeans();
    hours.count = in.readVarInt();
    hours.overall = in.readDouble();
    for (int hour = 0; hour < HOURS; hour++) {
      hours.counts[hour] = in.readVarInt();
      if (hours.counts[hour] > 0) {
        hours.means[hour] = in.readDouble();
      }
    }
    return hours;
  }
}
