package io.plantbeam.detect.silence;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.Timestamps;

/**
 * When a series was last seen, how often it usually comes, and whether it is silent. Plain Java,
 * and told what time it is: no reading comes from a series that has stopped.
 *
 * <p>The usual interval is the longest between two readings so far, fading with a half-life of a
 * day of event time (a decayed maximum: a sensor that pauses now and then is not silent each time).
 * A series is silent when it has been without a reading for longer than {@link
 * SilenceParameters#intervals} usual intervals and longer than {@link
 * SilenceParameters#atLeastMillis}; before it has come {@value #LEAST_READINGS} times, never. What
 * a silence teaches is at most twice what was allowed, so that one outage does not blind the watch
 * for the next.
 *
 * <p>In planned work a series is not silent, and its pauses teach nothing; after it the allowance
 * begins anew.
 *
 * <p>State: some 25 bytes.
 */
public final class SilenceWatch {
  public static final String NAME = "silence";

  public static final DetectorType<SilenceParameters> TYPE =
      new DetectorType<>(
          NAME,
          Subject.SILENCE,
          Activation.EVERYWHERE,
          ScoreScale.NONE,
          AlertPolicy.FROM_HIGH,
          SilenceParameters.DEFAULTS);

  static final int LEAST_READINGS = 20;

  private static final double HALF_LIFE_MILLIS = 24 * 3_600_000.0;

  private long first;
  private long last = Long.MIN_VALUE;
  private double usualMillis;

  /** Readings that were seen, at most {@link #LEAST_READINGS}. */
  private int readings;

  private boolean silent;

  /** A series that has not been seen. */
  public SilenceWatch() {}

  /** A copy that changes by itself. */
  public SilenceWatch copy() {
    SilenceWatch copy = new SilenceWatch();
    copy.first = first;
    copy.last = last;
    copy.usualMillis = usualMillis;
    copy.readings = readings;
    copy.silent = silent;
    return copy;
  }

  /**
   * Learns from the readings of a window that holds at least one; windows may overlap. One that
   * tells of nothing later than what was seen changes nothing.
   *
   * @param count readings in the window
   * @param lastTime event time of the last of them
   * @param absentUntil event time up to which the series is known to have had no reading since its
   *     last one, for windows that overlap do not show pauses that are shorter than they
   */
  public void saw(
      long windowStart,
      long windowEnd,
      long count,
      long lastTime,
      long absentUntil,
      SilenceParameters parameters) {
    if (last == Long.MIN_VALUE) {
      first = lastTime;
      last = lastTime;
      return;
    }
    if (lastTime <= last) {
      return;
    }
    double interval = interval(windowStart, windowEnd, count, lastTime);
    if (interval > 0) {
      // Those of the window that are later than what was seen.
      readings += (int) Math.max(1, Math.min(count, Math.round((lastTime - last) / interval)));
      // A late reading may be from before that time.
      double absence = (double) Math.max(last, Math.min(absentUntil, lastTime)) - last;
      interval = Math.max(interval, absence);
      double most = readings < LEAST_READINGS ? interval : 2.0 * allowedMillis(parameters);
      double faded = usualMillis * StrictMath.pow(0.5, (lastTime - last) / HALF_LIFE_MILLIS);
      usualMillis = Math.max(Math.min(interval, most), faded);
      readings = Math.min(readings, LEAST_READINGS);
    }
    last = lastTime;
    // Late readings that leave the series overdue do not end its silence.
    silent = silent && lastTime < absentUntil && absentUntil - lastTime > allowedMillis(parameters);
  }

  /**
   * Goes on after planned work, or within it, with the last reading that has come: its interval is
   * not a usual one.
   */
  public void resume(long lastTime) {
    if (lastTime > last) {
      first = lastTime;
      last = lastTime;
      silent = false;
    }
  }

  /** The longest interval that a window shows; 0 where it shows none. */
  private double interval(long windowStart, long windowEnd, long count, long lastTime) {
    if (count == 1) {
      return lastTime - last;
    }
    // A window that began before the series did would make it look slow.
    return first > windowStart
        ? 0
        : Math.max((double) (windowEnd - windowStart) / count, (double) windowStart - last);
  }

  /**
   * Whether the series has fallen silent; true once for each silence.
   *
   * @param now event time up to which all readings have come
   * @param work planned around the last reading, so far as it was known then
   */
  public boolean fallsSilent(long now, NearbyWork work, SilenceParameters parameters) {
    if (silent || readings < LEAST_READINGS || now <= dueMillis(work, parameters)) {
      return false;
    }
    silent = true;
    return true;
  }

  /** Whether it has been said that the series is silent, and nothing but late readings came. */
  public boolean isSilent() {
    return silent;
  }

  /** Event time of the last reading, in milliseconds since the epoch. */
  public long last() {
    return last;
  }

  /** The usual interval. */
  public long usualMillis() {
    return Math.round(usualMillis);
  }

  /**
   * When the next reading is due, in milliseconds since the epoch: within the allowance of the last
   * one, or of the end of planned work that begins before it is due.
   */
  public long dueMillis(NearbyWork work, SilenceParameters parameters) {
    return Timestamps.toMillis(
        work.dueMicros(Timestamps.toMicros(last), Timestamps.toMicros(allowedMillis(parameters))));
  }

  /** How long the series may be without a reading. */
  public long allowedMillis(SilenceParameters parameters) {
    return Math.max(parameters.atLeastMillis(), Math.round(parameters.intervals() * usualMillis));
  }

  /** The fields in their order. */
  public static final class WatchCoder extends VersionedCoder<SilenceWatch> {
    private static final long serialVersionUID = 1;

    public static final WatchCoder INSTANCE = new WatchCoder();

    private WatchCoder() {
      super(1);
    }

    @Override
    protected void write(SilenceWatch value, ByteWriter out) {
      out.writeSignedVarLong(value.first);
      out.writeSignedVarLong(value.last);
      out.writeDouble(value.usualMillis);
      out.writeByte(value.readings);
      out.writeBoolean(value.silent);
    }

    @Override
    protected SilenceWatch read(int bodyVersion, ByteReader in) {
      SilenceWatch value = new SilenceWatch();
      value.first = in.readSignedVarLong();
      value.last = in.readSignedVarLong();
      value.usualMillis = in.readDouble();
      value.readings = in.readByte();
      value.silent = in.readBoolean();
      return value;
    }
  }
}
