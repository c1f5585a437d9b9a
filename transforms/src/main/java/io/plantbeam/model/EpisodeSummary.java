package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * An episode so far: anomalies of one series or asset and one detector that belong together. Times
 * are microseconds since the epoch.
 *
 * @param startsAtMicros event time of the anomaly by which it was raised
 * @param lastAtMicros of its latest anomaly
 * @param endsAtMicros of its latest anomaly, or of the reading by which the detector says that it
 *     is over; {@link #OPEN} as long as it is not resolved
 * @param anomalies how many
 * @param peakScore of the anomaly that was furthest out; NaN where it has none
 * @param peakValue of the same anomaly; NaN where it has none
 */
public record EpisodeSummary(
    long startsAtMicros,
    long lastAtMicros,
    long endsAtMicros,
    long anomalies,
    double peakScore,
    double peakValue) {
  /** In place of the end. */
  public static final long OPEN = Long.MIN_VALUE;

  public boolean isOpen() {
    return endsAtMicros == OPEN;
  }

  void write(ByteWriter out) {
    out.writeTime(startsAtMicros);
    out.writeTime(lastAtMicros);
    out.writeTime(endsAtMicros);
    out.writeVarLong(anomalies);
    out.writeDouble(peakScore);
    out.writeDouble(peakValue);
  }

  static EpisodeSummary read(ByteReader in) {
    return new EpisodeSummary(
        in.readTime(),
        in.readTime(),
        in.readTime(),
        in.readVarLong(),
        in.readDouble(),
        in.readDouble());
  }
}
