package io.plantbeam.format.mapped;

import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.config.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The levels of a mapping, and the places that its pointers (RFC 6901) name in their items. */
final class Paths {
  /** What {@code of} calls the outermost level. */
  static final String MESSAGE = "message";

  private static final String POINTER = "pointer";

  private final List<Level> levels = new ArrayList<>();
  private final Level envelope = new Level(0, null, Level.Kind.MESSAGE, List.of(), null);

  Paths() {
    levels.add(new Level(0, MESSAGE, Level.Kind.MESSAGE, List.of(), null));
  }

  /** The levels, the message first. */
  List<Level> levels() {
    return List.copyOf(levels);
  }

  /** The level of the document around the message's. */
  Level envelope() {
    return envelope;
  }

  Level innermost() {
    return levels.get(levels.size() - 1);
  }

  /**
   * Adds a level.
   *
   * @param places the pointers, in the items of the present innermost level, to the arrays or
   *     objects that may have its items; where several are given and one is empty, what has no
   *     array or object at the others is one item itself
   */
  void add(List<YamlMap> places, Level level) {
    Level outer = innermost();
    boolean itself =
        places.size() > 1 && places.stream().anyMatch(place -> "".equals(place.text(POINTER)));
    for (YamlMap place : places) {
      boolean within = itself && !"".equals(place.text(POINTER));
      PathNode node = node(within ? level : outer, place.only(POINTER), POINTER);
      if (node != null) {
        node.holds(level);
      }
    }
    levels.add(level);
  }

  /** A place that a pointer names. */
  record Found(PathNode node, int levelsOut, String words) {
    /** The place, whose value is captured from now on. */
    Place place() {
      return new Place(levelsOut, node.slotOrNew(), words);
    }
  }

  /**
   * The place that a source names by {@code pointer}, {@code parent} or {@code envelope}; null,
   * noted, where it names none.
   *
   * @param withEnvelope whether messages have a document around theirs
   */
  Found find(YamlMap source, boolean withEnvelope) {
    if (source.has("envelope")) {
      if (!withEnvelope) {
        source.problem("envelope", "is a pointer into an envelope, and the mapping has none");
        return null;
      }
      return found(source, "envelope", envelope, Place.IN_ENVELOPE, "%s of the envelope");
    }
    int inner = levels.size() - 1;
    if (source.has("parent")) {
      if (inner == 0) {
        source.problem("parent", "has nothing to mean: readings are the message itself");
        return null;
      }
      return found(source, "parent", levels.get(inner - 1), 1, "%s of the parent");
    }
    Level level = level(source);
    if (level == null) {
      return null;
    }
    return found(
        source,
        POINTER,
        level,
        inner - level.index(),
        level == innermost() ? "%s" : "%s of the " + level.name());
  }

  private Found found(YamlMap source, String key, Level level, int levelsOut, String words) {
    PathNode node = node(level, source, key);
    if (node == null) {
      return null;
    }
    String pointer = source.text(key);
    return new Found(
        node, levelsOut, words.formatted(pointer.isEmpty() ? "its own place" : pointer));
  }

  /** The level that {@code of} names, or else the innermost; null, noted, where there is none. */
  Level level(YamlMap source) {
    if (!source.has("of")) {
      return innermost();
    }
    String name = source.text("of");
    for (Level level : levels) {
      if (level.name() != null && level.name().equals(name)) {
        return level;
      }
    }
    List<String> names = levels.stream().map(Level::name).filter(Objects::nonNull).toList();
    if (name != null) {
      source.problem(
          "of",
          "is '%s', which no entry of readings is named as; allowed are %s"
              .formatted(name, Words.all(names)));
    }
    return null;
  }

  /** The place in a level's items that a key names; null, noted, where it names none. */
  static PathNode node(Level level, YamlMap section, String key) {
    List<String> tokens = tokens(section, key);
    if (tokens == null) {
      return null;
    }
    PathNode node = level.itemNode();
    for (String token : tokens) {
      node = node.childOrNew(token);
    }
    return node;
  }

  /** The names and numbers of a pointer; null, noted, where it is none. */
  private static List<String> tokens(YamlMap section, String key) {
    String pointer = section.text(key);
    if (pointer == null) {
      return null;
    }
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      section.problem(
          key,
          "is '%s', not a JSON pointer%s"
              .formatted(
                  pointer,
                  Suggestions.question(
                      "", List.of("/" + pointer.replaceFirst("^\\$?\\.", "").replace('.', '/')))));
      return null;
    }
    List<String> tokens = new ArrayList<>();
    int from = 1;
    while (from <= pointer.length()) {
      int to = pointer.indexOf('/', from);
      to = to < 0 ? pointer.length() : to;
      tokens.add(pointer.substring(from, to).replace("~1", "/").replace("~0", "~"));
      from = to + 1;
    }
    return tokens;
  }
}
