package io.plantbeam.config;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What a node of a YAML document is, read strictly; null where it is something else. */
public final class YamlNodes {
  private static final Set<Tag> SCALARS =
      Set.of(Tag.STR, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.TIMESTAMP);
  private static final int SHOWN_CHARACTERS = 80;

  /** As JSON has it; {@code 010} and {@code 1_000} are other numbers to other readers. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(0|[1-9][0-9]*|(?=\\.[0-9]))(\\.[0-9]*)?([eE][-+]?[0-9]+)?");

  private YamlNodes() {}

  /** Any scalar as it is written. */
  public static String text(Node node) {
    return node instanceof ScalarNode scalar && SCALARS.contains(node.getTag())
        ? scalar.getValue()
        : null;
  }

  /** A scalar that is neither blank nor, unquoted, a number or flag: {@code unit: 7} is a slip. */
  public static String word(Node node) {
    String text = text(node);
    return text == null || text.isBlank() || number(node) != null || flag(node) != null
        ? null
        : text;
  }

  /** A finite number that is not quoted. */
  public static Double number(Node node) {
    String text = plain(node);
    if (text == null || !NUMBER.matcher(text).matches()) {
      return null;
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? number : null;
  }

  /** A whole number of 32 bits that is not quoted. */
  public static Integer whole(Node node) {
    String text = plain(node);
    if (text == null || !text.matches("[-+]?(0|[1-9][0-9]{0,9})")) {
      return null;
    }
    long number = Long.parseLong(text);
    return number == (int) number ? (int) number : null;
  }

  /** {@code true} or {@code false}, not quoted. */
  public static Boolean flag(Node node) {
    String text = plain(node);
    return "true".equals(text) ? Boolean.TRUE : "false".equals(text) ? Boolean.FALSE : null;
  }

  /**
   * A scalar that a parser takes.
   *
   * @param parser throws an unchecked exception for what it does not take
   */
  public static <T> Function<Node, T> parsedBy(Function<String, T> parser) {
    return node -> {
      String text = text(node);
      try {
        return text == null ? null : parser.apply(text);
      } catch (IllegalArgumentException | DateTimeException e) {
        return null;
      }
    };
  }

  /** A list of whole numbers. */
  public static List<Integer> wholes(Node node) {
    List<Node> nodes = list(node);
    if (nodes == null) {
      return null;
    }
    List<Integer> wholes = new ArrayList<>();
    for (Node element : nodes) {
      Integer whole = whole(element);
      if (whole == null) {
        return null;
      }
      wholes.add(whole);
    }
    return wholes;
  }

  static boolean isList(Node node) {
    return node instanceof SequenceNode && node.getTag().equals(Tag.SEQ);
  }

  static List<Node> list(Node node) {
    return isList(node) ? ((SequenceNode) node).getValue() : null;
  }

  private static String plain(Node node) {
    return node instanceof ScalarNode scalar && scalar.isPlain() ? text(node) : null;
  }

  /** What stands there, for people: short, and without control characters. */
  static String describe(Node node) {
    if (!node.getTag().startsWith(Tag.PREFIX)) {
      return "tagged " + node.getTag();
    }
    return switch (node.getNodeId()) {
      case sequence -> isList(node) ? "a list" : "tagged " + shortTag(node);
      case mapping -> YamlMap.isMap(node) ? "a map" : "tagged " + shortTag(node);
      case scalar ->
          node.getTag().equals(Tag.NULL)
              ? "empty"
              : text(node) == null ? "tagged " + shortTag(node) : quoted(text(node));
      default -> "an alias";
    };
  }

  private static String quoted(String text) {
    String shown = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    return shown.length() <= SHOWN_CHARACTERS
        ? "'%s'".formatted(shown)
        : "'%s…'".formatted(shown.substring(0, SHOWN_CHARACTERS));
  }

  private static String shortTag(Node node) {
    return "!!" + node.getTag().getValue().substring(Tag.PREFIX.length());
  }

  static int line(Node node) {
    return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
  }
}
