package io.plantbeam.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.CsvLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvMessagesTest {
  private static final CsvLayout USUAL = CsvLayout.usual();

  @Test
  void rowsAreObjectsOfTheColumnsTexts() throws IOException {
    assertEquals(
        List.of(
            "11:{\"time\":\"8:00\",\"a\":\"1.5\",\"b\":null}",
            "25:{\"time\":\"9:00\",\"a\":null,\"b\":\"x\"}"),
        rows("time, a,b\r\n8:00 ,1.5,\r\n\r\n9:00,\"\",x", USUAL));
  }

  @Test
  void separatorIsTheOneThatPartsTheHeader() throws IOException {
    for (String separator : List.of(",", ";", "\t", "|")) {
      assertEquals(
          List.of("4:{\"t\":\"1\",\"v\":\"2\"}"),
          rows("t%sv\n1%s2\n".formatted(separator, separator), USUAL));
    }
    assertEquals(List.of("6:{\"a,b\":\"1,5\",\"c\":\"2\"}"), rows("a,b;c\n1,5;2", semicolons()));
    assertEquals(List.of("10:{\"t\":\"1\",\"v\":\"2,5\"}"), rows("sep=;\nt;v\n1;2,5", USUAL));
  }

  @Test
  void quotedCellsHaveSeparatorsQuotesAndEndsOfLines() throws IOException {
    assertEquals(
        List.of(
            "4:{\"t\":\"a \\\"b\\\", c\",\"v\":\"two\\nlines\"}",
            "32:{\"t\":\"5\\\"\",\"v\":\"1\"}"),
        rows("t,v\n\"a \"\"b\"\", c\" , \"two\r\nlines\"\n5\",1", USUAL));
  }

  @Test
  void rowsThatCannotBeUsedStayAsTheyAreAtTheirPlace() throws IOException {
    assertEquals(
        List.of(
            "4:1,2,3",
            "10:4",
            "12:\"5\"x,6",
            "19:{\"t\":\"7\",\"v\":\"8\"}",
            "23:\"9,10",
            "29:{\"t\":\"11\",\"v\":\"12\"}"),
        rows("t,v\n1,2,3\n4\n\"5\"x,6\n7,8\n\"9,10\n11,12\n", USUAL));
  }

  @Test
  void quoteThatIsNeverClosedTakesNoMoreThanItsOwnLine() throws IOException {
    StringBuilder text = new StringBuilder("t,v\n1,\"open\n");
    for (int i = 0; i < 1000; i++) {
      text.append(i).append(",2\n");
    }
    List<String> rows = rows(text.toString(), USUAL);
    assertEquals(1001, rows.size());
    assertEquals("4:1,\"open", rows.get(0));
    assertEquals("12:{\"t\":\"0\",\"v\":\"2\"}", rows.get(1));
  }

  @Test
  void strayQuoteThatAnotherClosesTakesNoMoreThanItsOwnLine() throws IOException {
    assertEquals(
        List.of(
            "4:\"1,2", "9:{\"t\":\"3\",\"v\":\"4\"}", "13:5\",6,7", "20:{\"t\":\"8\",\"v\":\"9\"}"),
        rows("t,v\n\"1,2\n3,4\n5\",6,7\n8,9\n", USUAL));
  }

  @Test
  void layoutNamesColumnsLinesBeforeThemQuoteAndEncoding() throws IOException {
    CsvLayout layout = new CsvLayout("ISO-8859-1", ';', '\'', List.of("t", "v"), 2);
    assertEquals(
        List.of("7:{\"t\":\"K\u00F6ln\",\"v\":\"a;b\"}"),
        rows("x\n\ny;z\nK\u00F6ln;'a;b'\n".getBytes(ISO_8859_1), layout));
    CsvLayout unquoted = new CsvLayout("UTF-8", ';', null, List.of("t", "v"), 0);
    assertEquals(List.of("0:{\"t\":\"\\\"a\",\"v\":\"b\"}"), rows("\"a;b", unquoted));
  }

  @Test
  void encodingThatTheFileSaysCounts() throws IOException {
    CsvLayout layout = new CsvLayout("windows-1252", null, '"', List.of(), 0);
    assertEquals(
        List.of("10:{\"t\":\"\u00FC\",\"v\":\"1\"}"),
        rows("\uFEFFt\tv\n\u00FC\t1".getBytes(UTF_16LE), layout));
  }

  @Test
  void rowThatIsNotInTheEncodingIsNotGuessedAt() throws IOException {
    List<String> rows = rows("t,v\nK\u00F6ln,1\nx,2".getBytes(ISO_8859_1), USUAL);
    assertEquals(List.of("4:K\uFFFDln,1", "11:{\"t\":\"x\",\"v\":\"2\"}"), rows);
  }

  @Test
  void headerNamesAreUniqueAndEmptyCellsBehindTheRowAreDropped() throws IOException {
    assertEquals(
        List.of("7:{\"v\":\"1\",\"v (2)\":\"2\",\"column 3\":\"3\"}"),
        rows("v,v,\"\"\n1,2,3,,\n", USUAL));
  }

  @Test
  void fileWithoutRowsHasNone() throws IOException {
    assertEquals(List.of(), rows("", USUAL));
    assertEquals(List.of(), rows("t,v\n", USUAL));
    assertEquals(List.of(), rows("sep=;\n", USUAL));
    assertThrows(IOException.class, () -> rows("t,\"v\n1,2\n", USUAL));
  }

  private static CsvLayout semicolons() {
    return new CsvLayout("UTF-8", ';', '"', List.of(), 0);
  }

  private static List<String> rows(String text, CsvLayout layout) throws IOException {
    return rows(text.getBytes(UTF_8), layout);
  }

  /** Offset and text of each message. */
  private static List<String> rows(byte[] text, CsvLayout layout) throws IOException {
    TextEncoding encoding = TextEncoding.of(text, text.length);
    FileForm form = new FileForm(Compression.NONE, encoding, FileForm.Content.LINES);
    FileRange range = new FileRange("a.csv", "a.csv", 0, Long.MAX_VALUE, form);
    int max = RawMessage.MAX_PAYLOAD_BYTES;
    List<String> rows = new ArrayList<>();
    try (MessageReader messages =
        new CsvMessages(
            new LineMessages(
                range, new LineReader(max), Channels.newChannel(new ByteArrayInputStream(text))),
            encoding,
            layout,
            max)) {
      while (messages.next()) {
        assertEquals(messages.length(), messages.payload().length);
        rows.add(messages.offset() + ":" + new String(messages.payload(), UTF_8));
      }
    }
    return rows;
  }
}
