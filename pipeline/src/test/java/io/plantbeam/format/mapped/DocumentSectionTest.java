package io.plantbeam.format.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.parse.CsvLayout;
import io.plantbeam.parse.MessageSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentSectionTest {
  private static final String WIDE =
      """
      readings: [{object: "", except: [Zeit]}]
      sensor: {field_name: true}
      metric: {constant: value}
      time: {pointer: /Zeit, of: message, written: "dd.MM.uuuu HH:mm:ss", zone: Europe/Berlin}
      value: {pointer: "", decimal_mark: ","}
      """;

  @Test
  void csvSaysHowFilesAreWritten() {
    assertNull(format(WIDE).csv());
    assertEquals(CsvLayout.usual(), format(WIDE + "csv: {}\n").csv());
    assertEquals(
        new CsvLayout("windows-1252", '\t', null, List.of("Zeit", "TI-101"), 2),
        format(
                WIDE
                    + "csv: {separator: tab, quote: none, encoding: cp1252,"
                    + " columns: [Zeit, TI-101], skip_lines: 2}\n")
            .csv());
  }

  /** The message is what a row with a cell per column becomes when a file is read. */
  @Test
  void rowOfWideCsvIsAReadingPerColumn() {
    Parsed parsed =
        Parsed.of(
            format(WIDE + "csv: {}\n"),
            "{\"Zeit\":\"01.03.2026 09:00:00\",\"TI-101\":\"71,5\",\"PI-7\":null}");
    assertEquals(
        """
        - TI-101 value = 71.5 at 2026-03-01T08:00:00.000Z
        1 passed over
        """,
        parsed.text());
  }

  @Test
  void rowThatStaysAsItIsIsADeadLetter() {
    Parsed parsed = Parsed.of(format(WIDE + "csv: {}\n"), "01.03.2026 09:00:00;1;2;3");
    assertEquals(0, parsed.readings().size());
    assertEquals(
        "the row has more or fewer cells than there are columns, a quote that is broken or not"
            + " closed, or bytes that are not in the file's encoding",
        parsed.deadLetters().get(0).detail());
  }

  @Test
  void whatIsWrongIsRefused() {
    InvalidOptionsException refusal =
        assertThrows(
            InvalidOptionsException.class,
            () ->
                format(
                    WIDE + "csv: {separator: ab, encoding: klingon, skip_lines: -1, header: x}\n"));
    String problems = String.join("\n", refusal.problems());
    for (String expected :
        List.of(
            "allowed are one character, and tab",
            "'klingon'; allowed are names of encodings",
            "skip_lines is -1",
            "header")) {
      assertEquals(true, problems.contains(expected), problems);
    }
  }

  @Test
  void documentIsOneOfTheKnown() {
    InvalidOptionsException refusal =
        assertThrows(InvalidOptionsException.class, () -> format(WIDE + "document: xml\n"));
    assertEquals(
        true,
        refusal.getMessage().contains("allowed are json, line_protocol and a map"),
        refusal::getMessage);
    assertThrows(
        InvalidOptionsException.class, () -> format(WIDE + "document: line_protocol\ncsv: {}\n"));
  }

  private static MappedFormat format(String mapping) {
    return MappedFormat.of(
        "m.yaml", mapping, MessageSettings.of(SensorTypesFile.defaults().sensorTypes()));
  }
}
