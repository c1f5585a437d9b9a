package io.plantbeam.detect.reading.novelty;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * What a series usually is in each hour of the day (UTC): an exponentially weighted mean of the
 * means that the hour has had on past days, drawn towards that of all readings while there are few.
 * The hour that is not over takes no part, so the rate of the readings does not matter.
 *
 * <p>Mutable and not thread-safe.
 */
final class HourOfDay {
  private static final int HOURS = 24;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final double LAST_DAY_WEIGHT = 0.3;
  private static final double LAST_READING_WEIGHT = 0.001;

  /** The mean of all readings counts as much as that of the hour on this many days. */
  private static final double OVERALL_DAYS = 1;

  /** From here on more of them change no weight, so that counting can stop. */
  private static final int MOST_COUNTED = 10_000;

  private final double[] means = new double[HOURS];
  private final int[] days = new int[HOURS];
  private double overallMean;
  private int overallCount;

  /** Hours since the epoch. */
  private long currentHour;

  private double currentSum;
  private long currentCount;

  /** The value less what is usual at this time; 0 while nothing is known. */
  double residual(long timeMillis, double value) {
    if (overallCount == 0) {
      return 0;
    }
    int hour = hourOfDay(Math.floorDiv(timeMillis, HOUR_MILLIS));
    double share = days[hour] / (days[hour] + OVERALL_DAYS);
    return value - (share * means[hour] + (1 - share) * overallMean);
  }

  void add(long timeMillis, double value) {
    long hour = Math.floorDiv(timeMillis, HOUR_MILLIS);
    if (hour != currentHour) {
      endHour();
      currentHour = hour;
    }
    currentSum += value;
    currentCount++;
    overallCount = Math.min(overallCount + 1, MOST_COUNTED);
    overallMean += Math.max(1.0 / overallCount, LAST_READING_WEIGHT) * (value - overallMean);
  }

  private void endHour() {
    if (currentCount == 0) {
      return;
    }
    int hour = hourOfDay(currentHour);
    days[hour] = Math.min(days[hour] + 1, MOST_COUNTED);
    double mean = currentSum / currentCount;
    means[hour] += Math.max(1.0 / days[hour], LAST_DAY_WEIGHT) * (mean - means[hour]);
    currentSum = 0;
    currentCount = 0;
  }

  private static int hourOfDay(long hour) {
    return (int) Math.floorMod(hour, (long) HOURS);
  }

  void write(ByteWriter out) {
    out.writeVarLong(overallCount);
    out.writeDouble(overallMean);
    out.writeSignedVarLong(currentHour);
    out.writeVarLong(currentCount);
    out.writeDouble(currentSum);
    for (int hour = 0; hour < HOURS; hour++) {
      out.writeVarLong(days[hour]);
      if (days[hour] > 0) {
        out.writeDouble(means[hour]);
      }
    }
  }

  static HourOfDay read(ByteReader in) {
    HourOfDay profile = new HourOfDay();
    profile.overallCount = in.readVarInt();
    profile.overallMean = in.readDouble();
    profile.currentHour = in.readSignedVarLong();
    profile.currentCount = in.readVarLong();
    profile.currentSum = in.readDouble();
    for (int hour = 0; hour < HOURS; hour++) {
      profile.days[hour] = in.readVarInt();
      if (profile.days[hour] > 0) {
        profile.means[hour] = in.readDouble();
      }
    }
    return profile;
  }
}
