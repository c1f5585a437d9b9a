package io.plantbeam.detect.guard;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.MinuteFigures;
import java.util.Arrays;

/**
 * What the guard has learned of a series. Encoded at most 1.1 kB.
 *
 * <p>Mutable and not thread-safe.
 */
public final class GuardState {
  /** In so many full hours nothing is judged. */
  static final int LEARNING_HOURS = 4;

  static final long HOUR_MICROS = 3_600_000_000L;

  /** A series that begins by so much after the hour has all of that hour. */
  private static final long PUNCTUAL_MICROS = 60_000_000;

  private static final double LEAST_WEIGHT_OF_INTERVAL = 0.001;
  private static final double MOST_TIMES_OF_INTERVAL = 4;

  private boolean begun;
  private long first;
  private long last;
  private long hour;
  private int fullHours;

  /** Readings of the running hour. */
  private int readings;

  /** Those of them at which the series stood still. */
  private int still;

  private ClippedMean intervals = new ClippedMean();
  Noise noise = new Noise();
  RecentReadings recent = new RecentReadings();
  Minutes minutes = new Minutes();

  /** By {@link ReadingView}. */
  final HourRecord[] records = new HourRecord[ReadingView.count()];

  /** Until when, in microseconds since the epoch, a view says nothing more. */
  final long[] quietUntil = new long[ReadingView.count()];

  /** What each view is at the reading at hand; not part of the state. */
  final double[] figures = new double[ReadingView.count()];

  /** Their thresholds; not part of the state. */
  final double[] thresholds = new double[ReadingView.count()];

  /** Whether the reading at hand is the first one after planned work; not part of the state. */
  boolean resumed;

  /** What the reading at hand has completed; not part of the state. */
  MinuteFigures completed;

  GuardState() {
    Arrays.setAll(records, i -> new HourRecord());
    Arrays.fill(quietUntil, Long.MIN_VALUE);
  }

  boolean hasBegun() {
    return begun;
  }

  void begin(long time, double value) {
    begun = true;
    first = time;
    last = time;
    hour = Math.floorDiv(time, HOUR_MICROS);
    if (time - hour * HOUR_MICROS > PUNCTUAL_MICROS) {
      // This hour is not a full one.
      fullHours = -1;
    }
    noise.begin(value);
    recent.begin(time, value);
    minutes.begin(Math.floorDiv(time, 1000L));
    minutes.add(value, false);
  }

  /** For how long the series has been known. */
  long ageMillis(long time) {
    return (time - first) / 1000;
  }

  /** Whether enough hours are known for single readings and moves to be judged. */
  boolean hasLearned() {
    return fullHours >= LEARNING_HOURS || last - first >= 24 * HOUR_MICROS;
  }

  /** The time since the last reading, at least 0. */
  double micros(long time) {
    return Math.max(0, (double) time - last);
  }

  /** The usual time between readings; 0 before the second. */
  double usualMicros() {
    return intervals.mean();
  }

  /**
   * Lets event time come to that of a reading.
   *
   * @param stuckSince as {@link MinuteFigures#stuckSinceMillis} has it
   */
  void advance(long time, long stuckSince) {
    completed = null;
    long millis = Math.floorDiv(time, 1000L);
    if (resumed) {
      minutes.resume(millis);
    } else {
      intervals.add(micros(time), LEAST_WEIGHT_OF_INTERVAL, MOST_TIMES_OF_INTERVAL, 0);
    }
    last = Math.max(last, time);
    if (minutes.isOver(millis)) {
      long stillSince = recent.isStill() ? Math.floorDiv(recent.runStart(), 1000L) : millis;
      completed = minutes.close(time, ageMillis(time), hasLearned(), stillSince, stuckSince, noise);
    }
    long itsHour = Math.floorDiv(time, HOUR_MICROS);
    if (itsHour > hour) {
      hour = itsHour;
      if (2 * still <= readings) {
        fullHours = Math.min(fullHours + 1, LEARNING_HOURS);
      }
      readings = 0;
      still = 0;
      for (HourRecord record : records) {
        record.endHour();
      }
      minutes.endHour(millis, usualMicros() / 1000);
    }
    readings++;
    still += recent.isStill() ? 1 : 0;
  }

  /** The fields in the order of their declaration. */
  public static final class GuardStateCoder extends VersionedCoder<GuardState> {
    private static final long serialVersionUID = 1;

    public static final GuardStateCoder INSTANCE = new GuardStateCoder();

    private GuardStateCoder() {
      super(1);
    }

    @Override
    protected void write(GuardState state, ByteWriter out) {
      out.writeBoolean(state.begun);
      if (!state.begun) {
        return;
      }
      out.writeTime(state.first);
      out.writeTime(state.last);
      out.writeSignedVarLong(state.hour);
      out.writeSignedVarLong(state.fullHours);
      out.writeVarLong(state.readings);
      out.writeVarLong(state.still);
      state.intervals.write(out);
      state.noise.write(out);
      state.recent.write(out);
      state.minutes.write(out);
      for (HourRecord record : state.records) {
        record.write(out);
      }
      for (long quiet : state.quietUntil) {
        out.writeTime(quiet);
      }
    }

    @Override
    protected GuardState read(int bodyVersion, ByteReader in) {
      GuardState state = new GuardState();
      state.begun = in.readBoolean();
      if (!state.begun) {
        return state;
      }
      state.first = in.readTime();
      state.last = in.readTime();
      state.hour = in.readSignedVarLong();
      state.fullHours = (int) in.readSignedVarLong();
      state.readings = in.readVarInt();
      state.still = in.readVarInt();
      state.intervals = ClippedMean.read(in);
      state.noise = Noise.read(in);
      state.recent = RecentReadings.read(in);
      state.minutes = Minutes.read(in);
      Arrays.setAll(state.records, i -> HourRecord.read(in));
      Arrays.setAll(state.quietUntil, i -> in.readTime());
      return state;
    }
  }
}
