package io.plantbeam.engines.direct;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The values of one group that are too many for the memory, in a temporary file. */
final class LargeGroup implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private FileChannel file;
  private FileBuffer out;
  private long end;

  /** Forgets the group before. */
  void begin() {
    try {
      if (file == null) {
        file = RunFile.temporary();
      }
      out = new FileBuffer(file, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(byte[] bytes, int from, int length) {
    try {
      out.put(bytes, from, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void finish() {
    try {
      end = out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All values, from the first; of a group that is finished, until the next begins. */
  InputStream open() {
    return new BufferedInputStream(new FileStream(file, end), BUFFER);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  private static final class FileStream extends InputStream {
    private final FileChannel file;
    private final long end;
    private long position;

    FileStream(FileChannel file, long end) {
      this.file = file;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (position == end) {
        return -1;
      }
      int most = (int) Math.min(length, end - position);
      int read = file.read(ByteBuffer.wrap(bytes, from, most), position);
      if (read < 0) {
        throw new IOException("The temporary file of a group ends too early");
      }
      position += read;
      return read;
    }
  }
}
