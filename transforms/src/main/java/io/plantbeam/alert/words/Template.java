package io.plantbeam.alert.words;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A text with names in braces, which figures take the place of: <code>{sensor} is at {value}</code>
 * . A part in brackets is left out where something that it names is not known: <code>
 * {equipment}[ ({location})]</code>. Doubled, braces and brackets stand for themselves.
 */
final class Template {
  private record Part(String text, String name, boolean optionalPart, List<Part> parts) {}

  private final List<Part> parts;
  private final Set<String> names = new LinkedHashSet<>();

  private Template(List<Part> parts) {
    this.parts = parts;
    collect(parts);
  }

  private void collect(List<Part> from) {
    for (Part part : from) {
      if (part.name != null) {
        names.add(part.name);
      }
      collect(part.parts);
    }
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException with what is wrong, if braces or brackets do not match
   */
  static Template parse(String text) {
    return new Template(new Reader(text).read());
  }

  /** The names in braces, in their order. */
  Set<String> names() {
    return names;
  }

  /**
   * The text.
   *
   * @param figures of a name; null where it is not known
   * @param unknown what stands, outside of brackets, for something that is not known
   */
  String fill(Function<String, String> figures, String unknown) {
    StringBuilder out = new StringBuilder(160);
    for (Part part : parts) {
      append(part, figures, unknown, out);
    }
    return out.toString();
  }

  private static void append(
      Part part, Function<String, String> figures, String unknown, StringBuilder out) {
    if (part.name != null) {
      String figure = figures.apply(part.name);
      out.append(figure == null ? unknown : figure);
    } else if (!part.optionalPart) {
      out.append(part.text);
    } else if (part.parts.stream()
        .allMatch(inner -> inner.name == null || figures.apply(inner.name) != null)) {
      for (Part inner : part.parts) {
        append(inner, figures, unknown, out);
      }
    }
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    List<Part> read() {
      List<Part> parts = new ArrayList<>();
      List<Part> optional = null;
      StringBuilder plain = new StringBuilder();
      while (at < text.length()) {
        char c = text.charAt(at);
        List<Part> open = optional == null ? parts : optional;
        if ("{}[]".indexOf(c) >= 0 && isDoubled(c)) {
          plain.append(c);
          at += 2;
        } else if (c == '{') {
          flush(plain, open);
          open.add(new Part(null, name(), false, List.of()));
        } else if (c == '[') {
          check(optional == null, "has a [ inside of brackets");
          flush(plain, open);
          optional = new ArrayList<>();
          at++;
        } else if (c == ']') {
          check(optional != null, "has a ] without a [");
          flush(plain, optional);
          parts.add(new Part(null, null, true, optional));
          optional = null;
          at++;
        } else {
          check(c != '}', "has a } without a {");
          plain.append(c);
          at++;
        }
      }
      check(optional == null, "has a [ without a ]");
      flush(plain, parts);
      return parts;
    }

    private boolean isDoubled(char c) {
      return at + 1 < text.length() && text.charAt(at + 1) == c;
    }

    private static void flush(StringBuilder plain, List<Part> to) {
      if (plain.length() > 0) {
        to.add(new Part(plain.toString(), null, false, List.of()));
        plain.setLength(0);
      }
    }

    private String name() {
      int end = text.indexOf('}', at);
      check(end > 0, "has a { without a }");
      String name = text.substring(at + 1, end);
      check(name.matches("[a-z_]+"), "has {" + name + "}, which is not a name in lower case");
      at = end + 1;
      return name;
    }

    private static void check(boolean holds, String problem) {
      if (!holds) {
        throw new IllegalArgumentException(problem);
      }
    }
  }
}
