package io.plantbeam.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.ZipException;

/**
 * A stream that decompresses, as a channel. It is made by the first read, which then fails as every
 * other read does where the bytes are not those of the compression.
 */
final class LazyStream implements ReadableByteChannel {
  /** A failing read loses what it has read by then, so that many small ones say best where. */
  private static final int READ_BYTES = 8 << 10;

  private final Opener opener;
  private final InputStream compressed;
  private final String compression;
  private final byte[] buffer = new byte[READ_BYTES];
  private InputStream stream;

  LazyStream(Opener opener, InputStream compressed, String compression) {
    this.opener = opener;
    this.compressed = compressed;
    this.compression = compression;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    try {
      if (stream == null) {
        stream = opener.open(compressed);
      }
      int count = stream.read(buffer, 0, Math.min(buffer.length, target.remaining()));
      if (count > 0) {
        target.put(buffer, 0, count);
      }
      return count;
    } catch (EOFException e) {
      throw new EOFException("ends in the middle of compressed data");
    } catch (RuntimeException e) {
      // The libraries find some faults of the bytes only by an index that is out of bounds.
      ZipException broken = new ZipException("invalid compressed data of " + compression);
      broken.initCause(e);
      throw broken;
    }
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
    compressed.close();
  }

  /** Makes the stream that decompresses another. */
  @FunctionalInterface
  interface Opener {
    InputStream open(InputStream compressed) throws IOException;
  }
}
