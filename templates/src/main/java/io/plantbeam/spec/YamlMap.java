package io.plantbeam.spec;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A map of a YAML document from someone who need not be trusted: no object is made of it, and each
 * scalar is the text that was written, so that {@code 010}, {@code yes} and times stay what they
 * are. Problems are collected, each with its line.
 *
 * <p>Refused are documents of more than {@value #MAX_CHARACTERS} characters or {@value #MAX_DEPTH}
 * levels, aliases, tags, keys that are there twice, and control characters.
 */
final class YamlMap {
  static final int MAX_CHARACTERS = 64 * 1024;
  static final int MAX_DEPTH = 8;

  private static final Set<Tag> SCALARS =
      Set.of(Tag.STR, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.TIMESTAMP);

  private final String source;
  private final String path;
  private final int line;
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final List<String> problems;

  private YamlMap(String source, String path, Node node, List<String> problems) {
    this.source = source;
    this.path = path;
    this.line = line(node);
    this.problems = problems;
    if (node instanceof MappingNode map && map.getTag().equals(Tag.MAP)) {
      map.getValue().forEach(this::add);
    } else {
      problem(line, "%s is %s; allowed is a map".formatted(path, describe(node)));
    }
  }

  /**
   * Reads a document.
   *
   * @param source names it in problems
   * @param problems takes a sentence for each thing that is wrong
   * @throws InvalidOptionsException where it is no YAML that can be read any further
   */
  static YamlMap read(String source, String text, List<String> problems) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_CHARACTERS);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(0);
    limits.setAllowDuplicateKeys(false);
    limits.setAllowRecursiveKeys(false);
    try {
      Node root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
      if (root == null) {
        throw new InvalidOptionsException(List.of("%s: is empty".formatted(source)));
      }
      if (!(root instanceof MappingNode map && map.getTag().equals(Tag.MAP))) {
        throw new InvalidOptionsException(
            List.of("%s: is %s; allowed is a map".formatted(source, describe(root))));
      }
      return new YamlMap(source, "the document", root, problems);
    } catch (MarkedYAMLException e) {
      throw new InvalidOptionsException(
          List.of(
              "%s line %d: is not valid YAML: %s"
                  .formatted(
                      source,
                      e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1,
                      e.getProblem())));
    } catch (YAMLException e) {
      throw new InvalidOptionsException(
          List.of(
              "%s: cannot be read: %s"
                  .formatted(source, e.getMessage().lines().findFirst().orElse(""))));
    }
  }

  private void add(NodeTuple entry) {
    String key = scalar(entry.getKeyNode(), "a key of " + path);
    if (key != null && entries.putIfAbsent(key, entry.getValueNode()) != null) {
      problem(line(entry.getKeyNode()), "'%s' is there twice".formatted(key));
    }
  }

  /** Notes each key that is none of these. */
  YamlMap only(String... allowed) {
    List<String> names = Arrays.asList(allowed);
    entries.forEach(
        (key, node) -> {
          if (!names.contains(key)) {
            List<String> closest = Suggestions.closest(key, names);
            problem(
                line(node),
                closest.isEmpty()
                    ? "'%s' is unknown; allowed are %s".formatted(key, Words.all(names))
                    : "'%s' is unknown%s".formatted(key, Suggestions.question("", closest)));
          }
        });
    return this;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The line of a key's value, or of the map where it is missing; from 1. */
  int line(String key) {
    return has(key) ? line(entries.get(key)) : line;
  }

  /** The text of a key; null, noted as a problem, where it is missing or no text. */
  String text(String key) {
    if (!has(key)) {
      problem(line, "%s has no '%s'".formatted(path, key));
      return null;
    }
    return scalar(entries.get(key), "'%s'".formatted(key));
  }

  /** Each key with its text; a list counts as its elements with commas between. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    entries.forEach(
        (key, node) -> {
          String text =
              node instanceof SequenceNode list && list.getTag().equals(Tag.SEQ)
                  ? elements(list, key)
                  : scalar(node, "'%s'".formatted(key));
          if (text != null) {
            texts.put(key, text);
          }
        });
    return texts;
  }

  private String elements(SequenceNode list, String key) {
    List<String> elements = new ArrayList<>();
    for (Node node : list.getValue()) {
      String element = scalar(node, "an element of '%s'".formatted(key));
      if (element == null) {
        return null;
      }
      if (element.contains(",")) {
        problem(line(node), "an element of '%s' has a comma in it".formatted(key));
        return null;
      }
      elements.add(element);
    }
    return String.join(",", elements);
  }

  /** The map of a key; empty where it is missing. */
  YamlMap map(String key) {
    return has(key)
        ? new YamlMap(source, "'%s'".formatted(key), entries.get(key), problems)
        : new YamlMap(
            source,
            "'%s'".formatted(key),
            new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK),
            problems);
  }

  /** The maps in the list of a key; empty where it is missing. */
  List<YamlMap> maps(String key) {
    List<YamlMap> maps = new ArrayList<>();
    if (has(key)) {
      if (entries.get(key) instanceof SequenceNode list && list.getTag().equals(Tag.SEQ)) {
        list.getValue()
            .forEach(
                node ->
                    maps.add(
                        new YamlMap(source, "an element of '%s'".formatted(key), node, problems)));
      } else {
        problem(
            line(key), "'%s' is %s; allowed is a list".formatted(key, describe(entries.get(key))));
      }
    }
    return maps;
  }

  /** Notes a problem at the value of a key. */
  void problem(String key, String sentence) {
    problem(line(key), sentence);
  }

  private void problem(int place, String sentence) {
    problems.add("%s line %d: %s".formatted(source, place, sentence));
  }

  private String scalar(Node node, String what) {
    if (!(node instanceof ScalarNode scalar) || !SCALARS.contains(node.getTag())) {
      problem(line(node), "%s is %s; allowed is a text".formatted(what, describe(node)));
      return null;
    }
    String text = scalar.getValue();
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      problem(line(node), "%s has a control character in it".formatted(what));
      return null;
    }
    return text;
  }

  private static String describe(Node node) {
    if (!node.getTag().startsWith(Tag.PREFIX)) {
      return "tagged " + node.getTag();
    }
    return switch (node.getNodeId()) {
      case sequence -> node.getTag().equals(Tag.SEQ) ? "a list" : "tagged " + shortTag(node);
      case mapping -> node.getTag().equals(Tag.MAP) ? "a map" : "tagged " + shortTag(node);
      case scalar ->
          node.getTag().equals(Tag.NULL)
              ? "empty"
              : SCALARS.contains(node.getTag()) ? "a text" : "tagged " + shortTag(node);
      default -> "an alias";
    };
  }

  private static String shortTag(Node node) {
    return "!!" + node.getTag().getValue().substring(Tag.PREFIX.length());
  }

  private static int line(Node node) {
    return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
  }
}
