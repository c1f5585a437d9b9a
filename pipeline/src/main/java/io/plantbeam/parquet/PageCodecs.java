package io.plantbeam.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Decompresses Parquet pages without Hadoop's codecs, which need all of Hadoop. */
public final class PageCodecs implements CompressionCodecFactory {
  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED -> new PageDecompressor((page, size) -> page);
      case SNAPPY ->
          new PageDecompressor(
              (page, size) -> {
                byte[] plain = new byte[size];
                new SnappyDecompressor().decompress(page, 0, page.length, plain, 0, size);
                return plain;
              });
      case LZ4_RAW ->
          new PageDecompressor(
              (page, size) -> {
                byte[] plain = new byte[size];
                new Lz4Decompressor().decompress(page, 0, page.length, plain, 0, size);
                return plain;
              });
      case ZSTD -> new PageDecompressor(Zstd::decompress);
      case GZIP -> new PageDecompressor(PageCodecs::gunzip);
      default ->
          throw new IllegalArgumentException(
              codec + " is not read; allowed are SNAPPY, GZIP, ZSTD, LZ4_RAW and UNCOMPRESSED");
    };
  }

  private static byte[] gunzip(byte[] page, int size) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page))) {
      return in.readNBytes(size);
    }
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("input is read, not written");
  }

  @Override
  public void release() {}

  @FunctionalInterface
  private interface Codec {
    byte[] decompress(byte[] page, int size) throws IOException;
  }

  private record PageDecompressor(Codec codec) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput page, int size) throws IOException {
      byte[] plain = codec.decompress(page.toInputStream().readAllBytes(), size);
      if (plain.length != size) {
        throw new IOException("a page has %d bytes, not %d".formatted(plain.length, size));
      }
      return BytesInput.from(plain);
    }

    @Override
    public void decompress(ByteBuffer page, int length, ByteBuffer target, int size)
        throws IOException {
      byte[] bytes = new byte[length];
      page.get(bytes);
      target.put(codec.decompress(bytes, size));
    }

    @Override
    public void release() {}
  }
}
