package io.plantbeam.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte buffer that coders write into. Not thread-safe. */
public final class ByteWriter {
  /** A double in 8 bytes, the highest first; one access where the bytes would be eight. */
  static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

  /** A float in 4 bytes, the highest first. */
  static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.BIG_ENDIAN);

  /** Four bytes, the highest first. */
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Eight bytes, the highest first. */
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int size;

  public ByteWriter(int capacity) {
    bytes = new byte[capacity];
  }

  void clear() {
    size = 0;
  }

  int capacity() {
    return bytes.length;
  }

  byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  public void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  public void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  /**
   * Writes a value that is not negative in one to nine bytes, seven bits each, the lowest first.
   */
  public void writeVarLong(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a signed value; small magnitudes take few bytes (ZigZag). */
  public void writeSignedVarLong(long value) {
    writeVarLong((value << 1) ^ (value >> 63));
  }

  /**
   * Writes a time in microseconds since the epoch. Where it is a whole number of milliseconds, from
   * 1970 on, it takes the bytes that {@link #writeSignedVarLong} takes for these, which are even;
   * any other is an odd number of some two bytes more. Times are within 2^61 microseconds of 1970,
   * but for the least long, which stands for none.
   */
  public void writeTime(long micros) {
    writeTime(micros, isWholeMillis(micros));
  }

  /**
   * Writes a time, and so tells the reader in what unit the differences that follow are.
   *
   * @param inMillis whether it is written in milliseconds, of which it must be a whole number
   */
  public void writeTime(long micros, boolean inMillis) {
    if (inMillis) {
      writeVarLong((micros / 1000) << 1);
    } else {
      writeVarLong((((micros << 1) ^ (micros >> 63)) << 1) | 1);
    }
  }

  /** Whether a time in microseconds is a whole number of milliseconds since the epoch. */
  public static boolean isWholeMillis(long micros) {
    return micros >= 0 && micros / 1000 * 1000 == micros;
  }

  /** Writes four bytes, the highest first. */
  public void writeInt(int value) {
    reserve(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
  }

  public void writeDouble(double value) {
    reserve(Double.BYTES);
    DOUBLE.set(bytes, size, value);
    size += Double.BYTES;
  }

  public void writeFloat(float value) {
    reserve(Float.BYTES);
    FLOAT.set(bytes, size, value);
    size += Float.BYTES;
  }

  /** Writes a text, which may be null. */
  public void writeString(String value) {
    if (value == null) {
      writeByte(0);
      return;
    }
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    writeVarLong(encoded.length + 1L);
    writeRaw(encoded);
  }

  public void writeBytes(byte[] value) {
    writeVarLong(value.length);
    writeRaw(value);
  }

  /**
   * Begins a part that has its length before it.
   *
   * @return where it begins, for {@link #endPart}
   */
  int beginPart() {
    writeByte(0);
    return size - 1;
  }

  /** Ends the part that began there. */
  void endPart(int begin) {
    int length = size - begin - 1;
    if (length <= 0x7F) {
      bytes[begin] = (byte) length;
      return;
    }
    byte[] part = copyFrom(begin + 1);
    size = begin;
    writeBytes(part);
  }

  byte[] copyFrom(int begin) {
    return Arrays.copyOfRange(bytes, begin, size);
  }

  void writeRaw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
