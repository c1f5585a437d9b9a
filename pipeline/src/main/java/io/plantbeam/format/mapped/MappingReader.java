package io.plantbeam.format.mapped;

import io.plantbeam.config.Words;
import io.plantbeam.config.YamlMap;
import io.plantbeam.config.YamlNodes;
import io.plantbeam.format.document.DocumentReader;
import io.plantbeam.format.schema.SchemaRegistrySettings;
import io.plantbeam.parse.CsvLayout;
import io.plantbeam.parse.EventTimeRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the sections of a mapping file; what is wrong with them is noted in its list of problems.
 */
final class MappingReader {
  private static final List<String> SOURCES_OF_TEXT =
      List.of("sensor", "facility", "metric", "type", "unit");

  /** The keys that a mapping file can have. */
  static final List<String> KEYS =
      List.of(
          "description",
          "extends",
          "document",
          "csv",
          "lines",
          "envelope",
          "readings",
          "only",
          "sensor",
          "facility",
          "metric",
          "type",
          "unit",
          "time",
          "value",
          "quality",
          "attributes",
          "texts",
          "booleans",
          "metrics",
          "other_metrics");

  private final YamlMap file;
  private final YamlMap base;
  private final DocumentReader reader;
  private final Paths paths = new Paths();
  private final TextSection texts;
  private final TimeSection times;
  private final Envelope envelope;
  private final boolean withEnvelope;

  /**
   * @param base what the file extends, key by key; null for nothing
   * @param registry of the documents' schemas; null where they have none
   * @param rules of event times where the file says nothing else
   */
  MappingReader(YamlMap file, YamlMap base, SchemaRegistrySettings registry, EventTimeRules rules) {
    this.file = file;
    this.base = base;
    this.reader =
        having("csv").has("csv")
            ? DocumentSection.rows()
            : DocumentSection.reader(having("document"), registry);
    this.envelope = envelope();
    this.withEnvelope = envelope != null && envelope.isDocument();
    this.texts = new TextSection(paths, withEnvelope);
    this.times = new TimeSection(paths, texts, withEnvelope, rules);
    readLevels();
  }

  /** The file, or what it extends where it does not have the key. */
  private YamlMap having(String key) {
    return file.has(key) || base == null ? file : base;
  }

  boolean needsKeyAndHeaders() {
    return texts.needsKeyAndHeaders();
  }

  /** How files of CSV are written; null where files are not CSV. */
  CsvLayout csv() {
    return DocumentSection.csv(having("csv"));
  }

  /** The whole mapping. */
  Mapping read() {
    Map<String, TextSource> sources = new HashMap<>();
    SOURCES_OF_TEXT.forEach(key -> sources.put(key, texts.read(having(key), key)));
    TextSource metric = sources.get("metric");
    if (!having("metric").has("metric") && paths.innermost().isOfFields()) {
      metric = new TextSource.FieldName(0);
    }
    for (String needed : List.of("sensor", "time")) {
      if (!having(needed).has(needed)) {
        file.problem("has no '%s'".formatted(needed));
      }
    }
    if (having("csv").has("csv") && having("document").has("document")) {
      file.problem("csv", "makes JSON of each row; 'document' cannot say what else it is");
    }
    YamlMap value = having("value");
    YamlMap metrics = having("metrics");
    return new Mapping(
        envelope,
        lines(),
        reader,
        paths.levels(),
        conditions(),
        sources.get("sensor"),
        sources.get("facility"),
        metric,
        sources.get("type"),
        sources.get("unit"),
        times.read(having("time"), "time"),
        new ValueSection(paths, withEnvelope).value(value),
        scalars("texts", ScalarRule.Otherwise.NUMBER),
        scalars("booleans", ScalarRule.Otherwise.PASS_OVER),
        new ValueSection(paths, withEnvelope).quality(having("quality")),
        attributes(),
        rules(metrics),
        otherMetrics());
  }

  /** The levels and times alone, for whoever looks for event times before messages are parsed. */
  Mapping readTimes(boolean withFacility) {
    TextSource sensor = withFacility ? texts.read(having("sensor"), "sensor") : null;
    TextSource facility = withFacility ? texts.read(having("facility"), "facility") : null;
    TimeSource time = times.read(having("time"), "time");
    return new Mapping(
        envelope,
        lines(),
        reader,
        paths.levels(),
        List.of(),
        sensor,
        facility,
        null,
        null,
        null,
        time,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        true);
  }

