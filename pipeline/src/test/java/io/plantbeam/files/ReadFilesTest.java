package io.plantbeam.files;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadFilesTest {
  @TempDir Path folder;

  @Test
  void everyRangeSizeGivesEachLineOnceWithItsOffset() throws IOException {
    byte[] text = "\uFEFFone\r\n\ntwo\n\r\n  three\n4\nlast without end".getBytes(UTF_8);
    List<String> expected = List.of("0:one", "9:two", "15:  three", "23:4", "25:last without end");
    for (int size = 1; size <= text.length + 1; size++) {
      List<String> lines = new ArrayList<>();
      for (int start = 0; start < text.length; start += size) {
        lines.addAll(
            linesOfRange(text, TextEncoding.UTF_8, start, Math.min(start + size, text.length)));
      }
      assertEquals(expected, lines, "ranges of " + size);
    }
  }

  @Test
  void linesOfPlainAndGzipFilesBecomeMessages() throws IOException {
    Files.writeString(folder.resolve("a.ndjson"), "one\r\ntwo\n");
    Files.write(folder.resolve("b.ndjson.gz"), concat(gzip("three\nfo"), gzip("ur\nfive")));
    Files.writeString(folder.resolve("empty.ndjson"), "");
    Files.write(folder.resolve("nothing.ndjson.gz"), gzip(""));

    assertMessages(
        3,
        List.of(
            "a.ndjson:0:one",
            "a.ndjson:5:two",
            "b.ndjson.gz:0:three",
            "b.ndjson.gz:11:five",
            "b.ndjson.gz:6:four"));
  }

  @Test
  void bytesThatAreNotUtf8StayAsTheyAre() throws IOException {
    byte[] text = {'a', (byte) 0xFF, (byte) 0xC3, '\n', (byte) 0x80, 0, '\n'};
    LineReader reader = open(text, TextEncoding.UTF_8, 0);
    assertTrue(reader.next(Long.MAX_VALUE));
    assertArrayEquals(new byte[] {'a', (byte) 0xFF, (byte) 0xC3}, reader.payload());
    assertTrue(reader.next(Long.MAX_VALUE));
    assertArrayEquals(new byte[] {(byte) 0x80, 0}, reader.payload());
  }

  @Test
  void lineThatIsTooLargeKeepsItsBeginningAndItsTrueLength() throws IOException {
    int max = RawMessage.MAX_PAYLOAD_BYTES;
    for (String end : List.of("\n", "\r\n")) {
      for (int length : new int[] {max - 1, max, max + 1, max + 2, 3 * max, 5 * max + 7}) {
        byte[] line = new byte[length];
        Arrays.fill(line, (byte) 'x');
        byte[] text = concat(concat(line, (end + "next" + end).getBytes(UTF_8)), line);
        LineReader reader = open(text, TextEncoding.UTF_8, 0);

        assertTrue(reader.next(Long.MAX_VALUE));
        assertEquals(length, reader.length());
        assertEquals(length > max ? 64 << 10 : length, reader.payload().length);
        assertTrue(reader.next(Long.MAX_VALUE));
        assertEquals("next", new String(reader.payload(), UTF_8));
        assertEquals(length + end.length(), reader.offset());
        assertTrue(reader.next(Long.MAX_VALUE));
        assertEquals(length, reader.length());
      }
    }
  }

  @Test
  void brokenGzipGivesTheLinesBeforeTheBreakAndThenFails() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append(i).append(' ').append(random.nextLong()).append('\n');
    }
    byte[] whole = gzip(text.toString());
    int cut = whole.length / 2;
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, cut, cut + 1000, (byte) 0xFF);

    for (byte[] broken : List.of(Arrays.copyOf(whole, cut), damaged)) {
      LineReader reader = new LineReader(RawMessage.MAX_PAYLOAD_BYTES);
      reader.open(
          new GzipChannel(Channels.newChannel(new ByteArrayInputStream(broken))),
          TextEncoding.UTF_8,
          0);
      int[] lines = {0};
      assertThrows(
          IOException.class,
          () -> {
            while (reader.next(Long.MAX_VALUE)) {
              String line = new String(reader.payload(), UTF_8);
              if (broken.length == cut) {
                assertTrue(line.startsWith(lines[0] + " "), line);
              }
              lines[0]++;
            }
          });
      assertTrue(lines[0] > 8_000, lines[0] + " lines");
    }
  }

  @Test
  void brokenGzipFailsTheJobWithItsNameAndByte() throws IOException {
    byte[] whole = gzip("one\ntwo\n");
    Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 4));
    Files.write(folder.resolve("binary.gz"), new byte[] {1, 2, 3, 4});

    assertEquals(
        folder
            + "/cut.gz breaks off at byte 8 of its uncompressed text: "
            + "ends in the middle of compressed data",
        failureOf(folder + "/cut.gz"));
    assertEquals(
        folder + "/binary.gz breaks off at byte 0 of its uncompressed text: not in gzip format",
        failureOf(folder + "/binary.gz"));
  }

  @Test
  void brokenFilesOfOtherCompressionsFailTheJobToo() throws IOException {
    for (Compression compression : List.of(Compression.ZSTD, Compression.BZIP2, Compression.XZ)) {
      byte[] whole = CompressionTest.compress(compression, "one\ntwo\n".getBytes(UTF_8));
      Path file = folder.resolve("cut-" + compression);
      Files.write(file, Arrays.copyOf(whole, whole.length - 3));

      String failure = failureOf(file.toString());
      assertTrue(
          failure.matches(file + " breaks off at byte [08] of its uncompressed text: .+"), failure);
    }
  }

  @Test
  void filesAreReadByWhatTheyAreAndNotByTheirNames() throws IOException {
    byte[] text = "one\ntwo\n".getBytes(UTF_8);
    Files.write(folder.resolve("a.ndjson"), gzip("three\n"));
    Files.write(folder.resolve("b.gz"), text);
    Files.write(folder.resolve("c"), CompressionTest.compress(Compression.ZSTD, text));
    Files.write(folder.resolve("d.zst"), CompressionTest.compress(Compression.BZIP2, text));
    Files.write(
        folder.resolve("e.ndjson"),
        CompressionTest.compress(Compression.XZ, "\uFEFFone\r\ntwo".getBytes(UTF_16LE)));

    assertMessages(
        List.of(
            "a.ndjson:0:three",
            "b.gz:0:one",
            "b.gz:4:two",
            "c:0:one",
            "c:4:two",
            "d.zst:0:one",
            "d.zst:4:two",
            "e.ndjson:0:one",
            "e.ndjson:12:two"));
  }

  @Test
  void nameThatIsNotUtf8IsTheOriginWithEscapes() throws IOException {
    Files.writeString(Path.of(URI.create(folder.toUri() + "K%F6ln.ndjson")), "one\n");
    assertMessages(List.of("K\\xf6ln.ndjson:0:one"));
  }

  @Test
  void everyRangeSizeGivesEachLineOfUtf16AndUtf32OnceWithItsOffset() throws IOException {
    String text = "one\r\n\r\nzw\u00F6lf \uD83D\uDD27\n{\u4E0A}\nlast";
    for (TextEncoding encoding : TextEncoding.values()) {
      if (encoding == TextEncoding.UTF_8) {
        continue;
      }
      int unit = encoding.unit();
      for (String mark : List.of("\uFEFF", "")) {
        byte[] bytes = (mark + text).getBytes(Charset.forName(encoding.name().replace('_', '-')));
        assertEquals(encoding, TextEncoding.of(bytes, bytes.length));
        int first = mark.length() * unit;
        List<String> expected =
            List.of(
                "0:one",
                (first + 7 * unit) + ":zw\u00F6lf \uD83D\uDD27",
                (first + (unit == 2 ? 32 : 60)) + ":{\u4E0A}",
                (first + (unit == 2 ? 40 : 76)) + ":last");
        for (int size = unit; size <= bytes.length + unit; size += unit) {
          List<String> lines = new ArrayList<>();
          for (int start = 0; start < bytes.length; start += size) {
            lines.addAll(
                linesOfRange(bytes, encoding, start, Math.min(start + size, bytes.length)));
          }
          assertEquals(expected, lines, encoding + " in ranges of " + size);
        }
      }
    }
  }

  @Test
  void utf16IsReadInRanges() throws IOException {
    Files.write(folder.resolve("a"), "\uFEFFone\r\n\r\nzw\u00F6lf\n".getBytes(UTF_16LE));
    Files.write(folder.resolve("b"), "one\ntwo".getBytes(UTF_16BE));
    assertMessages(3, List.of("a:0:one", "a:16:zw\u00F6lf", "b:0:one", "b:8:two"));
  }

  @Test
  void marksBetweenFilesThatWereJoinedArePassedOver() throws IOException {
    Files.writeString(folder.resolve("a"), "\uFEFFone\n\uFEFFtwo\n\uFEFF\n");
    assertMessages(List.of("a:0:one", "a:7:two"));
  }

  @Test
  void halfASurrogatePairIsNotMadeIntoAnotherCharacter() throws IOException {
    byte[] text = {'a', 0, 0x3D, (byte) 0xD8, 'b', 0, '\n', 0, 'c'};
    LineReader reader = open(text, TextEncoding.UTF_16LE, 0);
    assertTrue(reader.next(Long.MAX_VALUE));
    assertArrayEquals(new byte[] {'a', (byte) 0xFF, 'b'}, reader.payload());
    assertTrue(reader.next(Long.MAX_VALUE));
    assertArrayEquals(new byte[] {(byte) 0xFF}, reader.payload());
  }

  @Test
  void longLineOfUtf16IsMeasuredInUtf8() throws IOException {
    int max = RawMessage.MAX_PAYLOAD_BYTES;
    for (int length : new int[] {max, max + 1, 3 * max}) {
      byte[] text = ("x".repeat(length) + "\r\nnext").getBytes(UTF_16BE);
      LineReader reader = open(text, TextEncoding.UTF_16BE, 0);
      assertTrue(reader.next(Long.MAX_VALUE));
      assertEquals(length > max, reader.length() > max);
      int kept = reader.payload().length;
      assertTrue(length > max ? kept <= RawMessage.KEPT_BYTES : kept == length, kept + " bytes");
      assertTrue(reader.next(Long.MAX_VALUE));
      assertEquals("next", new String(reader.payload(), UTF_8));
      assertEquals(2L * length + 4, reader.offset());
    }
  }

  @Test
  void archivesAndTablesAreRefusedBeforeTheStart() throws IOException {
    byte[] tar = new byte[1024];
    tar[0] = 'a';
    System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
    assertRefused("is a tar archive", tar);
    assertRefused(
        ", decompressed from zstd, is a tar archive",
        CompressionTest.compress(Compression.ZSTD, tar));
    assertRefused(
        ", decompressed from gzip, is gzip once more",
        CompressionTest.compress(Compression.GZIP, gzip("one\n")));
    assertRefused("is a zip archive", new byte[] {'P', 'K', 3, 4, 0, 0});
    assertRefused("is an encrypted Parquet file", new byte[] {'P', 'A', 'R', 'E', 0, 0});
  }

  private void assertRefused(String what, byte[] content) throws IOException {
    Path file = folder.resolve("r.ndjson");
    Files.write(file, content);
    assertEquals(
        ("--inputFiles=%s: %s%s; allowed are Parquet, and lines of text, plain or compressed with gzip, zstd,"
                + " bzip2, xz, lz4, framed snappy, compress")
            .formatted(file, file, what.startsWith(",") ? what : " " + what),
        refusalOf(file.toString()));
  }

  @Test
  void globThatNamesNothingReadableIsRefusedWithASentence() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("sub"));
    assertEquals(
        "--inputFiles=%s: is a directory without a pattern; give a glob such as %s/*.ndjson"
            .formatted(sub, sub),
        refusalOf(sub.toString()));
    assertEquals(
        "--inputFiles=%s/*.x: matches no file; give a path or a glob such as /data/*.ndjson"
            .formatted(sub),
        refusalOf(sub + "/*.x"));
    assertEquals(
        "--inputFiles=%s/none: matches no file; give a path or a glob such as /data/*.ndjson"
            .formatted(sub),
        refusalOf(sub + "/none"));
  }

  private void assertMessages(List<String> expected) {
    assertMessages(1000, expected);
  }

  /** Compares file, byte and text of what is read from the folder, in the order of these texts. */
  private void assertMessages(long rangeBytes, List<String> expected) {
    TestPipeline pipeline = pipeline();
    PCollection<RawMessage> messages =
        pipeline
            .apply(ReadFiles.from(folder + "/*").inRangesOf(rangeBytes))
            .apply("Each", Flatten.iterables());

    List<String> sorted = expected.stream().sorted().toList();
    PAssert.that(messages)
        .satisfies(
            found -> {
              List<String> texts = new ArrayList<>();
              for (RawMessage message : found) {
                String file = message.position().origin().name();
                texts.add(
                    file.substring(file.lastIndexOf('/') + 1)
                        + ":"
                        + message.position().offset()
                        + ":"
                        + new String(message.payload(), UTF_8));
              }
              texts.sort(null);
              assertEquals(sorted, texts);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static String refusalOf(String glob) {
    return assertThrows(UnusableInputException.class, () -> ReadFiles.check(glob)).getMessage();
  }

  private static String failureOf(String glob) {
    TestPipeline pipeline = pipeline();
    pipeline.apply(ReadFiles.from(glob));
    Throwable failure =
        assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());
    while (!(failure instanceof BrokenInputException)) {
      failure = failure.getCause();
    }
    return failure.getMessage();
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static List<String> linesOfRange(byte[] text, TextEncoding encoding, int start, int end)
      throws IOException {
    LineReader reader = open(text, encoding, Math.max(0, start - encoding.unit()));
    if (start > 0) {
      reader.skipLine();
    }
    List<String> lines = new ArrayList<>();
    while (reader.next(end)) {
      lines.add(reader.offset() + ":" + new String(reader.payload(), UTF_8));
    }
    return lines;
  }

  private static LineReader open(byte[] text, TextEncoding encoding, int from) {
    LineReader reader = new LineReader(RawMessage.MAX_PAYLOAD_BYTES);
    reader.open(
        Channels.newChannel(new ByteArrayInputStream(text, from, text.length - from)),
        encoding,
        from);
    return reader;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
