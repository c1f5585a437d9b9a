package io.plantbeam.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A map of a YAML file that knows its place. Whatever is wrong with it is noted as a sentence with
 * the file, the line, the path of the key, the value and what is allowed.
 *
 * <p>The reader of a key says what it has to hold: a text is what was written, so that {@code 010}
 * and {@code yes} stay what they are, and a number or flag is one only where it is not quoted.
 */
public final class YamlMap {
  private final String source;
  private final String path;
  private final int line;
  private final Map<String, Node> entries;
  private final List<String> problems;

  private YamlMap(
      String source, String path, int line, Map<String, Node> entries, List<String> problems) {
    this.source = source;
    this.path = path;
    this.line = line;
    this.entries = entries;
    this.problems = problems;
  }

  /**
   * @param path of the map in its document; empty for the document itself
   */
  YamlMap(String source, String path, Node node, List<String> problems) {
    this(source, path, YamlNodes.line(node), new LinkedHashMap<>(), problems);
    if (isMap(node)) {
      ((MappingNode) node).getValue().forEach(this::add);
    } else {
      problem("is %s; allowed is a map".formatted(YamlNodes.describe(node)));
    }
  }

  /** The same map with another list that takes what is noted from here on. */
  public YamlMap reportingTo(List<String> others) {
    return new YamlMap(source, path, line, entries, others);
  }

  static boolean isMap(Node node) {
    return node instanceof MappingNode && node.getTag().equals(Tag.MAP);
  }

  private void add(NodeTuple entry) {
    Node keyNode = entry.getKeyNode();
    String key = YamlNodes.text(keyNode);
    if (key == null || key.isBlank()) {
      note(
          keyNode,
          path,
          "has a key that is %s; allowed is a text".formatted(YamlNodes.describe(keyNode)));
    } else if (entries.putIfAbsent(key, entry.getValueNode()) != null) {
      note(keyNode, pathOf(key), "is there twice");
    }
  }

  /** Notes each key that is none of these. */
  public YamlMap only(String... allowed) {
    return only(Arrays.asList(allowed));
  }

  /** Notes each key that is none of these. */
  public YamlMap only(Collection<String> allowed) {
    entries.forEach(
        (key, node) -> {
          if (!allowed.contains(key)) {
            List<String> closest = Suggestions.closest(key, allowed);
            note(
                node,
                pathOf(key),
                closest.isEmpty()
                    ? "is unknown; allowed are %s".formatted(Words.all(List.copyOf(allowed)))
                    : "is unknown%s".formatted(Suggestions.question("", closest)));
          }
        });
    return this;
  }

  /** The keys in the order of the file. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The line of a key's value, or of the map where it is missing; from 1. */
  public int line(String key) {
    return has(key) ? YamlNodes.line(entries.get(key)) : line;
  }

  /** The text of a key as it is written; null, noted, where it is missing or not a text. */
  public String text(String key) {
    if (!has(key)) {
      problem("has no '%s'".formatted(key));
      return null;
    }
    return text(entries.get(key), pathOf(key));
  }

  /** The same for a text that may be missing, and is null then. */
  public String optionalText(String key) {
    return has(key) ? text(key) : null;
  }

