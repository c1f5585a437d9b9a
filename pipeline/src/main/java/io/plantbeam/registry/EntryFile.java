package io.plantbeam.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** A file of the registry in, its entries out, whatever its format. */
final class EntryFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final ObjectReader JSON = MAPPER.readerFor(JsonNode.class);
  private static final CSVFormat CSV =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .setTrim(true)
          .get();

  private final String name;
  private final Problems problems;
  private final List<Entry> entries = new ArrayList<>();

  private EntryFile(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /** The entries that are JSON objects or rows; for each other thing a problem. */
  static List<Entry> read(ResourceId file, Problems problems) {
    String name = file.getFilename();
    EntryFile reader = new EntryFile(name, problems);
    try (InputStream in = Channels.newInputStream(FileSystems.open(file))) {
      reader.read(in.readAllBytes());
    } catch (IOException e) {
      problems.add("%s cannot be read: %s.".formatted(name, Problems.clause(e)));
    }
    return reader.entries;
  }

  private void read(byte[] bytes) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      problems.add(name + " is not UTF-8 text.");
      return;
    }
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv")) {
      readRows(text);
    } else if (lower.endsWith(".json")) {
      readArray(text);
    } else {
      readLines(text);
    }
  }

  private void readLines(String text) {
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isBlank()) {
        String place = name + " line " + number;
        try {
          add(place, JSON.readTree(line));
        } catch (JsonProcessingException e) {
          problems.add("%s is not one JSON object: %s.".formatted(place, e.getOriginalMessage()));
        }
      }
    }
  }

  private void readArray(String text) {
    JsonNode array;
    try {
      array = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
      problems.add("%s%s is not JSON: %s.".formatted(name, line, e.getOriginalMessage()));
      return;
    }
    if (!array.isArray()) {
      problems.add(
          name + " is not a JSON array; allowed is an array with an object for each entry.");
      return;
    }
    for (int i = 0; i < array.size(); i++) {
      add(name + " entry " + (i + 1), array.get(i));
    }
  }

  private void add(String place, JsonNode node) {
    if (node instanceof ObjectNode object) {
      entries.add(new Entry(place, object));
    } else {
      problems.add(place + " is not a JSON object; allowed is an object for each entry.");
    }
  }

  private void readRows(String text) throws IOException {
    try (CSVParser rows = CSV.parse(new StringReader(text))) {
      List<String> header = rows.getHeaderNames();
      for (String column : header) {
        if (Collections.frequency(header, column) > 1) {
          problems.add(
              "%s: column \"%s\" is there more than once; allowed is one of each name."
                  .formatted(name, column));
          return;
        }
      }
      for (CSVRecord row : rows) {
        String place = name + " line " + rows.getCurrentLineNumber();
        if (!row.isConsistent()) {
          problems.add(
              "%s has %d cells; allowed are %d, as in the header."
                  .formatted(place, row.size(), header.size()));
          continue;
        }
        entries.add(new Entry(place, fieldsOf(row, place)));
      }
    } catch (UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
      problems.add("%s is not CSV with a header: %s.".formatted(name, Problems.clause(e)));
    }
  }

  /** Empty cells are absent; a cell of numbers or JSON becomes what it stands for. */
  private ObjectNode fieldsOf(CSVRecord row, String place) {
    ObjectNode fields = MAPPER.createObjectNode();
    for (Map.Entry<String, String> cell : row.toMap().entrySet()) {
      String value = cell.getValue();
      if (value.isEmpty()) {
        continue;
      }
      switch (cell.getKey()) {
        case EntryReader.CRITICALITY -> fields.set(cell.getKey(), numberOrText(value));
        case EntryReader.ALERT_THRESHOLDS -> {
          try {
            fields.set(cell.getKey(), JSON.readTree(value));
          } catch (JsonProcessingException e) {
            problems.add(
                "%s: alert_thresholds is not JSON: %s.".formatted(place, e.getOriginalMessage()));
          }
        }
        default -> fields.put(cell.getKey(), value);
      }
    }
    return fields;
  }

  private static JsonNode numberOrText(String value) {
    try {
      return MAPPER.getNodeFactory().numberNode(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      // The reader of the field reports the text as it stands in the file.
      return MAPPER.getNodeFactory().textNode(value);
    }
  }
}
