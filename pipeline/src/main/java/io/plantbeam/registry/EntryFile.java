package io.plantbeam.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.stores.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.io.fs.ResourceId;

/** A file of the registry in, its entries out, whatever its format. */
final class EntryFile {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  static final ObjectReader JSON = MAPPER.readerFor(JsonNode.class);

  private final AssetFile kind;
  private final String name;
  private final Problems problems;
  private final List<Entry> entries = new ArrayList<>();

  private EntryFile(AssetFile kind, String name, Problems problems) {
    this.kind = kind;
    this.name = name;
    this.problems = problems;
  }

  /** The entries that are JSON objects or rows; for each other thing a problem. */
  static List<Entry> read(AssetFile kind, ResourceId file, Problems problems) {
    String name = file.getFilename();
    EntryFile reader = new EntryFile(kind, name, problems);
    try (InputStream in = Channels.newInputStream(Stores.open(file.toString()))) {
      reader.read(in.readAllBytes());
    } catch (IOException e) {
      problems.add("%s cannot be read: %s.".formatted(name, Problems.clause(e)));
    }
    return reader.entries;
  }

  private void read(byte[] bytes) {
    String text = text(bytes);
    if (text == null) {
      return;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv")) {
      entries.addAll(new CsvEntries(kind, name, problems).read(text));
    } else if (lower.endsWith(".json")) {
      readArray(text);
    } else {
      readLines(text);
    }
  }

  /** Null, after a problem, where it is not UTF-8. */
  private String text(byte[] bytes) {
    if (bytes.length >= 2 && (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF))) {
      problems.add(name + " is UTF-16 text; allowed is UTF-8.");
      return null;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      problems.add(name + " is not UTF-8 text.");
      return null;
    }
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  private void readLines(String text) {
    if (text.isEmpty()) {
      problems.add(
          name
              + " is empty; allowed is an object on each line, or a blank line where there are no"
              + " entries.");
    }
    int number = 0;
    for (Iterator<String> lines = text.lines().iterator();
        lines.hasNext() && !problems.isFull(); ) {
      String line = lines.next();
      number++;
      if (!line.isBlank()) {
        try {
          add("line", number, JSON.readTree(line));
        } catch (JsonProcessingException e) {
          problems.add(
              "%s line %d is not one JSON object: %s."
                  .formatted(name, number, e.getOriginalMessage()));
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
    if (array.isMissingNode()) {
      problems.add(name + " is empty; allowed is an array, [] where there are no entries.");
      return;
    }
    if (!array.isArray()) {
      problems.add(
          name + " is not a JSON array; allowed is an array with an object for each entry.");
      return;
    }
    for (int i = 0; i < array.size() && !problems.isFull(); i++) {
      add("entry", i + 1, array.get(i));
    }
  }

  private void add(String unit, int number, JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      problems.add(
          "%s %s %d is not a JSON object; allowed is an object for each entry."
              .formatted(name, unit, number));
      return;
    }
    Entry entry = new Entry(name, unit, number, object);
    for (Iterator<String> fields = object.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!kind.columns().containsKey(field)) {
        problems.add("%s: %s".formatted(entry.place(), unknown(kind, "field", field)));
      }
    }
    entries.add(entry);
  }

  /** What is said of a column or field that a file cannot have. */
  static String unknown(AssetFile kind, String what, String field) {
    List<String> closest = Suggestions.closest(field, kind.columns().keySet());
    return closest.isEmpty()
        ? "%s \"%s\" is unknown; allowed are %s."
            .formatted(what, field, Words.all(List.copyOf(kind.columns().keySet())))
        : "%s \"%s\" is unknown%s".formatted(what, field, Suggestions.question("", closest));
  }
}