  private String text(Node node, String place) {
    String text = YamlNodes.text(node);
    if (text == null) {
      note(node, place, "is %s; allowed is a text".formatted(YamlNodes.describe(node)));
    } else if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      note(node, place, "has a control character in it");
      return null;
    }
    return text;
  }

  /** Each key with its text; a list counts as its elements with commas between. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    entries.forEach(
        (key, node) -> {
          String text = YamlNodes.isList(node) ? elements(key) : text(node, pathOf(key));
          if (text != null) {
            texts.put(key, text);
          }
        });
    return texts;
  }

  private String elements(String key) {
    List<String> texts = texts(key);
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i).contains(",")) {
        note(entries.get(key), pathOf(key, i), "has a comma in it");
        return null;
      }
    }
    return texts.size() == nodes(key).size() ? String.join(",", texts) : null;
  }

  /** The texts in the list of a key; empty where it is missing. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    List<Node> nodes = nodes(key);
    for (int i = 0; i < nodes.size(); i++) {
      String text = text(nodes.get(i), pathOf(key, i));
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The number of a key; {@code otherwise} where it is missing, or, noted, not a finite number. */
  public double number(String key, double otherwise) {
    Double number = value(key, YamlNodes::number, "allowed is a finite number");
    return number == null ? otherwise : number;
  }

  /**
   * What a reader makes of the value of a key.
   *
   * @param reader gives null for a value that is not allowed, such as {@link YamlNodes#flag}
   * @param allowed for example {@code allowed are true and false}
   * @return null where the key is missing, or, noted, where the reader gives null
   */
  public <T> T value(String key, Function<Node, T> reader, String allowed) {
    if (!has(key)) {
      return null;
    }
    Node node = entries.get(key);
    T value = reader.apply(node);
    if (value == null) {
      note(node, pathOf(key), "is %s; %s".formatted(YamlNodes.describe(node), allowed));
    }
    return value;
  }

  /** The map of a key; one without keys where it is missing. */
  public YamlMap map(String key) {
    return has(key)
        ? new YamlMap(source, pathOf(key), entries.get(key), problems)
        : withoutKeys(key);
  }

  /** The map of a key; one without keys where nothing stands behind the key. */
  public YamlMap mapOrNothing(String key) {
    return has(key) && entries.get(key).getTag().equals(Tag.NULL) ? withoutKeys(key) : map(key);
  }

  private YamlMap withoutKeys(String key) {
    return new YamlMap(source, pathOf(key), line(key), Map.of(), problems);
  }

  /** The maps in the list of a key; empty where it is missing. */
  public List<YamlMap> maps(String key) {
    List<YamlMap> maps = new ArrayList<>();
    List<Node> nodes = nodes(key);
    for (int i = 0; i < nodes.size(); i++) {
      maps.add(new YamlMap(source, pathOf(key, i), nodes.get(i), problems));
    }
    return maps;
  }

  /**
   * The values of a key, each as a map: the elements of a list, or else the one value that stands
   * there. A text is a map with the one key {@code shortFor}. Empty where the key is missing.
   */
  public List<YamlMap> each(String key, String shortFor) {
    if (!has(key)) {
      return List.of();
    }
    List<Node> nodes = YamlNodes.list(entries.get(key));
    if (nodes == null) {
      return List.of(oneOf(entries.get(key), pathOf(key), shortFor));
    }
    List<YamlMap> maps = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      maps.add(oneOf(nodes.get(i), pathOf(key, i), shortFor));
    }
    return maps;
  }

  private YamlMap oneOf(Node node, String place, String shortFor) {
    return YamlNodes.text(node) == null
        ? new YamlMap(source, place, node, problems)
        : new YamlMap(source, place, YamlNodes.line(node), Map.of(shortFor, node), problems);
  }

  private List<Node> nodes(String key) {
    List<Node> nodes = value(key, YamlNodes::list, "allowed is a list");
    return nodes == null ? List.of() : nodes;
  }

  /** Notes what is wrong with the map, for example {@code has no sensor types}. */
  public void problem(String what) {
    problems.add("%s: %s %s".formatted(place(line), path.isEmpty() ? "the file" : path, what));
  }

  /** Notes what is wrong with the value of a key, for example {@code is 7; allowed is a text}. */
  public void problem(String key, String what) {
    problems.add("%s: %s %s".formatted(place(line(key)), pathOf(key), what));
  }

  /** Notes a sentence at the value of a key. */
  public void sentence(String key, String sentence) {
    problems.add("%s: %s".formatted(place(line(key)), sentence));
  }

  private void note(Node node, String place, String what) {
    problems.add(
        "%s: %s %s"
            .formatted(place(YamlNodes.line(node)), place.isEmpty() ? "the file" : place, what));
  }

  private String place(int number) {
    return "%s line %d".formatted(source, number);
  }

  /** The path of a key in the document, with dots between. */
  public String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private String pathOf(String key, int index) {
    return "%s[%d]".formatted(pathOf(key), index);
  }
}
