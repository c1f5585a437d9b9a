package io.plantbeam.files;

import io.plantbeam.model.RawMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * Cuts a channel's bytes into lines, without their {@code \n} or {@code \r\n}. Blank lines are
 * passed over.
 *
 * <p>Of a line of more bytes than are allowed it keeps the first {@link RawMessage#KEPT_BYTES}, and
 * never holds more than twice what is allowed in memory.
 */
final class LineReader {
  private static final int FIRST_CAPACITY = 256 << 10;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final int maxLineBytes;
  private ReadableByteChannel channel;
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
   * @param position the byte of the file that the channel gives first
   */
  void open(ReadableByteChannel newChannel, long position) {
    channel = newChannel;
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
      if (offset == 0) {
        skipByteOrderMark();
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

  /** How many bytes the line has. */
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
    int searched = begin;
    while (true) {
      int newline = indexOfNewline(searched);
      if (newline >= 0) {
        finishLine(newline);
        begin = newline + 1;
        return;
      }
      searched = end - begin;
      if (searched > maxLineBytes + 1) {
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
    int stop = lineEnd > begin && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    length = (long) stop - begin;
    if (length > maxLineBytes) {
      payload = Arrays.copyOfRange(buffer, begin, begin + RawMessage.KEPT_BYTES);
    } else if (length > 0) {
      payload = Arrays.copyOfRange(buffer, begin, stop);
    }
  }

  private void readHugeLine() throws IOException {
    payload = Arrays.copyOfRange(buffer, begin, begin + RawMessage.KEPT_BYTES);
    long start = base + begin;
    int terminator = skipLine();
    length = base + begin - start - terminator;
  }

  /**
   * Moves behind the next newline, or to the end. Returns how many of the bytes passed are the
   * line's terminator.
   */
  int skipLine() throws IOException {
    byte last = 0;
    while (true) {
      int newline = indexOfNewline(begin);
      int stop = newline >= 0 ? newline : end;
      if (stop > begin) {
        last = buffer[stop - 1];
      }
      begin = newline >= 0 ? newline + 1 : end;
      if (newline >= 0 || !fill()) {
        return (newline >= 0 ? 1 : 0) + (last == '\r' ? 1 : 0);
      }
    }
  }

  private int indexOfNewline(int from) {
    byte[] bytes = buffer;
    int stop = end;
    for (int i = from; i < stop; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void skipByteOrderMark() throws IOException {
    while (end - begin < BYTE_ORDER_MARK.length && fill()) {}
    if (end - begin >= BYTE_ORDER_MARK.length
        && Arrays.equals(buffer, begin, begin + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3)) {
      begin += BYTE_ORDER_MARK.length;
    }
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
