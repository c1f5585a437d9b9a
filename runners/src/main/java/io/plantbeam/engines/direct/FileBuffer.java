package io.plantbeam.engines.direct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes to a file from a position on, many bytes at a time. */
final class FileBuffer {
  private static final int BYTES = 1 << 18;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);
  private long position;

  FileBuffer(FileChannel file, long position) {
    this.file = file;
    this.position = position;
  }

  void put(byte[] bytes, int from, int length) throws IOException {
    if (buffer.remaining() < length) {
      flush();
    }
    if (length > buffer.capacity()) {
      write(ByteBuffer.wrap(bytes, from, length));
    } else {
      buffer.put(bytes, from, length);
    }
  }

  /** Writes all, and returns the position after it. */
  long flush() throws IOException {
    buffer.flip();
    write(buffer);
    buffer.clear();
    return position;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      position += file.write(bytes, position);
    }
  }
}
