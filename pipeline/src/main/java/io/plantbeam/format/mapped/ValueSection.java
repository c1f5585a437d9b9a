package io.plantbeam.format.mapped;

import io.plantbeam.config.YamlMap;
import io.plantbeam.config.YamlNodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads where values and their quality are in a mapping file. */
final class ValueSection {
  private static final List<String> PLACE_KEYS = List.of("pointer", "of", "parent", "envelope");

  private final Paths paths;
  private final boolean withEnvelope;

  ValueSection(Paths paths, boolean withEnvelope) {
    this.paths = paths;
    this.withEnvelope = withEnvelope;
  }

  /** The {@code value}; the items' own places where the file has none. */
  ValueSource value(YamlMap section) {
    List<Place> places = new ArrayList<>();
    if (!section.has("value")) {
      if (paths.levels().size() == 1) {
        section.problem("has no 'value'");
      }
      PathNode own = paths.innermost().itemNode();
      own.readNumber('.');
      return new ValueSource(List.of(new Place(0, own.slotOrNew(), "its own place")));
    }
    for (YamlMap source : section.each("value", "pointer")) {
      source.only(with("decimal_mark"));
      Character mark =
          source.value(
              "decimal_mark",
              YamlNodes.parsedBy(text -> text.matches("[.,]") ? text.charAt(0) : null),
              "allowed are . and ,");
      addPlace(source, mark == null ? '.' : mark, places);
    }
    return new ValueSource(places);
  }

  private void addPlace(YamlMap source, char decimalMark, List<Place> places) {
    Paths.Found found = paths.find(source, withEnvelope);
    if (found != null) {
      found.node().readNumber(decimalMark);
      places.add(found.place());
    }
  }

  /** The {@code quality}. */
  QualityRule quality(YamlMap section) {
    if (!section.has("quality")) {
      return QualityRule.NONE;
    }
    List<Place> places = new ArrayList<>();
    Map<String, Double> codes = new HashMap<>();
    QualityRule.Scale scale = QualityRule.Scale.AS_IS;
    double otherwise = Double.NaN;
    double missing = 1;
    for (YamlMap source : section.each("quality", "pointer")) {
      source.only(with("codes", "scale", "otherwise", "missing"));
      Paths.Found found = paths.find(source, withEnvelope);
      if (found != null) {
        found.node().readNumber('.');
        found.node().readText();
        places.add(found.place());
      }
      YamlMap given = source.map("codes");
      for (String code : given.keys()) {
        codes.put(code, given.number(code, Double.NaN));
      }
      QualityRule.Scale named =
          source.value(
              "scale",
              YamlNodes.parsedBy(text -> QualityRule.Scale.valueOf(text.toUpperCase(Locale.ROOT))),
              "allowed are " + MappingReader.names(QualityRule.Scale.values()));
      scale = named == null ? scale : named;
      otherwise = source.number("otherwise", otherwise);
      missing = source.number("missing", missing);
    }
    return new QualityRule(new ValueSource(places), codes, scale, otherwise, missing);
  }

  private static List<String> with(String... keys) {
    List<String> all = new ArrayList<>(PLACE_KEYS);
    all.addAll(List.of(keys));
    return all;
  }
}
