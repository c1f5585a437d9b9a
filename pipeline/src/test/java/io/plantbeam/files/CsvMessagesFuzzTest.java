package io.plantbeam.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.format.mapped.MappedFormat;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.parse.CsvLayout;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.testing.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever a CSV file is mutated to, its lines come out: each row as an object of its cells, or as
 * it stands in the file where it is no row; and each comes to a reading, a dead letter, or is
 * passed over. Only a header that is none is refused, with a sentence.
 */
class CsvMessagesFuzzTest {
  private static final int FILES = 100_000;
  private static final byte[] SEED =
      """
      time;tag;value;note
      2026-03-01T08:00:00Z;temp;21,5;"a ""b""; c"
      2026-03-01T08:00:10Z;"rpm";1480;"two\r
      lines"

      2026-03-01T08:00:20Z; load ;;
      """
          .getBytes(UTF_8);

  private static final List<String> FRAGMENTS =
      List.of(
          "\"",
          "\"\"",
          "\"\"\"",
          ";",
          ",",
          "\t",
          "|",
          "\n",
          "\r\n",
          "\r",
          "\n\n",
          "\";\"",
          "\"\n",
          "sep=,\n",
          "1e999",
          "NaN",
          "\\u0000",
          "\u0000",
          "\uFEFF",
          "\u00e9",
          "\u2028",
          "9".repeat(40),
          ";".repeat(300),
          "\n".repeat(120),
          "a\n".repeat(120));

  private static final String MAPPING =
      """
      csv: {}
      sensor: /tag
      time: /time
      value: {pointer: /value, decimal_mark: ","}
      texts: refuse
      attributes: {note: /note}
      """;

  /** Ends of lines, and marks that come before lines. */
  private static final Pattern BLANK = Pattern.compile("\r?(\n|$)|\uFEFF");

  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Mutations mutations = new Mutations(new Random(20260302), FRAGMENTS);
  private final LineReader lines = new LineReader(RawMessage.MAX_PAYLOAD_BYTES);
  private final Counts counts = new Counts();

  /** A message and the bytes of the file from its beginning to that of the next. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(RawMessage message, byte[] inFile) {}

  @Test
  void accountsForEachLineOfMutatedFiles() throws IOException {
    MessageFormat.Parser parser =
        MappedFormat.of(
                "mapping.yaml",
                MAPPING,
                MessageSettings.of(SensorTypesFile.defaults().sensorTypes()))
            .open();
    int refusedHeaders = 0;
    int whole = 0;
    int asTheyStand = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] file = mutations.of(SEED);
      List<Row> rows;
      try {
        rows = rows(file);
      } catch (IOException e) {
        assertTrue(e.getMessage().startsWith("its header "), e::getMessage);
        refusedHeaders++;
        continue;
      }
      for (Row row : rows) {
        if (isRow(row)) {
          whole++;
        } else {
          asTheyStand++;
        }
        int before = counts.all();
        parser.parse(row.message(), counts);
        assertTrue(counts.all() > before, () -> text(file));
      }
    }
    assertTrue(refusedHeaders > FILES / 100, "hardly any header is refused: " + refusedHeaders);
    assertTrue(whole > FILES, "mutations leave hardly any row: " + whole);
    assertTrue(asTheyStand > FILES / 10, "hardly any row is refused: " + asTheyStand);
    assertTrue(counts.readings > FILES / 2, "there is hardly any reading: " + counts.readings);
  }

  private List<Row> rows(byte[] file) throws IOException {
    FileForm form = new FileForm(Compression.NONE, TextEncoding.UTF_8, FileForm.Content.LINES);
    FileRange range = new FileRange("a.csv", "a.csv", 0, Long.MAX_VALUE, form);
    List<RawMessage> messages = new ArrayList<>();
    try (MessageReader reader =
        new CsvMessages(
            new LineMessages(range, lines, Channels.newChannel(new ByteArrayInputStream(file))),
            TextEncoding.UTF_8,
            CsvLayout.usual(),
            RawMessage.MAX_PAYLOAD_BYTES)) {
      while (reader.next()) {
        assertEquals(reader.length(), reader.payload().length, () -> text(file));
        messages.add(
            RawMessage.of(
                reader.payload(), new MessagePosition(Origin.ofFile("a.csv"), reader.offset())));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      int from = offset(messages.get(i));
      int to = i + 1 < messages.size() ? offset(messages.get(i + 1)) : file.length;
      assertTrue(from > 0 && from < to, () -> text(file));
      rows.add(new Row(messages.get(i), Arrays.copyOfRange(file, from, to)));
    }
    return rows;
  }

  private static int offset(RawMessage message) {
    return Math.toIntExact(message.position().offset());
  }

  /**
   * Whether a message is an object of cells, which then has all that stands in the file but what
   * parts cells and rows; otherwise it is the line, and nothing follows before the next.
   */
  private static boolean isRow(Row row) throws IOException {
    byte[] payload = row.message().payload();
    byte[] line = withoutMark(row.inFile());
    if (line.length >= payload.length
        && Arrays.equals(payload, 0, payload.length, line, 0, payload.length)) {
      byte[] behind = Arrays.copyOfRange(line, payload.length, line.length);
      assertEquals("", BLANK.matcher(text(behind)).replaceAll(""), () -> text(line));
      return false;
    }
    StringBuilder cells = new StringBuilder();
    JSON.readTree(payload).forEach(cell -> cells.append(cell.isNull() ? "" : cell.textValue()));
    assertEquals(letters(text(line)), letters(cells.toString()), () -> text(line));
    return true;
  }

  private static byte[] withoutMark(byte[] line) {
    return text(line).startsWith("\uFEFF") ? Arrays.copyOfRange(line, 3, line.length) : line;
  }

  private static String letters(String text) {
    return NO_LETTER.matcher(text).replaceAll("");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  /** How many of each came of the messages. */
  private static final class Counts implements MessageFormat.Output {
    private int readings;
    private int others;

    int all() {
      return readings + others;
    }

    @Override
    public void reading(String measure, Reading reading) {
      assertTrue(Double.isFinite(reading.value()));
      readings++;
    }

    @Override
    public void refuse(DeadLetter.Reason reason, String field, String detail) {
      others++;
    }

    @Override
    public void passOver(int count) {
      assertTrue(count > 0);
      others += count;
    }
  }
}
