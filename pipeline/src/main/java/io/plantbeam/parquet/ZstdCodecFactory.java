package io.plantbeam.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses Parquet pages with zstd, without Hadoop's codecs: those need Hadoop's Configuration,
 * and with it the libraries that Hadoop shades, and a login that newer JDKs refuse.
 */
public final class ZstdCodecFactory implements CompressionCodecFactory {
  private final int level;
  private final ZstdCompressor compressor = new ZstdCompressor();

  /** Compresses with a level of zstd. */
  public ZstdCodecFactory(int level) {
    this.level = level;
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD) {
      throw new IllegalArgumentException("only ZSTD is written, not " + codec);
    }
    return compressor;
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("pages are written, not read");
  }

  @Override
  public void release() {
    compressor.release();
  }

  private final class ZstdCompressor implements BytesInputCompressor {
    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(level);
    private final PageBytes source = new PageBytes();
    private byte[] target = new byte[0];
    private boolean released;

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
      source.reset();
      page.writeAllTo(source);
      int bound = (int) Zstd.compressBound(source.size());
      if (target.length < bound) {
        target = new byte[bound];
      }
      int length = context.compressByteArray(target, 0, bound, source.array(), 0, source.size());
      return BytesInput.from(ByteBuffer.wrap(target, 0, length));
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
      if (!released) {
        released = true;
        context.close();
      }
    }
  }

  private static final class PageBytes extends ByteArrayOutputStream {
    byte[] array() {
      return buf;
    }
  }
}
