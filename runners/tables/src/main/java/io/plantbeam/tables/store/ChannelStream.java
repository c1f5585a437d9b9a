package io.plantbeam.tables.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.iceberg.io.SeekableInputStream;

/** What is behind a channel, which is closed with the stream. */
final class ChannelStream extends SeekableInputStream {
  private final SeekableByteChannel channel;
  private final ByteBuffer one = ByteBuffer.allocate(1);

  ChannelStream(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public long getPos() throws IOException {
    return channel.position();
  }

  @Override
  public void seek(long position) throws IOException {
    channel.position(position);
  }

  @Override
  public int read() throws IOException {
    one.clear();
    return read(one) < 0 ? -1 : one.get(0) & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return length == 0 ? 0 : read(ByteBuffer.wrap(bytes, offset, length));
  }

  /** A channel may give nothing, where a stream waits. */
  private int read(ByteBuffer into) throws IOException {
    int count;
    do {
      count = channel.read(into);
    } while (count == 0);
    return count;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
