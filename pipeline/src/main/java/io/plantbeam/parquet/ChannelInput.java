package io.plantbeam.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file behind a channel of any file system, read without Hadoop. */
public final class ChannelInput implements InputFile {
  private final SeekableByteChannel channel;

  private ChannelInput(SeekableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Reads the footer of a file; the checksums of pages are compared. The reader's {@code close}
   * leaves the channel open.
   *
   * @throws IOException if it is not Parquet, or cannot be read from its end
   */
  public static ParquetFileReader open(ReadableByteChannel channel) throws IOException {
    return open(channel, options().usePageChecksumVerification(true));
  }

  /** The same, with those row groups alone whose middle is in a range of bytes. */
  public static ParquetFileReader open(ReadableByteChannel channel, long start, long end)
      throws IOException {
    return open(channel, options().withRange(start, end));
  }

  private static ParquetReadOptions.Builder options() {
    return ParquetReadOptions.builder(new PlainParquetConfiguration())
        .withCodecFactory(new PageCodecs());
  }

  private static ParquetFileReader open(
      ReadableByteChannel channel, ParquetReadOptions.Builder options) throws IOException {
    if (!(channel instanceof SeekableByteChannel seekable)) {
      throw new IOException("Parquet is read from its end, and this file system reads in order");
    }
    try {
      return ParquetFileReader.open(new ChannelInput(seekable), options.build());
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** In the sentences of parquet-java, whose reader knows no name of it. */
  @Override
  public String toString() {
    return "it";
  }

  @Override
  public long getLength() throws IOException {
    return channel.size();
  }

  @Override
  public SeekableInputStream newStream() {
    return new DelegatingSeekableInputStream(Channels.newInputStream(channel)) {
      @Override
      public long getPos() throws IOException {
        return channel.position();
      }

      @Override
      public void seek(long position) throws IOException {
        if (position > channel.size()) {
          throw new EOFException("ends before byte " + position);
        }
        channel.position(position);
      }
    };
  }
}
