package io.plantbeam.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CompressionTest {
  private static final byte[] TEXT = text();

  @ParameterizedTest
  @EnumSource(value = Compression.class, names = "COMPRESS", mode = Mode.EXCLUDE)
  void whatACompressionWritesIsFoundByItsBytesAndRead(Compression compression) throws IOException {
    byte[] file = compress(compression, TEXT);

    assertEquals(compression, Compression.of(file, Math.min(512, file.length), "readings.dat"));
    assertArrayEquals(TEXT, decompress(compression, file));
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"NONE", "COMPRESS"},
      mode = Mode.EXCLUDE)
  void severalFilesInOneAreReadToTheEnd(Compression compression) throws IOException {
    byte[] twice =
        concat(compress(compression, "one\n".getBytes(UTF_8)), compress(compression, TEXT));

    assertArrayEquals(concat("one\n".getBytes(UTF_8), TEXT), decompress(compression, twice));
  }

  /** Framed snappy has no end mark: cut between two of its frames it is whole. */
  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"NONE", "SNAPPY", "COMPRESS"},
      mode = Mode.EXCLUDE)
  void fileThatIsCutAnywhereIsNotTakenForAWholeOne(Compression compression) throws IOException {
    byte[] file = compress(compression, "one\ntwo\n".getBytes(UTF_8));
    for (int length = 1; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(
          IOException.class,
          () -> decompress(compression, cut),
          compression + " cut to " + length + " bytes of " + file.length);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"NONE", "COMPRESS"},
      mode = Mode.EXCLUDE)
  void damagedFilesFailAsFilesDo(Compression compression) throws IOException {
    byte[] file = compress(compression, TEXT);
    Random random = new Random(7);
    int failed = 0;
    for (int i = 0; i < 50; i++) {
      byte[] damaged = file.clone();
      int from = 16 + random.nextInt(file.length - 64);
      for (int k = 0; k < 32; k++) {
        damaged[from + k] = (byte) random.nextInt();
      }
      try {
        decompress(compression, damaged);
      } catch (IOException e) {
        assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), e::toString);
        failed++;
      }
    }
    assertTrue(failed > 40, failed + " of 50");
  }

  @Test
  void zerosBehindAGzipMemberArePadding() throws IOException {
    byte[] member = compress(Compression.GZIP, TEXT);
    for (int zeros : new int[] {1, 2, 9, 512, 200_000}) {
      byte[] padded = Arrays.copyOf(member, member.length + zeros);
      assertArrayEquals(TEXT, decompress(Compression.GZIP, padded));
      assertArrayEquals(concat(TEXT, TEXT), decompress(Compression.GZIP, concat(padded, member)));
      assertThrows(
          IOException.class,
          () -> decompress(Compression.GZIP, concat(padded, new byte[] {1, 2, 3})));
    }
  }

  @Test
  void nameCountsWhereTheBytesAreNeitherCompressedNorText() {
    byte[] zeros = new byte[512];
    assertEquals(Compression.GZIP, Compression.of(zeros, 512, "/data/a.ndjson.GZ"));
    assertEquals(Compression.ZSTD, Compression.of(zeros, 512, "/data/a.zst"));
    assertEquals(Compression.NONE, Compression.of(zeros, 512, "/data/a.ndjson"));
    assertEquals(Compression.NONE, Compression.of(zeros, 0, "/data/a.gz"));
    byte[] text = "{\"a\":1}\n".getBytes(UTF_8);
    assertEquals(Compression.NONE, Compression.of(text, text.length, "/data/a.gz"));
    byte[] cut = {0x1F};
    assertEquals(Compression.GZIP, Compression.of(cut, 1, "/data/a.gz"));
  }

  @Test
  void framesThatZstdSkipsAreNoText() throws IOException {
    byte[] skipped = {0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4};
    byte[] file = concat(skipped, compress(Compression.ZSTD, TEXT));
    assertEquals(Compression.ZSTD, Compression.of(file, 512, "a.ndjson"));
    assertArrayEquals(TEXT, decompress(Compression.ZSTD, file));
  }

  /** {@code printf 'one\ntwo\none\ntwo\n' | compress}. */
  @Test
  void compressOfUnixIsRead() throws IOException {
    byte[] file = {
      0x1F,
      (byte) 0x9D,
      (byte) 0x90,
      0x6F,
      (byte) 0xDC,
      (byte) 0x94,
      0x51,
      0x40,
      0x07,
      (byte) 0xEF,
      0x0D,
      0x08,
      0x00
    };
    assertEquals(Compression.COMPRESS, Compression.of(file, file.length, "a.ndjson"));
  }

  static byte[] compress(Compression compression, byte[] bytes) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (compression) {
          case NONE -> file;
          case GZIP -> new GZIPOutputStream(file);
          case ZSTD -> new ZstdOutputStreamNoFinalizer(file).setChecksum(true);
          case BZIP2 -> new BZip2CompressorOutputStream(file);
          case XZ -> new XZCompressorOutputStream(file);
          case LZ4 -> new FramedLZ4CompressorOutputStream(file);
          case SNAPPY -> new FramedSnappyCompressorOutputStream(file);
          case COMPRESS -> throw new IllegalArgumentException("nothing here writes it");
        }) {
      out.write(bytes);
    }
    return file.toByteArray();
  }

  private static byte[] decompress(Compression compression, byte[] file) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(100_000);
    try (ReadableByteChannel channel =
        compression.decompress(Channels.newChannel(new ByteArrayInputStream(file)))) {
      while (channel.read(buffer) >= 0) {
        text.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    }
    return text.toByteArray();
  }

  private static byte[] text() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_500; i++) {
      text.append(i).append(' ').append(random.nextInt()).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
