package io.plantbeam.format.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The primitive values of Avro's binary encoding (Avro 1.11 specification, "Binary Encoding"). What
 * is damaged ends with an {@link UnreadableException}, whatever lengths it claims to have.
 */
final class AvroInput {
  private byte[] bytes;
  private int position;
  private int end;
  private char[] characters = new char[256];

  /** The bytes are not what the schema says. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
      super(message);
    }
  }

  void open(byte[] newBytes, int from, int length) {
    bytes = newBytes;
    position = from;
    end = from + length;
  }

  boolean isAtEnd() {
    return position == end;
  }

  /** An integer or long: zigzag, in groups of seven bits. */
  long readLong() throws UnreadableException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte group = bytes[take(1)];
      value |= (long) (group & 0x7F) << shift;
      if (group >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new UnreadableException("a number has more than ten bytes");
  }

  int readInt() throws UnreadableException {
    long value = readLong();
    if (value != (int) value) {
      throw new UnreadableException("an int has more than 32 bits");
    }
    return (int) value;
  }

  float readFloat() throws UnreadableException {
    return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
  }

  double readDouble() throws UnreadableException {
    return Double.longBitsToDouble(littleEndian(Double.BYTES));
  }

  private long littleEndian(int count) throws UnreadableException {
    int from = take(count);
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[from + i] & 0xFF);
    }
    return value;
  }

  boolean readBoolean() throws UnreadableException {
    return bytes[take(1)] != 0;
  }

  /** The length of a text or of bytes, which are there in full. */
  int readLength() throws UnreadableException {
    long length = readLong();
    if (length < 0 || length > end - position) {
      throw new UnreadableException("a length is greater than what is left of the message");
    }
    return (int) length;
  }

  /** The characters of a text, and how many they are. */
  int readText() throws UnreadableException {
    int length = readLength();
    int from = take(length);
    if (characters.length < length) {
      characters = new char[length * 2];
    }
    for (int i = 0; i < length; i++) {
      byte character = bytes[from + i];
      if (character < 0) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        text.getChars(0, text.length(), characters, 0);
        return text.length();
      }
      characters[i] = (char) character;
    }
    return length;
  }

  /** What {@link #readText} has read, from the first character. */
  char[] characters() {
    return characters;
  }

  /** So many bytes, not copied. */
  ByteBuffer readBytes(int length) throws UnreadableException {
    return ByteBuffer.wrap(bytes, take(length), length);
  }

  void skip(int length) throws UnreadableException {
    take(length);
  }

  private int take(int length) throws UnreadableException {
    if (length > end - position) {
      throw new UnreadableException("the message ends too early");
    }
    int from = position;
    position += length;
    return from;
  }
}
