package io.plantbeam.files;

import io.plantbeam.model.RawMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * Cuts a channel's bytes into lines, without their {@code \n} or {@code \r\n}, and gives them in
 * UTF-8. Blank lines are passed over, and so is a byte order mark before a line: files that are
 * written one behind the other have some in their middle.
 *
 * <p>Of a line of more bytes than are allowed it keeps the first {@link RawMessage#KEPT_BYTES}, and
 * holds little more than what is allowed in memory.
 */
final class LineReader {
  private static final int FIRST_CAPACITY = 256 << 10;

  private final int maxLineBytes;
  private ReadableByteChannel channel;
  private TextEncoding encoding;
  private int unit;
  private byte[] buffer = new byte[FIRST_CAPACITY];

  /** The position in the file of {@code buffer[0]}. */
  private long base;

  private int begin;
  private int end;
  private boolean channelEnded;
  private long offset;
  private long length;
  private byte[] payload;

  /**
   * @param maxLineBytes the bytes of the longest line that is kept whole
   */
  LineReader(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Begins to read.
   *
   * @param position the byte of the file that the channel gives first: the first of a code unit
   */
  void open(ReadableByteChannel newChannel, TextEncoding newEncoding, long position) {
    channel = newChannel;
    encoding = newEncoding;
    unit = newEncoding.unit();
    base = position;
    begin = 0;
    end = 0;
    channelEnded = false;
  }

  /** Goes to the next line that is not blank and begins before the limit; false if none does. */
  boolean next(long limit) throws IOException {
    while (true) {
      offset = base + begin;
      if (offset >= limit || (begin == end && !fill())) {
        return false;
      }
      readLine();
      if (length > 0) {
        return true;
      }
    }
  }

  /** The byte at which the line begins. */
  long offset() {
    return offset;
  }

  /** How many bytes the line has in UTF-8; in the file, where it is too large to be held. */
  long length() {
    return length;
  }

  /** The line's bytes; of a line that is too large, its beginning. */
  byte[] payload() {
    return payload;
  }

  /** The byte of the file that would be read next from the channel. */
  long position() {
    return base + end;
  }

  private void readLine() throws IOException {
    // No encoding needs more bytes for a character than this many times those of UTF-8.
    long maxHeld = (long) maxLineBytes * unit;
    int searched = begin;
    while (true) {
      int newline = indexOfNewline(searched);
      if (newline >= 0) {
        finishLine(newline);
        begin = newline + unit;
        return;
      }
      searched = wholeUnits();
      if (searched > maxHeld + unit) {
        readHugeLine();
        return;
      }
      if (!fill()) {
        finishLine(end);
        begin = end;
        return;
      }
      searched += begin;
    }
  }

  private void finishLine(int lineEnd) {
    int stop = isCarriageReturn(lineEnd - unit) ? lineEnd - unit : lineEnd;
    if (encoding == TextEncoding.UTF_8) {
      keep(buffer, begin, stop);
    } else {
      byte[] text = encoding.toUtf8(buffer, begin, stop);
      keep(text, 0, text.length);
    }
  }

  private void keep(byte[] bytes, int from, int to) {
    int start = behindByteOrderMark(bytes, from, to);
    length = (long) to - start;
    if (length > 0) {
      int kept = length > maxLineBytes ? RawMessage.KEPT_BYTES : to - start;
      payload = Arrays.copyOfRange(bytes, start, start + kept);
    }
  }

  private void readHugeLine() throws IOException {
    byte[] text = encoding.toUtf8(buffer, begin, begin + RawMessage.KEPT_BYTES + unit);
    int from = behindByteOrderMark(text, 0, text.length);
    payload = Arrays.copyOfRange(text, from, Math.min(text.length, from + RawMessage.KEPT_BYTES));
    long start = base + begin;
    int terminator = skipLine();
    length = base + begin - start - terminator;
  }

  /**
   * Moves behind the next newline, or to the end. Returns how many of the bytes passed are the
   * line's terminator.
   */
  int skipLine() throws IOException {
    boolean carriageReturn = false;
    while (true) {
      int newline = indexOfNewline(begin);
      int stop = newline >= 0 ? newline : begin + wholeUnits();
      if (stop > begin) {
        carriageReturn = isCarriageReturn(stop - unit);
      }
      begin = newline >= 0 ? newline + unit : stop;
      if (newline >= 0 || !fill()) {
        return (newline >= 0 ? unit : 0) + (carriageReturn ? unit : 0);
      }
    }
  }

  private int wholeUnits() {
    return (end - begin) / unit * unit;
  }

  private boolean isCarriageReturn(int at) {
    return at >= begin && (unit == 1 ? buffer[at] == '\r' : encoding.unitAt(buffer, at) == '\r');
  }

  private int indexOfNewline(int from) {
    byte[] bytes = buffer;
    int stop = end;
    if (unit > 1) {
      for (int i = from; i + unit <= stop; i += unit) {
        if (encoding.unitAt(bytes, i) == '\n') {
          return i;
        }
      }
      return -1;
    }
    for (int i = from; i < stop; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static int behindByteOrderMark(byte[] bytes, int from, int to) {
    int behind = from + 3;
    return behind <= to
            && bytes[from] == (byte) 0xEF
            && bytes[from + 1] == (byte) 0xBB
            && bytes[from + 2] == (byte) 0xBF
        ? behind
        : from;
  }

  /** Reads more bytes behind those that are not used up; false at the end of the channel. */
  private boolean fill() throws IOException {
    if (channelEnded) {
      return false;
    }
    if (begin > 0) {
      System.arraycopy(buffer, begin, buffer, 0, end - begin);
      base += begin;
      end -= begin;
      begin = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count;
    do {
      count = channel.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
    } while (count == 0);
    if (count < 0) {
      channelEnded = true;
      return false;
    }
    end += count;
    return true;
  }
}
