package io.plantbeam.files;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;

/** How a file is compressed. Its first bytes say so, whatever its name is. */
enum Compression {
  NONE(null, null),
  GZIP("gzip", ".gz"),
  ZSTD("zstd", ".zst"),
  BZIP2("bzip2", ".bz2"),
  XZ("xz", ".xz"),
  LZ4("lz4", ".lz4"),
  SNAPPY("framed snappy", ".sz"),
  COMPRESS("compress", ".z");

  private static final int BUFFER_BYTES = 64 << 10;

  private final String title;
  private final String ending;

  Compression(String title, String ending) {
    this.title = title;
    this.ending = ending;
  }

  /**
   * The compression of a file. Where the bytes are those of no compression, and not of a text
   * either, the file's name says what it should have been.
   *
   * @param bytes the file's beginning
   * @param length how many of the bytes are there
   */
  static Compression of(byte[] bytes, int length, String name) {
    Compression found = ofBytes(bytes, length);
    if (found != NONE || length == 0 || isText(bytes, length)) {
      return found;
    }
    return ofName(name);
  }

  /** The compression that a file's name says. */
  static Compression ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Compression compression : values()) {
      if (compression != NONE && lower.endsWith(compression.ending)) {
        return compression;
      }
    }
    return NONE;
  }

  private static Compression ofBytes(byte[] bytes, int length) {
    if (begins(bytes, 0, length, 0x1F, 0x8B)) {
      return GZIP;
    }
    // What zstd writes in several threads, or seekable, may begin with a frame that is skipped.
    if (begins(bytes, 0, length, 0x28, 0xB5, 0x2F, 0xFD)
        || (length >= 4
            && (bytes[0] & 0xF0) == 0x50
            && begins(bytes, 1, length, 0x2A, 0x4D, 0x18))) {
      return ZSTD;
    }
    if (begins(bytes, 0, length, 'B', 'Z', 'h')
        && (begins(bytes, 4, length, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)
            || begins(bytes, 4, length, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90))) {
      return BZIP2;
    }
    if (begins(bytes, 0, length, 0xFD, '7', 'z', 'X', 'Z', 0)) {
      return XZ;
    }
    if (begins(bytes, 0, length, 0x04, 0x22, 0x4D, 0x18)) {
      return LZ4;
    }
    if (begins(bytes, 0, length, 0xFF, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y')) {
      return SNAPPY;
    }
    return begins(bytes, 0, length, 0x1F, 0x9D) ? COMPRESS : NONE;
  }

  /** Whether these bytes are at a place. */
  static boolean begins(byte[] bytes, int from, int length, int... expected) {
    if (length < from + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[from + i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether it begins like a text in one of the encodings that are read. */
  private static boolean isText(byte[] bytes, int length) {
    int first = bytes[0] & 0xFF;
    return TextEncoding.of(bytes, length) != TextEncoding.UTF_8
        || begins(bytes, 0, length, 0xEF, 0xBB, 0xBF)
        || (first >= ' ' && first < 0x7F)
        || first == '\t'
        || first == '\n'
        || first == '\r';
  }

  /** All of them, as they stand in a sentence. */
  static String titles() {
    return Stream.of(values())
        .filter(compression -> compression != NONE)
        .map(Compression::title)
        .collect(Collectors.joining(", "));
  }

  /** As it stands in a sentence. */
  String title() {
    return title;
  }

  /** The bytes that a compressed file holds. Closing it closes the file. */
  ReadableByteChannel decompress(ReadableByteChannel file) {
    return switch (this) {
      case NONE -> file;
      case GZIP -> new GzipChannel(file);
      case ZSTD -> stream(file, ZstdInputStreamNoFinalizer::new);
      case BZIP2 -> stream(file, in -> new BZip2CompressorInputStream(in, true));
      case XZ -> stream(file, in -> new XZCompressorInputStream(in, true));
      case LZ4 -> stream(file, in -> new FramedLZ4CompressorInputStream(in, true));
      case SNAPPY -> stream(file, FramedSnappyCompressorInputStream::new);
      case COMPRESS -> stream(file, ZCompressorInputStream::new);
    };
  }

  private ReadableByteChannel stream(ReadableByteChannel file, LazyStream.Opener opener) {
    InputStream compressed = new BufferedInputStream(Channels.newInputStream(file), BUFFER_BYTES);
    return new LazyStream(opener, compressed, title);
  }
}
