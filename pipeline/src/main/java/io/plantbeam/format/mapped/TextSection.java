package io.plantbeam.format.mapped;

import io.plantbeam.config.Words;
import io.plantbeam.config.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the sources of texts of a mapping file. */
final class TextSection {
  static final List<String> KEYS =
      List.of(
          "pointer",
          "of",
          "parent",
          "envelope",
          "field_name",
          "constant",
          "topic",
          "key",
          "header",
          "join",
          "first",
          "with",
          "pattern",
          "group");

  private static final List<String> ORIGINS =
      List.of(
          "pointer",
          "parent",
          "envelope",
          "field_name",
          "constant",
          "topic",
          "key",
          "header",
          "join",
          "first");
  private static final String TRUE = "true";
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

  private final Paths paths;
  private final boolean withEnvelope;
  private boolean needsKeyAndHeaders;
  private boolean withDecimals;

  TextSection(Paths paths, boolean withEnvelope) {
    this.paths = paths;
    this.withEnvelope = withEnvelope;
  }

  /** Whether a source that was read is the key or a header. */
  boolean needsKeyAndHeaders() {
    return needsKeyAndHeaders;
  }

  /** The first of the sources of a key that has a text; null where the key is missing. */
  TextSource read(YamlMap section, String key) {
    List<TextSource> sources = new ArrayList<>();
    for (YamlMap source : section.each(key, "pointer")) {
      TextSource one = one(source.only(KEYS), key);
      if (one != null) {
        sources.add(one);
      }
    }
    return sources.isEmpty()
        ? null
        : sources.size() == 1 ? sources.get(0) : new TextSource.First(sources);
  }

  /** The same of what is kept as it is: decimals are texts, too. */
  TextSource readAnyScalar(YamlMap section, String key) {
    withDecimals = true;
    TextSource source = read(section, key);
    withDecimals = false;
    return source;
  }

  /**
   * One source; null, noted, where it is none.
   *
   * @param what it is for, which is the name of the group of a pattern that has several
   */
  TextSource one(YamlMap source, String what) {
    List<String> origins = ORIGINS.stream().filter(source::has).toList();
    if (origins.size() != 1) {
      source.problem(
          origins.isEmpty()
              ? "says not where the text is; one of %s is needed".formatted(Words.either(ORIGINS))
              : "has %s; one of them is allowed".formatted(Words.all(origins)));
      return null;
    }
    String origin = origins.get(0);
    TextSource found =
        switch (origin) {
          case "constant" -> {
            String text = source.text(origin);
            yield text == null ? null : new TextSource.Constant(text);
          }
          case "field_name" -> fieldName(source);
          case "topic" -> new TextSource.Topic();
          case "key" -> {
            needsKeyAndHeaders = true;
            yield new TextSource.Key();
          }
          case "header" -> {
            needsKeyAndHeaders = true;
            String name = source.text(origin);
            yield name == null ? null : new TextSource.Header(name);
          }
          case "join" -> {
            String separator = source.optionalText("with");
            yield new TextSource.Joined(
                parts(source, origin, what), separator == null ? "" : separator);
          }
          case "first" -> new TextSource.First(parts(source, origin, what));
          default -> atPlace(source);
        };
    if (found == null) {
      return null;
    }
    boolean patternInPlace = origin.equals("topic") || origin.equals("key");
    if (patternInPlace && !TRUE.equals(source.text(origin))) {
      return group(found, source, origin, what);
    }
    return source.has("pattern") ? group(found, source, "pattern", what) : found;
  }

  private TextSource atPlace(YamlMap source) {
    Paths.Found found = paths.find(source, withEnvelope);
    if (found == null) {
      return null;
    }
    found.node().readText();
    if (withDecimals) {
      found.node().readDecimalAsText();
    }
    return new TextSource.AtPlace(found.place());
  }

  private TextSource fieldName(YamlMap source) {
    Level level = paths.level(source);
    if (level == null) {
      return null;
    }
    if (!level.isOfFields()) {
      source.problem("field_name", "has nothing to mean: only what is in an object has a name");
      return null;
    }
    return new TextSource.FieldName(paths.innermost().index() - level.index());
  }

  private List<TextSource> parts(YamlMap source, String key, String what) {
    List<TextSource> parts = new ArrayList<>();
    for (YamlMap part : source.each(key, "pointer")) {
      TextSource one = one(part.only(KEYS), what);
      if (one != null) {
        parts.add(one);
      }
    }
    return parts;
  }

  private static TextSource group(TextSource text, YamlMap source, String key, String what) {
    String written = source.text(key);
    if (written == null) {
      return null;
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(written);
    } catch (PatternSyntaxException e) {
      source.problem(
          key, "is '%s', not a regular expression: %s".formatted(written, e.getDescription()));
      return null;
    }
    List<String> groups = new ArrayList<>();
    Matcher names = GROUP.matcher(written);
    while (names.find()) {
      groups.add(names.group(1));
    }
    String wanted = source.optionalText("group");
    if (wanted == null) {
      wanted = groups.contains(what) ? what : groups.size() == 1 ? groups.get(0) : null;
    }
    if (wanted == null ? !groups.isEmpty() : !groups.contains(wanted)) {
      source.problem(
          source.has("group") ? "group" : key,
          groups.isEmpty()
              ? "is '%s', and the pattern has no named group, such as (?<%s>…)"
                  .formatted(wanted, what)
              : "has to say which group of the pattern is meant: allowed are %s"
                  .formatted(Words.all(groups)));
      return null;
    }
    return new TextSource.Group(text, pattern, wanted);
  }
}
