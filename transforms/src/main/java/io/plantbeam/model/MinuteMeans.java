package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * Makes the {@link RecentMeans} of a series from its readings in the order of event time. Part of
 * the state of steps whose anomalies staff may be told of.
 *
 * <p>Mutable and not thread-safe.
 */
public final class MinuteMeans {
  private RecentMeans completed = RecentMeans.NONE;

  /** The running minute, counted from the epoch. */
  private long minute;

  /** Of the readings of the running minute. */
  private double sum;

  private int count;

  /** A copy that changes by itself. */
  public MinuteMeans copy() {
    MinuteMeans copy = new MinuteMeans();
    copy.completed = completed;
    copy.minute = minute;
    copy.sum = sum;
    copy.count = count;
    return copy;
  }

  /**
   * Takes a reading in. One that is earlier than the running minute counts in that.
   *
   * @param timeMicros in microseconds since the epoch
   */
  public void add(long timeMicros, double value) {
    long itsMinute = RecentMeans.minuteOf(timeMicros);
    if (count == 0) {
      minute = itsMinute;
    } else if (itsMinute > minute) {
      completed = recent();
      minute = itsMinute;
      sum = 0;
      count = 0;
    }
    sum += RecentMeans.bounded(value);
    count++;
  }

  /** The means up to the last reading, of which the last one is of the running minute so far. */
  public RecentMeans recent() {
    return count == 0 ? completed : completed.with(minute, sum / count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MinuteMeans that
        && completed.equals(that.completed)
        && minute == that.minute
        && Double.compare(sum, that.sum) == 0
        && count == that.count;
  }

  @Override
  public int hashCode() {
    return 31 * completed.hashCode() + Double.hashCode(sum);
  }

  /** Appends this as part of another form; what follows changes with that form's version. */
  public void write(ByteWriter out) {
    RecentMeans.RecentMeansCoder.INSTANCE.embed(completed, out);
    out.writeVarLong(count);
    if (count > 0) {
      out.writeSignedVarLong(minute);
      out.writeDouble(sum);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static MinuteMeans read(ByteReader in) {
    MinuteMeans value = new MinuteMeans();
    value.completed = RecentMeans.RecentMeansCoder.INSTANCE.readEmbedded(in);
    value.count = in.readVarInt();
    if (value.count > 0) {
      value.minute = in.readSignedVarLong();
      value.sum = in.readDouble();
    }
    return value;
  }
}
