package io.plantbeam.stores.object;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The content of an object until it is sent: in memory while it is small, and beyond that in a file
 * of the machine's directory for temporary files. The file has no name any more, so that nothing is
 * left of it when the process ends, however it does.
 *
 * <p>It takes up to twice {@value #MEMORY_BYTES} bytes of the heap while it is small, as its memory
 * doubles when it grows, and a few kilobytes after that.
 */
public final class Spool implements WritableByteChannel {
  /** Some row groups and most files of a stream are smaller. */
  private static final int MEMORY_BYTES = 8 << 20;

  private final int memoryBytes;
  private Memory memory = new Memory();
  private FileChannel file;
  private long length;
  private boolean open = true;

  public Spool() {
    this(MEMORY_BYTES);
  }

  /**
   * A spool with so much memory.
   *
   * @param memoryBytes after which a file is used
   */
  public Spool(int memoryBytes) {
    this.memoryBytes = memoryBytes;
  }

  /** The bytes so far. */
  public long length() {
    return length;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    int count = bytes.remaining();
    if (file == null && length + count > memoryBytes) {
      toFile();
    }
    if (file != null) {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } else {
      byte[] copy = new byte[count];
      bytes.get(copy);
      memory.write(copy, 0, count);
    }
    length += count;
    return count;
  }

  private void toFile() throws IOException {
    Path path = Files.createTempFile("plantbeam-", ".object");
    try {
      file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
    ByteBuffer begun = memory.content();
    memory = null;
    while (begun.hasRemaining()) {
      file.write(begun);
    }
  }

  /**
   * A part of the bytes, which can be asked for again.
   *
   * @throws IllegalStateException if it is closed
   */
  public InputStream read(long from, long count) {
    if (!open) {
      throw new IllegalStateException("the content is gone");
    }
    return file == null
        ? memory.read((int) from, (int) count)
        : new BufferedInputStream(
            Channels.newInputStream(new Part(file, from, from + count)), 1 << 16);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Forgets the content. */
  @Override
  public void close() throws IOException {
    open = false;
    memory = null;
    if (file != null) {
      file.close();
    }
  }

  /** Hands out what it has without a copy. */
  private static final class Memory extends ByteArrayOutputStream {
    private ByteBuffer content() {
      return ByteBuffer.wrap(buf, 0, count);
    }

    private InputStream read(int from, int length) {
      return new ByteArrayInputStream(buf, from, length);
    }
  }

  /** Reads at places of its own, so that several parts can be read at once. */
  private static final class Part implements java.nio.channels.ReadableByteChannel {
    private final FileChannel file;
    private final long end;
    private long at;

    private Part(FileChannel file, long start, long end) {
      this.file = file;
      this.at = start;
      this.end = end;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (at == end) {
        return -1;
      }
      ByteBuffer part = into.duplicate();
      part.limit(part.position() + (int) Math.min(part.remaining(), end - at));
      int count = file.read(part, at);
      if (count > 0) {
        at += count;
        into.position(into.position() + count);
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() {
      // The file is the spool's.
    }
  }
}
