package io.plantbeam.deduplicate;

import static io.plantbeam.codec.ByteWriter.isWholeMillis;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.Objects;

/**
 * The event times of a series that were seen, as far as they are remembered.
 *
 * <p>A time is near others if it lies no further than a given span from the greatest of them. Times
 * near each other are one set, which forgets what is further than the span behind its greatest
 * time. A time that is not near begins a second set instead of moving the first one on. So a time
 * far ahead, of a clock that was wrong, makes nothing forgotten, and the time itself is known if it
 * comes again; so are old times that are read beside new ones, and the times before a silence.
 *
 * <p>There are never more than two sets. A time that is near neither takes the place of the one
 * used last if that is a single time, which nothing has confirmed, and else of the other one. The
 * earlier set is forgotten when the later one has moved on by more than the span since the earlier
 * one was used. All of this depends on the times and their order alone.
 *
 * <p>Mutable and not thread-safe.
 */
final class SeenTimes {
  /** The set that the last time went to. */
  private TimeRuns current = new TimeRuns();

  /** The second set, or null. All of its times are less than all of the other's, or greater. */
  private TimeRuns other;

  /** The greatest of all times when the earlier one of two sets was used last. */
  private long greatestAtEarlierUse;

  private SeenValues values = new SeenValues();

  /** What a reading is beside those that came before it. */
  enum Sight {
    /** The first of its time. */
    NEW,
    /** Another one of its time, whose value has not been seen. */
    OTHER_VALUE,
    /** The same again, or one of a time whose values are forgotten. */
    REPEATED
  }

  /**
   * Remembers a reading.
   *
   * @param time in microseconds
   * @param within the span that is remembered behind the greatest time of a set, in microseconds
   */
  Sight add(long time, double value, long within) {
    int hash = SeenValues.hash(value);
    if (add(time, within)) {
      values.first(time, hash);
      return Sight.NEW;
    }
    if (!values.isOther(time, hash)) {
      return Sight.REPEATED;
    }
    if (values.isPurgeDue()) {
      values.forget(this, within);
    }
    return Sight.OTHER_VALUE;
  }

  /** Whether a time lies no further than a span from the greatest one of a set. */
  boolean isNear(long time, long within) {
    return current.isNear(time, within) || (other != null && other.isNear(time, within));
  }

  /**
   * Remembers a time.
   *
   * @param within the span that is remembered behind the greatest time of a set, this one included
   * @return whether it is not remembered yet
   */
  boolean add(long time, long within) {
    if (other == null && (current.isEmpty() || current.isNear(time, within))) {
      return current.add(time, within);
    }
    return addToOneOfTwo(time, within);
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean addToOneOfTwo(long time, long within) {
    boolean begins = false;
    TimeRuns near = other == null ? null : nearOneOfTwo(time, within);
    if (near == null) {
      near = emptySet();
      begins = true;
    }
    if (near == other) {
      other = current;
      current = near;
    }
    boolean isNew = near.add(time, within);

    long greatest = greatest();
    if (begins || current.greatest() < greatest) {
      greatestAtEarlierUse = greatest;
    } else if (TimeRuns.saturatedDifference(greatest, within) > greatestAtEarlierUse) {
      other = null;
    }
    return isNew;
  }

  /** The later set first: only so do the two never reach into each other. */
  private TimeRuns nearOneOfTwo(long time, long within) {
    boolean currentIsLater = current.greatest() > other.greatest();
    TimeRuns later = currentIsLater ? current : other;
    TimeRuns earlier = currentIsLater ? other : current;
    if (later.isNear(time, within)) {
      return later;
    }
    return earlier.isNear(time, within) ? earlier : null;
  }

  /** A second set, or the one of two that is to be forgotten. */
  private TimeRuns emptySet() {
    if (other == null) {
      other = new TimeRuns();
      return other;
    }
    TimeRuns forgotten = current.isSingle() ? current : other;
    forgotten.clear();
    return forgotten;
  }

  /** The greatest time of all sets. */
  private long greatest() {
    return other == null ? current.greatest() : Math.max(current.greatest(), other.greatest());
  }

  private boolean areWholeMillis() {
    return current.areWholeMillis()
        && (other == null || (other.areWholeMillis() && isWholeMillis(greatestAtEarlierUse)))
        && values.areWholeMillis();
  }

  SeenTimes copy() {
    SeenTimes copy = new SeenTimes();
    copy.current = current.copy();
    copy.other = other == null ? null : other.copy();
    copy.greatestAtEarlierUse = greatestAtEarlierUse;
    copy.values = values.copy();
    return copy;
  }

  int runs() {
    return current.runs() + (other == null ? 0 : other.runs());
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof SeenTimes that
        && current.equals(that.current)
        && Objects.equals(other, that.other)
        && (other == null || greatestAtEarlierUse == that.greatestAtEarlierUse)
        && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(current, other);
  }

  /**
   * The set used last; the other one, or a set of no times; and if there is another, how far the
   * greatest time is from that at its last use as the earlier one; then the values. All times are
   * in milliseconds if all are whole ones.
   */
  static final class SeenTimesCoder extends VersionedCoder<SeenTimes> {
    private static final long serialVersionUID = 1;

    static final SeenTimesCoder INSTANCE = new SeenTimesCoder();

    private SeenTimesCoder() {
      super(1);
    }

    @Override
    protected void write(SeenTimes value, ByteWriter out) {
      boolean inMillis = value.areWholeMillis();
      long unit = inMillis ? 1000 : 1;
      value.current.write(out, inMillis);
      if (value.other == null) {
        out.writeVarLong(0);
      } else {
        value.other.write(out, inMillis);
        out.writeVarLong((value.greatest() - value.greatestAtEarlierUse) / unit);
      }
      if (!value.current.isEmpty()) {
        value.values.write(out, value.greatest(), unit);
      }
    }

    @Override
    protected SeenTimes read(int bodyVersion, ByteReader in) {
      SeenTimes value = new SeenTimes();
      TimeRuns.Form current = TimeRuns.read(in);
      value.current = current.runs();
      TimeRuns other = TimeRuns.read(in).runs();
      if (!other.isEmpty()) {
        value.other = other;
        value.greatestAtEarlierUse = value.greatest() - in.readVarLong() * current.unit();
      }
      if (!value.current.isEmpty()) {
        value.values = SeenValues.read(in, value.greatest(), current.unit());
      }
      return value;
    }
  }
}
