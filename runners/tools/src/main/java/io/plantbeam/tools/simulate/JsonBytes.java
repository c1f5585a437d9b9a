package io.plantbeam.tools.simulate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** A growing buffer that JSON is appended to; the plant's own texts need no escaping but quotes. */
public final class JsonBytes {
  private static final long DAY = 86_400_000;
  private static final long[] POWERS_OF_TEN = {1, 10, 100, 1000};

  private byte[] bytes = new byte[256];
  private int size;
  private long day = Long.MIN_VALUE;
  private byte[] date;

  public void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  void truncate(int length) {
    size = length;
  }

  public byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  public JsonBytes append(byte[] text) {
    reserve(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
    return this;
  }

  /** Any text; not for the fast path. */
  JsonBytes append(String text) {
    return append(text.getBytes(StandardCharsets.UTF_8));
  }

  public JsonBytes append(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  JsonBytes appendLong(long value) {
    reserve(20);
    if (value < 0) {
      bytes[size++] = '-';
    }
    long rest = Math.abs(value);
    int digits = 1;
    for (long power = rest; power >= 10; power /= 10) {
      digits++;
    }
    appendDigits(rest, digits);
    return this;
  }

  /**
   * Appends a number rounded to so many digits after the point.
   *
   * @param decimals 0 to 3
   */
  public JsonBytes appendDecimal(double value, int decimals) {
    long scaled = Math.round(value * POWERS_OF_TEN[decimals]);
    if (scaled < 0) {
      append('-');
      scaled = -scaled;
    }
    appendLong(scaled / POWERS_OF_TEN[decimals]);
    if (decimals > 0) {
      append('.');
      reserve(3);
      appendDigits(scaled % POWERS_OF_TEN[decimals], decimals);
    }
    return this;
  }

  /** Appends for example {@code 2026-01-01T00:00:00.000Z}. */
  public JsonBytes appendIso(long epochMillis) {
    long ofDay = Math.floorDiv(epochMillis, DAY);
    if (ofDay != day) {
      day = ofDay;
      date = (LocalDate.ofEpochDay(ofDay) + "T").getBytes(StandardCharsets.US_ASCII);
    }
    append(date);
    int millis = (int) Math.floorMod(epochMillis, DAY);
    reserve(13);
    appendDigits(millis / 3_600_000, 2);
    bytes[size++] = ':';
    appendDigits(millis / 60_000 % 60, 2);
    bytes[size++] = ':';
    appendDigits(millis / 1000 % 60, 2);
    bytes[size++] = '.';
    appendDigits(millis % 1000, 3);
    bytes[size++] = 'Z';
    return this;
  }

  private void appendDigits(long value, int digits) {
    long rest = value;
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
