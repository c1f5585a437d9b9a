package io.plantbeam.files;

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
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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
        lines.addAll(linesOfRange(text, start, Math.min(start + size, text.length)));
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

    TestPipeline pipeline = pipeline();
    PCollection<RawMessage> messages =
        pipeline
            .apply(ReadFiles.from(folder + "/*").inRangesOf(3))
            .apply("Each", Flatten.iterables());

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
              assertEquals(
                  List.of(
                      "a.ndjson:0:one",
                      "a.ndjson:5:two",
                      "b.ndjson.gz:0:three",
                      "b.ndjson.gz:11:five",
                      "b.ndjson.gz:6:four"),
                  texts);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void bytesThatAreNotUtf8StayAsTheyAre() throws IOException {
    byte[] text = {'a', (byte) 0xFF, (byte) 0xC3, '\n', (byte) 0x80, 0, '\n'};
    LineReader reader = open(text, 0);
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
        LineReader reader = open(text, 0);

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
      reader.open(new GzipChannel(Channels.newChannel(new ByteArrayInputStream(broken))), 0);
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
    Files.write(folder.resolve("text.gz"), "not compressed\n".getBytes(UTF_8));

    assertEquals(
        folder
            + "/cut.gz breaks off at byte 8 of its uncompressed text: "
            + "ends in the middle of compressed data",
        failureOf(folder + "/cut.gz"));
    assertEquals(
        folder + "/text.gz breaks off at byte 0 of its uncompressed text: not in gzip format",
        failureOf(folder + "/text.gz"));
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

  private static List<String> linesOfRange(byte[] text, int start, int end) throws IOException {
    int from = Math.max(0, start - 1);
    LineReader reader = open(text, from);
    if (start > 0) {
      reader.skipLine();
    }
    List<String> lines = new ArrayList<>();
    while (reader.next(end)) {
      lines.add(reader.offset() + ":" + new String(reader.payload(), UTF_8));
    }
    return lines;
  }

  private static LineReader open(byte[] text, int from) {
    LineReader reader = new LineReader(RawMessage.MAX_PAYLOAD_BYTES);
    reader.open(
        Channels.newChannel(new ByteArrayInputStream(text, from, text.length - from)), from);
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
