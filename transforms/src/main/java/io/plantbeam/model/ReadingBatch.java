package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;

/**
 * Readings of one series and one origin, in columns.
 *
 * <p>What the readings of a bundle share crosses a shuffle once, and what is looked up per series
 * is looked up once per batch.
 */
public final class ReadingBatch {
  private final SeriesInfo series;
  private final Origin origin;
  private final int size;
  private final long[] eventTimes;
  private final double[] values;
  private final double[] qualities;
  private final byte[] rangeChecks;
  private final long[] offsets;

  /** Null where no reading has any. */
  private final String[] attributes;

  private ReadingBatch(Builder builder) {
    this(
        builder.series,
        builder.origin,
        builder.eventTimes,
        builder.values,
        builder.qualities,
        builder.rangeChecks,
        builder.offsets,
        builder.attributes);
  }

  /** Takes over columns, which are equally long. */
  private ReadingBatch(
      SeriesInfo series,
      Origin origin,
      long[] eventTimes,
      double[] values,
      double[] qualities,
      byte[] rangeChecks,
      long[] offsets,
      String[] attributes) {
    this.series = series;
    this.origin = origin;
    this.size = eventTimes.length;
    this.eventTimes = eventTimes;
    this.values = values;
    this.qualities = qualities;
    this.rangeChecks = rangeChecks;
    this.offsets = offsets;
    this.attributes = attributes;
  }

  public SeriesInfo series() {
    return series;
  }

  public Origin origin() {
    return origin;
  }

  public int size() {
    return size;
  }

  /** Microseconds since the epoch. */
  public long eventTimeMicros(int index) {
    return eventTimes[index];
  }

  /** Milliseconds since the epoch; what is finer is cut off. */
  public long eventTimeMillis(int index) {
    return Timestamps.toMillis(eventTimes[index]);
  }

  public double value(int index) {
    return values[index];
  }

  public double quality(int index) {
    return qualities[index];
  }

  public RangeCheck rangeCheck(int index) {
    return RangeCheck.of(rangeChecks[index]);
  }

  /** The offset of the message in the batch's origin. */
  public long offset(int index) {
    return offsets[index];
  }

  /** The text of a JSON object; null where the message of the reading has no attributes. */
  public String attributes(int index) {
    return attributes == null ? null : attributes[index];
  }

