package io.plantbeam.files;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** How the characters of a text file are written. */
enum TextEncoding {
  UTF_8(1, true),
  UTF_16LE(2, false),
  UTF_16BE(2, true),
  UTF_32LE(4, false),
  UTF_32BE(4, true);

  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int LARGEST_CHARACTER = 0x10FFFF;

  /** Stands for what is no character; no UTF-8 has this byte, so that nobody takes it for text. */
  private static final int NO_CHARACTER = 0xFF;

  private final int unit;
  private final boolean bigEndian;

  TextEncoding(int unit, boolean bigEndian) {
    this.unit = unit;
    this.bigEndian = bigEndian;
  }

  /**
   * The encoding of a text: by its byte order mark, or, without one, by the bytes 0 beside its
   * first two characters, which are ASCII in all that is read here.
   *
   * @param bytes the text's beginning
   * @param length how many of the bytes are there
   */
  static TextEncoding of(byte[] bytes, int length) {
    // The mark of UTF-32LE begins with that of UTF-16LE.
    for (TextEncoding encoding : new TextEncoding[] {UTF_32LE, UTF_32BE, UTF_16LE, UTF_16BE}) {
      if (length >= encoding.unit && encoding.unitAt(bytes, 0) == BYTE_ORDER_MARK) {
        return encoding;
      }
    }
    for (TextEncoding encoding : new TextEncoding[] {UTF_32LE, UTF_32BE, UTF_16LE, UTF_16BE}) {
      if (length >= 2 * encoding.unit
          && isAscii(encoding.unitAt(bytes, 0))
          && isAscii(encoding.unitAt(bytes, encoding.unit))) {
        return encoding;
      }
    }
    return UTF_8;
  }

  private static boolean isAscii(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || (character >= ' ' && character < 0x7F);
  }

  /** The bytes of a code unit. */
  int unit() {
    return unit;
  }

  /** The code unit that begins at a byte. */
  int unitAt(byte[] bytes, int at) {
    int value = 0;
    for (int i = 0; i < unit; i++) {
      value = value << 8 | (bytes[bigEndian ? at + i : at + unit - 1 - i] & 0xFF);
    }
    return value;
  }

  /**
   * The same text in UTF-8. What is no character, such as half a surrogate pair, becomes a byte
   * that UTF-8 does not have.
   */
  byte[] toUtf8(byte[] bytes, int from, int to) {
    if (this == UTF_8) {
      return Arrays.copyOfRange(bytes, from, to);
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
    int at = from;
    while (at + unit <= to) {
      int character = unitAt(bytes, at);
      at += unit;
      if (unit == 2 && isSurrogate(character) && at + unit <= to) {
        int low = unitAt(bytes, at);
        if (character < Character.MIN_LOW_SURROGATE
            && low >= Character.MIN_LOW_SURROGATE
            && low <= Character.MAX_LOW_SURROGATE) {
          character = Character.toCodePoint((char) character, (char) low);
          at += unit;
        }
      }
      append(character, text);
    }
    if (at < to) {
      text.write(NO_CHARACTER);
    }
    return text.toByteArray();
  }

  private static boolean isSurrogate(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }

  private static void append(int character, ByteArrayOutputStream text) {
    if (character < 0 || character > LARGEST_CHARACTER || isSurrogate(character)) {
      text.write(NO_CHARACTER);
    } else if (character < 0x80) {
      text.write(character);
    } else if (character < 0x800) {
      text.write(0xC0 | character >> 6);
      text.write(0x80 | (character & 0x3F));
    } else {
      if (character < 0x10000) {
        text.write(0xE0 | character >> 12);
      } else {
        text.write(0xF0 | character >> 18);
        text.write(0x80 | (character >> 12 & 0x3F));
      }
      text.write(0x80 | (character >> 6 & 0x3F));
      text.write(0x80 | (character & 0x3F));
    }
  }
}
