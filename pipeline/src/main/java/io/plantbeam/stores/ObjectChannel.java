package io.plantbeam.stores;

import io.plantbeam.stores.object.ListedStore;
import io.plantbeam.stores.object.ListedStore.Found;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Reads an object from any of its bytes on: a request for each place that is not the next one. */
final class ObjectChannel implements SeekableByteChannel {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ListedStore store;
  private final Found object;
  private InputStream stream;
  private long streamAt;
  private long position;
  private boolean open = true;

  ObjectChannel(ListedStore store, Found object) {
    this.store = store;
    this.object = object;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    requireOpen();
    if (position >= object.bytes()) {
      return -1;
    }
    if (!into.hasRemaining()) {
      return 0;
    }
    if (stream == null || streamAt != position) {
      closeStream();
      stream = store.read(object.name(), position);
      streamAt = position;
    }
    byte[] bytes = new byte[Math.min(into.remaining(), BUFFER_BYTES)];
    int count = stream.read(bytes);
    if (count < 0) {
      throw new EOFException("the answer ended at byte %d".formatted(position));
    }
    into.put(bytes, 0, count);
    position += count;
    streamAt = position;
    return count;
  }

  @Override
  public long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    requireOpen();
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return object.bytes();
  }

  private void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    closeStream();
  }

  private void closeStream() throws IOException {
    InputStream old = stream;
    stream = null;
    if (old != null) {
      old.close();
    }
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