  /** The same readings for those who have no use for attributes. */
  public ReadingBatch withoutAttributes() {
    return attributes == null
        ? this
        : new ReadingBatch(
            series, origin, eventTimes, values, qualities, rangeChecks, offsets, null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadingBatch that
        && series.equals(that.series)
        && origin.equals(that.origin)
        && Arrays.equals(eventTimes, that.eventTimes)
        && Arrays.equals(values, that.values)
        && Arrays.equals(qualities, that.qualities)
        && Arrays.equals(rangeChecks, that.rangeChecks)
        && Arrays.equals(offsets, that.offsets)
        && Arrays.equals(attributes, that.attributes);
  }

  @Override
  public int hashCode() {
    return 31 * series.hashCode() + Arrays.hashCode(eventTimes);
  }

  @Override
  public String toString() {
    return "ReadingBatch[%s, %s, %d readings]".formatted(series, origin, size);
  }

  /** Collects the readings of one batch, which takes over what they are in. */
  public static final class Builder {
    /** Of many series, a bundle has one or two readings each. */
    private static final int USUAL_CAPACITY = 1;

    private final SeriesInfo series;
    private final Origin origin;
    private int size;
    private long[] eventTimes;
    private double[] values;
    private double[] qualities;
    private byte[] rangeChecks;
    private long[] offsets;
    private String[] attributes;

    public Builder(SeriesInfo series, Origin origin) {
      this(series, origin, USUAL_CAPACITY);
    }

    public Builder(SeriesInfo series, Origin origin, int capacity) {
      this.series = series;
      this.origin = origin;
      eventTimes = new long[capacity];
      values = new double[capacity];
      qualities = new double[capacity];
      rangeChecks = new byte[capacity];
      offsets = new long[capacity];
    }

    public int size() {
      return size;
    }

    /** Adds a reading, which must be of this builder's series and origin. */
    public Builder add(Reading reading) {
      return add(
          reading.eventTimeMicros(),
          reading.value(),
          reading.quality(),
          reading.rangeCheck().ordinal(),
          reading.position().offset(),
          reading.attributes());
    }

    /** Adds the reading at {@code index} of another batch of the same series and origin. */
    public Builder add(ReadingBatch batch, int index) {
      return add(
          batch.eventTimes[index],
          batch.values[index],
          batch.qualities[index],
          batch.rangeChecks[index],
          batch.offsets[index],
          batch.attributes(index));
    }

    private Builder add(
        long eventTime,
        double value,
        double quality,
        int rangeCheck,
        long offset,
        String itsAttributes) {
      if (size == eventTimes.length) {
        setCapacity(Math.max(4, size * 2));
      }
      eventTimes[size] = eventTime;
      values[size] = value;
      qualities[size] = quality;
      rangeChecks[size] = (byte) rangeCheck;
      offsets[size] = offset;
      if (itsAttributes != null) {
        if (attributes == null) {
          attributes = new String[offsets.length];
        }
        attributes[size] = itsAttributes;
      }
      size++;
      return this;
    }

    private void setCapacity(int capacity) {
      eventTimes = Arrays.copyOf(eventTimes, capacity);
      values = Arrays.copyOf(values, capacity);
      qualities = Arrays.copyOf(qualities, capacity);
      rangeChecks = Arrays.copyOf(rangeChecks, capacity);
      offsets = Arrays.copyOf(offsets, capacity);
      if (attributes != null) {
        attributes = Arrays.copyOf(attributes, capacity);
      }
    }

    /** The batch; nothing can be added any more. */
    public ReadingBatch build() {
      if (size < eventTimes.length) {
        setCapacity(size);
      }
      ReadingBatch batch = new ReadingBatch(this);
      eventTimes = null;
      return batch;
    }
  }

  /**
   * Series, origin, size, and a column after the other; event times and offsets as differences,
   * qualities and range checks only where one is not 1.0 or {@code OK}, attributes only where a
   * reading has any, each as often as it follows itself. Event times are in milliseconds where all
   * are whole ones, and else in microseconds.
   */
  public static final class BatchCoder extends VersionedCoder<ReadingBatch> {
    private static final long serialVersionUID = 1;

    public static final BatchCoder INSTANCE = new BatchCoder();

    /** Bits of what follows the qualities. */
    private static final int HAS_RANGE_CHECKS = 1;

    private static final int HAS_ATTRIBUTES = 2;

    /** Of batches that go on together. */
    public static final Coder<List<ReadingBatch>> LIST = ListCoder.of(INSTANCE);

    /** Of the batches of a shard. */
    public static final KvCoder<Integer, List<ReadingBatch>> OF_SHARD =
        KvCoder.of(VarIntCoder.of(), LIST);

    private BatchCoder() {
      super(1);
    }

    @Override
    protected void write(ReadingBatch value, ByteWriter out) {
      value.series.write(out);
      writeReadings(value, out);
    }

    /** Appends all but the series. */
    static void writeReadings(ReadingBatch value, ByteWriter out) {
      value.origin.write(out);
      out.writeVarLong(value.size);
      writeTimes(value.eventTimes, out);
      writeDifferences(value.offsets, out);
      for (double reading : value.values) {
        out.writeDouble(reading);
      }
      boolean qualities = false;
      boolean checks = false;
      for (int i = 0; i < value.size; i++) {
        qualities |= value.qualities[i] != 1.0;
        checks |= value.rangeChecks[i] != 0;
      }
      out.writeBoolean(qualities);
      if (qualities) {
        for (double quality : value.qualities) {
          out.writeDouble(quality);
        }
      }
      out.writeByte(
          (checks ? HAS_RANGE_CHECKS : 0) | (value.attributes == null ? 0 : HAS_ATTRIBUTES));
      if (checks) {
        out.writeBytes(value.rangeChecks);
      }
      if (value.attributes != null) {
        writeRuns(value.attributes, out);
      }
    }

    private static void writeRuns(String[] column, ByteWriter out) {
      for (int from = 0; from < column.length; ) {
        int to = from + 1;
        while (to < column.length && Objects.equals(column[to], column[from])) {
          to++;
        }
        out.writeVarLong(to - from);
        out.writeString(column[from]);
        from = to;
      }
    }

    private static String[] readRuns(int size, ByteReader in) {
      String[] column = new String[size];
      for (int from = 0; from < size; ) {
        int to = Math.addExact(from, in.readVarInt());
        if (to <= from || to > size) {
          throw new IndexOutOfBoundsException(to);
        }
        Arrays.fill(column, from, to, in.readString());
        from = to;
      }
      return column;
    }

    private static void writeTimes(long[] times, ByteWriter out) {
      if (times.length == 0) {
        return;
      }
      boolean inMillis = areWholeMillis(times);
      out.writeTime(times[0], inMillis);
      if (inMillis) {
        long previous = times[0] / 1000;
        for (int i = 1; i < times.length; i++) {
          long next = times[i] / 1000;
          out.writeSignedVarLong(next - previous);
          previous = next;
        }
      } else {
        for (int i = 1; i < times.length; i++) {
          out.writeSignedVarLong(times[i] - times[i - 1]);
        }
      }
    }

    private static boolean areWholeMillis(long[] times) {
      for (long time : times) {
        if (!ByteWriter.isWholeMillis(time)) {
          return false;
        }
      }
      return true;
    }

    private static long[] readTimes(int size, ByteReader in) {
      long[] times = new long[size];
      if (size == 0) {
        return times;
      }
      long unit = in.isTimeInMillis() ? 1000 : 1;
      times[0] = in.readTime();
      for (int i = 1; i < size; i++) {
        times[i] = times[i - 1] + in.readSignedVarLong() * unit;
      }
      return times;
    }

    private static void writeDifferences(long[] column, ByteWriter out) {
      long previous = 0;
      for (long next : column) {
        out.writeSignedVarLong(next - previous);
        previous = next;
      }
    }

    @Override
    protected ReadingBatch read(int bodyVersion, ByteReader in) {
      return readReadings(SeriesInfo.read(in), in);
    }

    /** Reads what {@link #writeReadings} wrote, of a series. */
    static ReadingBatch readReadings(SeriesInfo series, ByteReader in) {
      Origin origin = Origin.read(in);
      int size = in.readVarInt();
      long[] eventTimes = readTimes(size, in);
      long[] offsets = readDifferences(size, in);
      double[] values = readDoubles(size, in);
      double[] qualities;
      if (in.readBoolean()) {
        qualities = readDoubles(size, in);
      } else {
        qualities = new double[size];
        Arrays.fill(qualities, 1.0);
      }
      int rest = in.readByte();
      byte[] rangeChecks = (rest & HAS_RANGE_CHECKS) == 0 ? new byte[size] : in.readBytes();
      if (rangeChecks.length != size) {
        throw new IndexOutOfBoundsException(rangeChecks.length);
      }
      String[] attributes = (rest & HAS_ATTRIBUTES) == 0 ? null : readRuns(size, in);
      return new ReadingBatch(
          series, origin, eventTimes, values, qualities, rangeChecks, offsets, attributes);
    }

    private static long[] readDifferences(int size, ByteReader in) {
      long[] column = new long[size];
      long previous = 0;
      for (int i = 0; i < size; i++) {
        previous += in.readSignedVarLong();
        column[i] = previous;
      }
      return column;
    }

    private static double[] readDoubles(int size, ByteReader in) {
      double[] column = new double[size];
      for (int i = 0; i < size; i++) {
        column[i] = in.readDouble();
      }
      return column;
    }
  }
}
