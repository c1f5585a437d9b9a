package io.plantbeam.format.mapped;

import io.plantbeam.parse.SymbolTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a text of a reading comes from. */
interface TextSource {
  /**
   * The text, the same instance for equal texts as a rule; null where there is none.
   *
   * @param item of the innermost level
   */
  String text(Item item, MessageContext message);

  /** For people: {@code /device/id}. */
  String words();

  /** What stands at a place. */
  record AtPlace(Place place) implements TextSource {
    @Override
    public String text(Item item, MessageContext message) {
      Captured captured = place.captured(item, message);
      return captured == null ? null : captured.text();
    }

    @Override
    public String words() {
      return place.words();
    }
  }

  /** The name of the field whose value the item so many levels out is. */
  record FieldName(int levelsOut) implements TextSource {
    @Override
    public String text(Item item, MessageContext message) {
      return item.out(levelsOut).fieldName();
    }

    @Override
    public String words() {
      return "the field's name";
    }
  }

  /** Always the same. */
  record Constant(String text) implements TextSource {
    @Override
    public String text(Item item, MessageContext message) {
      return text;
    }

    @Override
    public String words() {
      return "the constant " + text;
    }
  }

  /** The topic, or the name of the file. */
  record Topic() implements TextSource {
    @Override
    public String text(Item item, MessageContext message) {
      return message.topic();
    }

    @Override
    public String words() {
      return "the topic";
    }
  }

  /** The key of the record. */
  record Key() implements TextSource {
    @Override
    public String text(Item item, MessageContext message) {
      return message.key();
    }

    @Override
    public String words() {
      return "the record's key";
    }
  }

  /** A header of the record. */
  record Header(String name) implements TextSource {
    @Override
    public String text(Item item, MessageContext message) {
      return message.header(name);
    }

    @Override
    public String words() {
      return "the header " + name;
    }
  }

  /** The first of several that has a text. */
  record First(List<TextSource> sources) implements TextSource {
    @Override
    public String text(Item item, MessageContext message) {
      for (int i = 0; i < sources.size(); i++) {
        String text = sources.get(i).text(item, message);
        if (text != null) {
          return text;
        }
      }
      return null;
    }

    @Override
    public String words() {
      return String.join(", ", sources.stream().map(TextSource::words).toList());
    }
  }

  /** A group of a pattern that is found in another text. */
  final class Group implements TextSource {
    private static final int MAX_TEXTS = 1 << 14;

    private final TextSource source;
    private final Pattern pattern;
    private final String group;
    private final Map<String, String> groups = new HashMap<>();

    /**
     * @param group a name that the pattern has; null for the whole of what is found
     */
    Group(TextSource source, Pattern pattern, String group) {
      this.source = source;
      this.pattern = pattern;
      this.group = group;
    }

    @Override
    public String text(Item item, MessageContext message) {
      String text = source.text(item, message);
      if (text == null) {
        return null;
      }
      String found = groups.get(text);
      if (found == null) {
        if (groups.size() >= MAX_TEXTS) {
          groups.clear();
        }
        found = find(text);
        groups.put(text, found);
      }
      return found.isEmpty() ? null : found;
    }

    private String find(String text) {
      Matcher matcher = pattern.matcher(text);
      if (!matcher.find()) {
        return "";
      }
      String found = group == null ? matcher.group() : matcher.group(group);
      return found == null ? "" : found;
    }

    @Override
    public String words() {
      return "%s in %s by %s".formatted(group, source.words(), pattern);
    }
  }

  /** Several texts with something between; none where one is missing. */
  final class Joined implements TextSource {
    private final List<TextSource> sources;
    private final String separator;
    private final SymbolTable symbols = new SymbolTable();
    private final StringBuilder builder = new StringBuilder();
    private char[] characters = new char[64];

    Joined(List<TextSource> sources, String separator) {
      this.sources = sources;
      this.separator = separator;
    }

    @Override
    public String text(Item item, MessageContext message) {
      builder.setLength(0);
      for (int i = 0; i < sources.size(); i++) {
        String text = sources.get(i).text(item, message);
        if (text == null) {
          return null;
        }
        builder.append(i == 0 ? "" : separator).append(text);
      }
      int length = builder.length();
      if (length > characters.length) {
        characters = new char[length * 2];
      }
      builder.getChars(0, length, characters, 0);
      return symbols.get(characters, 0, length);
    }

    @Override
    public String words() {
      return String.join(" and ", sources.stream().map(TextSource::words).toList());
    }
  }
}
