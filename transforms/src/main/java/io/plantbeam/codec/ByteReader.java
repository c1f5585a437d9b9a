package io.plantbeam.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads what {@link ByteWriter} wrote. Reading past the end throws {@link
 * IndexOutOfBoundsException}, which {@link VersionedCoder} turns into a {@code CoderException}.
 */
public final class ByteReader {
  /** Spreads bits over a long: 2^64 divided by the golden ratio, made odd. */
  private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

  private final byte[] bytes;
  private int position;

  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public int readByte() {
    return bytes[position++];
  }

  public boolean readBoolean() {
    return readByte() != 0;
  }

  public long readVarLong() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a variable-length number has more than ten bytes");
  }

  /** Reads a size or an index: a variable-length number that fits an int. */
  public int readVarInt() {
    long value = readVarLong();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IndexOutOfBoundsException("not a size: " + value);
    }
    return (int) value;
  }

  public long readSignedVarLong() {
    long value = readVarLong();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Reads a time in microseconds since the epoch. */
  public long readTime() {
    long value = readVarLong();
    if ((value & 1) == 0) {
      return (value >>> 1) * 1000;
    }
    if (value == -1) {
      return Long.MIN_VALUE;
    }
    long micros = value >>> 1;
    return (micros >>> 1) ^ -(micros & 1);
  }

  /** Whether the time that is read next was written in milliseconds. */
  public boolean isTimeInMillis() {
    return (bytes[position] & 1) == 0;
  }

  public int readInt() {
    int value = (int) ByteWriter.INT.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  public double readDouble() {
    double value = (double) ByteWriter.DOUBLE.get(bytes, position);
    position += Double.BYTES;
    return value;
  }

  public float readFloat() {
    float value = (float) ByteWriter.FLOAT.get(bytes, position);
    position += Float.BYTES;
    return value;
  }

  /** Reads a text or null. */
  public String readString() {
    int length = readVarInt() - 1;
    if (length < 0) {
      return null;
    }
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  public byte[] readBytes() {
    int length = readVarInt();
    if (length > bytes.length - position) {
      throw new IndexOutOfBoundsException("a size of " + length + " is past the end");
    }
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }

  int position() {
    return position;
  }

  void skip(int count) {
    position += count;
  }

  byte[] copy(int begin, int end) {
    return Arrays.copyOfRange(bytes, begin, end);
  }

  boolean equals(int begin, int end, byte[] other) {
    return Arrays.equals(bytes, begin, end, other, 0, other.length);
  }

  /** A hash of some bytes; throws {@link IndexOutOfBoundsException} where they end too early. */
  int hash(int begin, int end) {
    Objects.checkFromToIndex(begin, end, bytes.length);
    long hash = HASH_FACTOR;
    int at = begin;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      hash = (hash ^ (long) ByteWriter.LONG.get(bytes, at)) * HASH_FACTOR;
      hash ^= hash >>> 29;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes[at]) * HASH_FACTOR;
    }
    return (int) (hash >>> 32);
  }

  /**
   * Whether nothing is left. Of a form in an {@link Interner}: whether it was written before the
   * fields that come next were added.
   */
  public boolean atEnd() {
    return position == bytes.length;
  }
}
