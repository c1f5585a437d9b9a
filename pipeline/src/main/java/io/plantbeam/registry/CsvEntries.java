package io.plantbeam.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plantbeam.registry.AssetFile.Cell;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The text of a CSV file with a header in, its rows out. Cells are parted by commas or, as
 * spreadsheets of other languages write them, by semicolons or tabs. Blank rows and columns are
 * passed over.
 */
final class CsvEntries {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .setTrim(true)
          .get();

  private final AssetFile kind;
  private final String file;
  private final Problems problems;
  private final List<Entry> entries = new ArrayList<>();
  private CsvDialect dialect;

  /** By position; null for a column without a name. */
  private List<String> header;

  CsvEntries(AssetFile kind, String file, Problems problems) {
    this.kind = kind;
    this.file = file;
    this.problems = problems;
  }

  List<Entry> read(String text) {
    dialect = CsvDialect.of(text, kind.columns().keySet());
    try (CSVParser rows =
        FORMAT
            .builder()
            .setDelimiter(dialect.separator())
            .get()
            .parse(new StringReader(dialect.rows(text)))) {
      readRows(rows);
    } catch (IOException
        | UncheckedIOException
        | IllegalArgumentException
        | IllegalStateException e) {
      problems.add("%s is not CSV with a header: %s.".formatted(file, Problems.clause(e)));
    }
    return entries;
  }

  private void readRows(CSVParser parser) {
    Iterator<CSVRecord> rows = parser.iterator();
    while (header == null) {
      if (!rows.hasNext()) {
        problems.add(
            "%s is empty; allowed is a header, with a row below it for each entry."
                .formatted(file));
        return;
      }
      CSVRecord row = rows.next();
      if (!isBlank(row, 0) && !readHeader(row)) {
        return;
      }
    }
    while (rows.hasNext() && !problems.isFull()) {
      CSVRecord row = rows.next();
      if (!isBlank(row, 0)) {
        add(row, parser.getCurrentLineNumber() + dialect.skippedLines());
      }
    }
  }

  private boolean readHeader(CSVRecord row) {
    int before = problems.size();
    header = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String cell : row) {
      String name = CsvDialect.columnName(cell);
      header.add(name.isEmpty() ? null : name);
      if (!name.isEmpty() && !names.add(name)) {
        problems.add(
            "%s: column \"%s\" is there more than once; allowed is one of each name."
                .formatted(file, name));
      }
      if (!name.isEmpty() && !kind.columns().containsKey(name)) {
        problems.add("%s: %s".formatted(file, EntryFile.unknown(kind, "column", cell.strip())));
      }
    }
    if (!names.contains(kind.neededColumn())) {
      problems.add("%s has no column \"%s\".".formatted(file, kind.neededColumn()));
    }
    return problems.size() == before;
  }

  private void add(CSVRecord row, long line) {
    if (row.size() < header.size() || !isBlank(row, header.size())) {
      problems.add(
          "%s line %d has %d cells; allowed are %d, as in the header, with \"%s\" between."
              .formatted(file, line, row.size(), header.size(), dialect.shownSeparator()));
      return;
    }
    ObjectNode fields = EntryFile.MAPPER.createObjectNode();
    Entry entry = new Entry(file, "line", line, fields);
    for (int i = 0; i < header.size(); i++) {
      String value = row.get(i);
      if (value.isEmpty()) {
        continue;
      }
      String column = header.get(i);
      if (column == null) {
        problems.add(
            "%s: column %d has \"%s\" and no name; allowed are columns with a name in the header."
                .formatted(entry.place(), i + 1, value));
      } else {
        set(fields, column, value, entry);
      }
    }
    entries.add(entry);
  }

  private static boolean isBlank(CSVRecord row, int from) {
    for (int i = from; i < row.size(); i++) {
      if (!row.get(i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void set(ObjectNode fields, String column, String value, Entry entry) {
    Cell cell = kind.columns().get(column);
    switch (cell) {
      case TEXT -> fields.put(column, value);
      case NUMBER -> fields.set(column, numberOrText(value));
      case JSON -> {
        try {
          fields.set(column, EntryFile.JSON.readTree(value));
        } catch (JsonProcessingException e) {
          problems.add(
              "%s: %s is not JSON: %s.".formatted(entry.place(), column, e.getOriginalMessage()));
        }
      }
    }
  }

  /** What is not a finite number stays a text, which the reader of the field reports. */
  private static JsonNode numberOrText(String value) {
    try {
      double number = new BigDecimal(value).doubleValue();
      if (Double.isFinite(number)) {
        return EntryFile.MAPPER.getNodeFactory().numberNode(number);
      }
    } catch (NumberFormatException e) {
      // As for a number that is too large.
    }
    return EntryFile.MAPPER.getNodeFactory().textNode(value);
  }
}
