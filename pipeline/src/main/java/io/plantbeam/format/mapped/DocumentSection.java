package io.plantbeam.format.mapped;

import io.plantbeam.config.YamlMap;
import io.plantbeam.config.YamlNodes;
import io.plantbeam.format.document.DocumentReader;
import io.plantbeam.format.document.JsonDocument;
import io.plantbeam.format.document.LineProtocolDocument;
import io.plantbeam.format.schema.RegistryDocument;
import io.plantbeam.format.schema.SchemaRegistrySettings;
import io.plantbeam.parse.CsvLayout;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;

/** Reads in a mapping file how its documents are written. */
final class DocumentSection {
  static final String DOCUMENT = "document";

  private static final String JSON = "json";

  /** A line of InfluxDB's. */
  private static final String LINE_PROTOCOL = "line_protocol";

  private static final String CSV = "csv";

  private static final String NO_ROW =
      "the row has more or fewer cells than there are columns, a quote that is broken or not closed,"
          + " or bytes that are not in the file's encoding";

  private DocumentSection() {}

  /**
   * The reader of rows of CSV, which come as JSON. One that does not is as it stands in its file,
   * because it could not be cut into the columns' cells.
   */
  static DocumentReader rows() {
    return (bytes, from, length, handler) ->
        JsonDocument.read(bytes, from, length, handler) == null ? null : NO_ROW;
  }

  /**
   * The reader that {@code document} names, JSON where the file does not say.
   *
   * @param registry of {@link RegistrySection}; null for documents without a schema
   */
  static DocumentReader reader(YamlMap file, SchemaRegistrySettings registry) {
    if (registry != null) {
      return RegistryDocument.by(registry);
    }
    for (YamlMap section : file.each(DOCUMENT, RegistrySection.NAME)) {
      String name = section.optionalText(RegistrySection.NAME);
      if (LINE_PROTOCOL.equals(name)) {
        return LineProtocolDocument::read;
      }
      if (name != null && !name.equals(JSON)) {
        section.problem(
            RegistrySection.NAME,
            "is '%s'; allowed are %s, %s and a map with a 'registry'"
                .formatted(name, JSON, LINE_PROTOCOL));
      }
    }
    return JsonDocument::read;
  }

  /** How files of {@code csv} are written; null where they are not CSV. */
  static CsvLayout csv(YamlMap section) {
    if (!section.has(CSV)) {
      return null;
    }
    YamlMap csv = section.map(CSV).only("separator", "quote", "encoding", "columns", "skip_lines");
    CsvLayout usual = CsvLayout.usual();
    Character separator =
        csv.value(
            "separator",
            YamlNodes.parsedBy(text -> text.equals("tab") ? Character.valueOf('\t') : one(text)),
            "allowed are one character, and tab");
    Character quote =
        csv.value(
            "quote",
            YamlNodes.parsedBy(text -> text.equals("none") ? Character.valueOf('\0') : one(text)),
            "allowed are one character, and none");
    Integer skipped = csv.value("skip_lines", YamlNodes::whole, "allowed is a whole number from 0");
    if (skipped != null && skipped < 0) {
      csv.problem("skip_lines", "is %d; allowed is a whole number from 0".formatted(skipped));
    }
    List<String> columns = csv.has("columns") ? List.copyOf(csv.texts("columns")) : List.of();
    return new CsvLayout(
        encoding(csv, usual.encoding()),
        separator,
        quote == null ? usual.quote() : quote == '\0' ? null : quote,
        columns,
        skipped == null ? 0 : skipped);
  }

  private static Character one(String text) {
    return text.length() == 1 ? text.charAt(0) : null;
  }

  private static String encoding(YamlMap csv, String otherwise) {
    String name = csv.optionalText("encoding");
    if (name == null) {
      return otherwise;
    }
    try {
      return Charset.forName(name).name();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      csv.problem(
          "encoding",
          "is '%s'; allowed are names of encodings such as UTF-8 and windows-1252".formatted(name));
      return otherwise;
    }
  }
}
