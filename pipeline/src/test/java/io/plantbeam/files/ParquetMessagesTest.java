package io.plantbeam.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.RawMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetMessagesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd", "gzip", "lz4_raw", "uncompressed"})
  void rowsAreObjectsWithoutWhatHasNoValue(String compression) throws Exception {
    Path file =
        write(
            "SELECT 'Kessel 1' AS sensor_id, TIMESTAMPTZ '2026-03-01 08:00:00.000156+00' AS at,"
                + " 71.3::FLOAT AS value, NULL::DOUBLE AS other"
                + " UNION ALL SELECT 'K\u00F6ln', NULL, 'nan'::FLOAT, 2.5",
            compression);

    assertEquals(
        List.of(
            "0:{\"sensor_id\":\"Kessel 1\",\"at\":\"2026-03-01T08:00:00.000156Z\",\"value\":71.3}",
            "1:{\"sensor_id\":\"K\u00F6ln\",\"value\":\"NaN\",\"other\":2.5}"),
        messages(file, Long.MAX_VALUE));
  }

  @Test
  void typesBecomeWhatJsonHas() throws Exception {
    Path file =
        write(
            "SELECT TIMESTAMP '2026-03-01 08:00:00' AS local, DATE '2026-03-01' AS day,"
                + " 12.50::DECIMAL(9,2) AS price, -0.001::DECIMAL(30,3) AS small,"
                + " 18446744073709551615::UBIGINT AS large, 4000000000::UINTEGER AS unsigned,"
                + " (-5)::TINYINT AS tiny, true AS flag, '\\xFF\\x00'::BLOB AS bytes,"
                + " [1, NULL, 3] AS list, {'x': 0.5, 'y': {'z': 'deep'}} AS struct,"
                + " MAP {'a': 1, 'b': 2} AS map, [{'n': 1}, {'n': 2}] AS structs",
            "zstd");

    assertEquals(
        List.of(
            "0:{\"local\":\"2026-03-01T08:00\",\"day\":\"2026-03-01\",\"price\":12.50,"
                + "\"small\":-0.001,\"large\":18446744073709551615,\"unsigned\":4000000000,"
                + "\"tiny\":-5,\"flag\":true,\"bytes\":\"/wA=\",\"list\":[1,null,3],"
                + "\"struct\":{\"x\":0.5,\"y\":{\"z\":\"deep\"}},\"map\":{\"a\":1,\"b\":2},"
                + "\"structs\":[{\"n\":1},{\"n\":2}]}"),
        messages(file, Long.MAX_VALUE));
  }

  @Test
  void everyRangeSizeGivesEachRowOnceWithItsNumber() throws Exception {
    Path file = write("SELECT range AS n FROM range(10000)", "zstd, ROW_GROUP_SIZE 2048");
    List<String> expected =
        LongStream.range(0, 10_000).mapToObj(n -> n + ":{\"n\":" + n + "}").toList();
    for (long size : new long[] {1_000, 5_000, Long.MAX_VALUE}) {
      assertEquals(expected, messages(file, size), "ranges of " + size);
    }
  }

  @Test
  void brokenFilesFailAsFilesDo() throws Exception {
    Path file = write("SELECT range AS n, 'x' || range AS t FROM range(1000)", "snappy");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 4; length < whole.length; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      IOException failure =
          assertThrows(IOException.class, () -> messages(file, Long.MAX_VALUE), "" + length);
      assertTrue(failure.getMessage() != null, failure::toString);
    }
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 20, 60, (byte) 0xEE);
    Files.write(file, damaged);
    assertThrows(IOException.class, () -> messages(file, Long.MAX_VALUE));
  }

  private Path write(String query, String compression) throws SQLException {
    Path file = folder.resolve("rows.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone='UTC'");
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION %s)".formatted(query, file, compression));
    }
    return file;
  }

  /** Offset and text of each row, in the order of the offsets. */
  private static List<String> messages(Path path, long rangeBytes) throws IOException {
    InputFile file = InputFile.local(path, Files.size(path), 0);
    FileForm form = FileForm.of(file);
    assertEquals(FileForm.Content.PARQUET, form.content());
    TreeMap<Long, String> rows = new TreeMap<>();
    long size = Math.min(rangeBytes, file.bytes());
    for (long start = 0; start < file.bytes(); start += size) {
      FileRange range =
          new FileRange(
              file.name(), file.location(), start, Math.min(start + size, file.bytes()), form);
      try (MessageReader messages =
          new ParquetMessages(
              range, RawMessage.MAX_PAYLOAD_BYTES, InputFile.open(file.location()))) {
        while (messages.next()) {
          String text = new String(messages.payload(), UTF_8);
          assertEquals(null, rows.put(messages.offset(), messages.offset() + ":" + text));
        }
      }
    }
    return new ArrayList<>(rows.values());
  }
}
