package io.plantbeam.alert.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The patterns of alert messages by their keys, in one language. The English ones are the resource
 * {@value #RESOURCE}, which says what each is for; those of another language are laid over them.
 */
public final class MessagePatterns implements Serializable {
  private static final long serialVersionUID = 1;

  static final String RESOURCE = "alert-messages.properties";

  /** Keys that begin so are names of the plant's own, so that there may be any of them. */
  private static final List<String> OPEN_KEYS = List.of("quantity.", "unit.");

  private static final MessagePatterns ENGLISH = new MessagePatterns(resource());

  private final TreeMap<String, String> texts;
  private transient volatile Map<String, Template> templates;

  private MessagePatterns(Map<String, String> texts) {
    this.texts = new TreeMap<>(texts);
  }

  /** The patterns that come with the library. */
  public static MessagePatterns english() {
    return ENGLISH;
  }

  private static Map<String, String> resource() {
    Properties properties = new Properties();
    try (InputStream in = MessagePatterns.class.getResourceAsStream(RESOURCE)) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> texts = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }

  /**
   * Those of another language, and these where it has none.
   *
   * @param others without {@link #problems}
   */
  public MessagePatterns with(Map<String, String> others) {
    Map<String, String> all = new TreeMap<>(texts);
    all.putAll(others);
    return new MessagePatterns(all);
  }

  /** Whether a message can have a text with this key. */
  public boolean hasKey(String key) {
    return texts.containsKey(key) || isOpen(key);
  }

  /** The keys that these have. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(texts.keySet());
  }

  /**
   * What is wrong with a text for a key that a message can have, a sentence each that begins with
   * the key; empty where nothing is.
   */
  public static List<String> problems(String key, String text) {
    return isOpen(key) ? List.of() : PatternRules.problems(key, text);
  }

  private static boolean isOpen(String key) {
    return OPEN_KEYS.stream().anyMatch(key::startsWith);
  }

  /** The text of a key; null where there is none. */
  String text(String key) {
    return texts.get(key);
  }

  /** The template of a key that {@link #keys} has. */
  Template template(String key) {
    Map<String, Template> parsed = templates;
    if (parsed == null) {
      parsed = new ConcurrentHashMap<>();
      templates = parsed;
    }
    return parsed.computeIfAbsent(key, name -> Template.parse(texts.get(name)));
  }

  /**
   * The key of the pattern that tells of a symptom: its own, or else that of the longest part of it
   * that has one, or else the one of all the others.
   */
  public String keyOf(String symptom) {
    String name = symptom;
    while (!texts.containsKey("symptom." + name)) {
      int dot = name.lastIndexOf('.');
      if (dot < 0) {
        return "symptom.other";
      }
      name = name.substring(0, dot);
    }
    return "symptom." + name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessagePatterns that && texts.equals(that.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }
}