  private boolean lines() {
    Boolean lines = having("lines").value("lines", YamlNodes::flag, "allowed are true and false");
    return Boolean.TRUE.equals(lines);
  }

  private Envelope envelope() {
    YamlMap section = having("envelope");
    return section.has("envelope")
        ? Envelope.read(
            section.map("envelope").only("skip_bytes", "pointer", "encoding", "compression"),
            paths.envelope())
        : null;
  }

  private void readLevels() {
    for (YamlMap entry : having("readings").each("readings", "array")) {
      entry.only("array", "object", "as", "except", "nested");
      if (entry.has("array") == entry.has("object")) {
        entry.problem("has to have either 'array' or 'object'");
        continue;
      }
      boolean ofFields = entry.has("object");
      for (String key : List.of("except", "nested")) {
        if (!ofFields && entry.has(key)) {
          entry.problem(key, "is for the fields of an 'object' alone");
        }
      }
      String separator = entry.optionalText("nested");
      Level.Kind kind =
          !ofFields ? Level.Kind.ARRAY : separator == null ? Level.Kind.OBJECT : Level.Kind.NESTED;
      paths.add(
          entry.each(ofFields ? "object" : "array", "pointer"),
          new Level(
              paths.levels().size(),
              entry.optionalText("as"),
              kind,
              entry.texts("except"),
              separator));
    }
  }

  private List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    List<String> keys = new ArrayList<>(TextSection.KEYS);
    keys.addAll(List.of("is", "is_not"));
    for (YamlMap entry : having("only").each("only", "pointer")) {
      entry.only(keys);
      if (entry.has("is") == entry.has("is_not")) {
        entry.problem("has to have either 'is' or 'is_not', each a list of texts");
      }
      TextSource source = texts.one(entry, "only");
      if (source != null) {
        conditions.add(
            new Condition(
                source, new HashSet<>(entry.texts("is")), new HashSet<>(entry.texts("is_not"))));
      }
    }
    return conditions;
  }

  private MappedAttributes attributes() {
    YamlMap section = having("attributes").map("attributes");
    Map<String, TextSource> sources = new LinkedHashMap<>();
    for (String name : section.keys()) {
      TextSource source = texts.readAnyScalar(section, name);
      if (source != null) {
        sources.put(name, source);
      }
    }
    return sources.isEmpty() ? null : new MappedAttributes(sources);
  }

  private ScalarRule scalars(String key, ScalarRule.Otherwise otherwise) {
    YamlMap section = having(key);
    if (!section.has(key)) {
      return new ScalarRule(Map.of(), otherwise);
    }
    Map<String, Double> numbers = new HashMap<>();
    ScalarRule.Otherwise chosen = otherwise;
    for (YamlMap entry : section.each(key, "otherwise")) {
      for (String text : entry.keys()) {
        if (!text.equals("otherwise")) {
          numbers.put(text, entry.number(text, Double.NaN));
        }
      }
      ScalarRule.Otherwise given =
          entry.value(
              "otherwise",
              YamlNodes.parsedBy(
                  text -> ScalarRule.Otherwise.valueOf(text.toUpperCase(Locale.ROOT))),
              "allowed are %s, or a map of texts to numbers"
                  .formatted(names(ScalarRule.Otherwise.values())));
      chosen = given == null ? chosen : given;
    }
    return new ScalarRule(numbers, chosen);
  }

  static String names(Enum<?>[] values) {
    return Words.all(
        Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static Map<String, MetricRule> rules(YamlMap section) {
    Map<String, MetricRule> rules = new HashMap<>();
    YamlMap metrics = section.map("metrics");
    for (String name : metrics.keys()) {
      for (YamlMap rule : metrics.each(name, "name")) {
        rule.only("name", "type", "unit", "factor", "offset");
        rules.put(
            name,
            new MetricRule(
                rule.optionalText("name"),
                rule.optionalText("type"),
                rule.optionalText("unit"),
                rule.number("factor", 1),
                rule.number("offset", 0)));
      }
    }
    return rules;
  }

  private boolean otherMetrics() {
    YamlMap section = having("other_metrics");
    ScalarRule.Otherwise others =
        section.value(
            "other_metrics",
            YamlNodes.parsedBy(
                text ->
                    text.equals("keep")
                        ? ScalarRule.Otherwise.REFUSE
                        : text.equals("pass_over") ? ScalarRule.Otherwise.PASS_OVER : null),
            "allowed are keep and pass_over");
    return others != ScalarRule.Otherwise.PASS_OVER;
  }
}
