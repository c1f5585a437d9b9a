package io.plantbeam.stores;

import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.io.FileSystems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an object. Where the connection breaks off, it goes on from there on another: a client
 * repeats its requests, but not what it has begun to hand over.
 */
final class ResumingChannel implements SeekableByteChannel {
  private static final Logger LOG = LoggerFactory.getLogger(ResumingChannel.class);

  /** Without a byte between them. */
  private static final int MAX_FAILURES = 6;

  private static final long FIRST_PAUSE_MILLIS = 100;

  private final String name;
  private final ObjectStore store;
  private SeekableByteChannel channel;
  private long position;
  private long size = -1;
  private boolean open = true;

  ResumingChannel(String name, ObjectStore store) throws IOException {
    this.name = name;
    this.store = store;
    size = repeated(() -> channel().size());
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    requireOpen();
    if (position >= size) {
      return -1;
    }
    int start = into.position();
    int count =
        repeated(
            () -> {
              // What a broken attempt has put there is read again.
              into.position(start);
              return channel().read(into);
            });
    position += Math.max(0, count);
    return count;
  }

  private SeekableByteChannel channel() throws IOException {
    if (channel == null) {
      channel = (SeekableByteChannel) FileSystems.open(FileSystems.matchNewResource(name, false));
    }
    if (position < size && channel.position() != position) {
      channel.position(position);
    }
    return channel;
  }

  private <T> T repeated(Attempt<T> attempt) throws IOException {
    for (int failures = 1; ; failures++) {
      try {
        return attempt.run();
      } catch (IOException | RuntimeException e) {
        closeQuietly();
        if (store.isMissing(e)) {
          throw (IOException) new FileNotFoundException(name + " is not there").initCause(e);
        }
        if (failures == MAX_FAILURES || !store.mayPass(e)) {
          throw new IOException(
              store.explain(ObjectName.of(name), e).orElse(String.valueOf(e.getMessage())), e);
        }
        LOG.info(
            "{} broke off at byte {} and is read on from there: {}", name, position, e.toString());
        pause(FIRST_PAUSE_MILLIS << failures);
      }
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void closeQuietly() {
    SeekableByteChannel broken = channel;
    channel = null;
    if (broken != null) {
      try {
        broken.close();
      } catch (IOException | RuntimeException e) {
        LOG.debug("What broke off could not be closed", e);
      }
    }
  }

  @Override
  public long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("there is no byte " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return size;
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
  public void close() {
    open = false;
    closeQuietly();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws IOException;
  }
}
