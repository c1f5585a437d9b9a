package io.plantbeam.files;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;

/** The lines that begin in a range, each a message. */
final class LineMessages implements MessageReader {
  private final FileRange range;
  private final LineReader lines;
  private final ReadableByteChannel channel;

  /**
   * @param channel of the range's file, decompressed
   */
  LineMessages(FileRange range, LineReader lines, ReadableByteChannel channel) throws IOException {
    this.range = range;
    this.lines = lines;
    this.channel = channel;
    TextEncoding encoding = range.form().encoding();
    if (range.start() > 0) {
      // A line begins at the range's start only if the character before ends another.
      long before = range.start() - encoding.unit();
      ((SeekableByteChannel) channel).position(before);
      lines.open(channel, encoding, before);
      lines.skipLine();
    } else {
      lines.open(channel, encoding, 0);
    }
  }

  @Override
  public boolean next() throws IOException {
    return lines.next(range.end());
  }

  @Override
  public byte[] payload() {
    return lines.payload();
  }

  @Override
  public long length() {
    return lines.length();
  }

  @Override
  public long offset() {
    return lines.offset();
  }

  @Override
  public String progress() {
    return "byte "
        + lines.position()
        + (range.form().compression() == Compression.NONE ? "" : " of its uncompressed text");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
