package io.plantbeam.detect.reading;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.Timestamps;

/**
 * What a series did in a minute, or in a longer stretch of time where it is slow: all that a step
 * needs which sees the series of a machine together. Figures are in the unit of the readings.
 *
 * @param closedMicros event time of the first reading after it, in microseconds since the epoch
 * @param endMillis its end, exclusive
 * @param lengthMillis how long it is
 * @param ageMillis for how long the series had been known
 * @param learned whether the series has been known for as many full hours as a record needs
 * @param moved whether the series moved by more than it does in a steady state
 * @param jumped whether it did so within two minutes
 * @param onsetMillis when the change began if it was made within two minutes; else {@link #NONE}
 * @param stuckSinceMillis since when all readings are equal if that is unusual and began with a
 *     change; else {@link #NONE}
 * @param mean of the readings of the last minutes
 * @param change from the mean of the minutes before these
 * @param changeBound so much change is noise; infinite while nothing is known
 * @param low least level of earlier hours; NaN while there are none
 * @param high greatest of them; NaN likewise
 * @param levelBound so far outside is noise
 * @param recent the curve of the series up to the reading that completed it, where it {@linkplain
 *     #isTelling may become an alert}; else {@link RecentMeans#NONE}
 */
public record MinuteFigures(
    long closedMicros,
    long endMillis,
    long lengthMillis,
    long ageMillis,
    boolean learned,
    boolean moved,
    boolean jumped,
    long onsetMillis,
    long stuckSinceMillis,
    double mean,
    double change,
    double changeBound,
    double low,
    double high,
    double levelBound,
    RecentMeans recent) {
  /** No time. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int LEARNED = 1;
  private static final int MOVED = 2;
  private static final int HAS_LEVEL = 4;
  private static final int JUMPED = 8;
  private static final int HAS_ONSET = 16;
  private static final int IS_STUCK = 32;
  private static final int HAS_RECENT = 64;

  /** Above so much of a bound something may be found, whatever the detector is set to. */
  private static final double TELLING = 0.25;

  /** Without the curve. */
  public MinuteFigures(
      long closedMicros,
      long endMillis,
      long lengthMillis,
      long ageMillis,
      boolean learned,
      boolean moved,
      boolean jumped,
      long onsetMillis,
      long stuckSinceMillis,
      double mean,
      double change,
      double changeBound,
      double low,
      double high,
      double levelBound) {
    this(
        closedMicros,
        endMillis,
        lengthMillis,
        ageMillis,
        learned,
        moved,
        jumped,
        onsetMillis,
        stuckSinceMillis,
        mean,
        change,
        changeBound,
        low,
        high,
        levelBound,
        RecentMeans.NONE);
  }

  /** The same with the curve of its series. */
  public MinuteFigures withRecent(RecentMeans means) {
    return new MinuteFigures(
        closedMicros,
        endMillis,
        lengthMillis,
        ageMillis,
        learned,
        moved,
        jumped,
        onsetMillis,
        stuckSinceMillis,
        mean,
        change,
        changeBound,
        low,
        high,
        levelBound,
        means);
  }

  /**
   * Whether it is unusual enough for an anomaly: few minutes are, so that few carry the curve of
   * their series.
   */
  public boolean isTelling() {
    return learned
        && (isStuck()
            || Math.abs(change) > TELLING * changeBound
            || (hasLevel() && Math.max(mean - high, low - mean) > TELLING * levelBound));
  }

  /** Whether {@code low}, {@code high} and {@code levelBound} are known. */
  public boolean hasLevel() {
    return !Double.isNaN(low);
  }

  /** Whether the change was made within two minutes. */
  public boolean hasOnset() {
    return onsetMillis != NONE;
  }

  /** Whether readings have been equal for unusually long, since a change. */
  public boolean isStuck() {
    return stuckSinceMillis != NONE;
  }

  /** Appends this as part of another form; what follows changes with that form's version. */
  public void write(ByteWriter out) {
    out.writeByte(
        (learned ? LEARNED : 0)
            | (moved ? MOVED : 0)
            | (hasLevel() ? HAS_LEVEL : 0)
            | (jumped ? JUMPED : 0)
            | (hasOnset() ? HAS_ONSET : 0)
            | (isStuck() ? IS_STUCK : 0)
            | (recent.isEmpty() ? 0 : HAS_RECENT));
    out.writeTime(closedMicros);
    out.writeVarLong(Timestamps.toMillis(closedMicros) - endMillis);
    out.writeVarLong(lengthMillis);
    out.writeVarLong(ageMillis);
    if (hasOnset()) {
      out.writeSignedVarLong(endMillis - onsetMillis);
    }
    if (isStuck()) {
      out.writeSignedVarLong(endMillis - stuckSinceMillis);
    }
    out.writeDouble(mean);
    out.writeDouble(change);
    out.writeDouble(changeBound);
    if (hasLevel()) {
      out.writeDouble(low);
      out.writeDouble(high);
      out.writeDouble(levelBound);
    }
    if (!recent.isEmpty()) {
      RecentMeans.RecentMeansCoder.INSTANCE.embed(recent, out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static MinuteFigures read(ByteReader in) {
    int flags = in.readByte();
    boolean hasLevel = (flags & HAS_LEVEL) != 0;
    long closedMicros = in.readTime();
    long endMillis = Timestamps.toMillis(closedMicros) - in.readVarLong();
    return new MinuteFigures(
        closedMicros,
        endMillis,
        in.readVarLong(),
        in.readVarLong(),
        (flags & LEARNED) != 0,
        (flags & MOVED) != 0,
        (flags & JUMPED) != 0,
        (flags & HAS_ONSET) != 0 ? endMillis - in.readSignedVarLong() : NONE,
        (flags & IS_STUCK) != 0 ? endMillis - in.readSignedVarLong() : NONE,
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        hasLevel ? in.readDouble() : Double.NaN,
        hasLevel ? in.readDouble() : Double.NaN,
        hasLevel ? in.readDouble() : Double.NaN,
        (flags & HAS_RECENT) != 0
            ? RecentMeans.RecentMeansCoder.INSTANCE.readEmbedded(in)
            : RecentMeans.NONE);
  }
}
