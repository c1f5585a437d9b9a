package io.plantbeam.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952), concatenated members too.
 *
 * <p>Unlike {@link java.util.zip.GZIPInputStream} it hands out every byte that comes before a break
 * and takes no broken member for the end of the file. Bytes 0 behind a member are padding, as
 * {@code gunzip} has it.
 */
final class GzipChannel implements ReadableByteChannel {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final ReadableByteChannel compressed;
  private final ByteBuffer input = ByteBuffer.allocate(64 << 10).flip();
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private boolean inMember;
  private boolean behindMember;
  private boolean ended;

  /** Thrown by the read that follows the last good byte. */
  private ZipException broken;

  GzipChannel(ReadableByteChannel compressed) {
    this.compressed = compressed;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    while (!ended) {
      if (broken != null) {
        throw broken;
      }
      if (inMember && inflater.finished()) {
        endMember();
      }
      if (!inMember && !beginMember()) {
        ended = true;
        break;
      }
      int count = inflate(target);
      if (count > 0) {
        return count;
      }
    }
    return -1;
  }

  private int inflate(ByteBuffer target) throws IOException {
    int start = target.position();
    long written = inflater.getBytesWritten();
    try {
      if (inflater.needsInput()) {
        if (!input.hasRemaining()) {
          fill();
        }
        inflater.setInput(input);
      }
      int count = inflater.inflate(target);
      crc.update(target.duplicate().limit(start + count).position(start));
      return count;
    } catch (DataFormatException e) {
      broken =
          new ZipException(e.getMessage() == null ? "invalid compressed data" : e.getMessage());
      int count = (int) (inflater.getBytesWritten() - written);
      target.position(start + count);
      return count;
    }
  }

  /** Reads a member's header. Returns false at the end of the file. */
  private boolean beginMember() throws IOException {
    if (behindMember ? !skipPadding() : !input.hasRemaining() && !tryFill()) {
      return false;
    }
    if (readByte() != 0x1f || readByte() != 0x8b || readByte() != 8) {
      throw new ZipException("not in gzip format");
    }
    int flags = readByte();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(readByte() | readByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    inMember = true;
    return true;
  }

  /**
   * Passes over the bytes 0 behind a member, with which what writes whole blocks, such as a tape,
   * fills its last one. Returns false at the end of the file.
   */
  private boolean skipPadding() throws IOException {
    while (input.hasRemaining() || tryFill()) {
      if (input.get(input.position()) != 0) {
        return true;
      }
      input.get();
    }
    return false;
  }

  private void endMember() throws IOException {
    inMember = false;
    behindMember = true;
    if (readInt() != crc.getValue()) {
      throw new ZipException("checksum does not match");
    }
    if (readInt() != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("length does not match");
    }
  }

  private long readInt() throws IOException {
    return readByte() | readByte() << 8 | readByte() << 16 | (long) readByte() << 24;
  }

  private void skipText() throws IOException {
    while (readByte() != 0) {}
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      readByte();
    }
  }

  private int readByte() throws IOException {
    if (!input.hasRemaining()) {
      fill();
    }
    return input.get() & 0xff;
  }

  private void fill() throws IOException {
    if (!tryFill()) {
      throw new EOFException("ends in the middle of compressed data");
    }
  }

  private boolean tryFill() throws IOException {
    input.clear();
    int count;
    do {
      count = compressed.read(input);
    } while (count == 0);
    input.flip();
    return count > 0;
  }

  @Override
  public boolean isOpen() {
    return compressed.isOpen();
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    compressed.close();
  }
}
