package io.plantbeam.stores.object;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The content of an object until it is sent: in memory while it is small, and beyond that in a file
 * of the machine's directory for temporary files. The file has no name any more, so that nothing is
 * left of it when the process ends, however it does.
 *
 * <p>It takes up to {@value #MEMORY_BYTES} bytes of the heap while it is small, half as much again
 * while that memory grows for the last time, and a few kilobytes after that.
 */
public final class Spool implements WritableByteChannel {
  /** Some row groups and most files of a stream are smaller. */
  private static final int MEMORY_BYTES = 8 << 20;

  private final int memoryBytes;
  private byte[] memory = new byte[0];
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
      int needed = (int) length + count;
      if (needed > memory.length) {
        int doubled = (int) Math.min(memoryBytes, 2L * memory.length);
        memory = Arrays.copyOf(memory, Math.max(needed, doubled));
      }
      bytes.get(memory, (int) length, count);
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
    ByteBuffer begun = ByteBuffer.wrap(memory, 0, (int) length);
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
        ? new ByteArrayInputStream(memory, (int) from, (int) count)
        : new Part(file, from, from + count);
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

  /** Reads at places of its own, so that several parts can be read at once, and each again. */
  private static final class Part extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel file;
    private final long end;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long at;
    private long marked;

    private Part(FileChannel file, long start, long end) {
      this.file = file;
      this.at = start;
      this.marked = start;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      return fill() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(into, offset, count);
      return count;
    }

    /** Whether there is a byte to read. */
    private boolean fill() throws IOException {
      if (buffer.hasRemaining()) {
        return true;
      }
      if (at == end) {
        return false;
      }
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - at));
      int count = file.read(buffer, at);
      buffer.flip();
      if (count <= 0) {
        throw new EOFException("a temporary file has fewer bytes than were written");
      }
      at += count;
      return true;
    }

    @Override
    public int available() {
      return buffer.remaining();
    }

    @Override
    public boolean markSupported() {
      return true;
    }

    @Override
    public synchronized void mark(int readLimit) {
      marked = at - buffer.remaining();
    }

    @Override
    public synchronized void reset() {
      at = marked;
      buffer.limit(0);
    }
  }
}
