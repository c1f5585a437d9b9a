package io.plantbeam.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An object of a configuration file that knows its place, so that whatever is wrong can be said
 * with the file and the path to it.
 */
final class ConfigNode {
  private final String file;
  private final String path;
  private final JsonNode json;

  private ConfigNode(String file, String path, JsonNode json) {
    this.file = file;
    this.path = path;
    this.json = json;
    if (!json.isObject()) {
      throw problem("is %s; allowed is an object of keys and values".formatted(describe(json)));
    }
  }

  static ConfigNode root(String file, JsonNode json) {
    return new ConfigNode(file, "the file", json);
  }

  JsonNode json() {
    return json;
  }

  /** This node, once it is sure to have no other keys than these. */
  ConfigNode withKeys(String... allowed) {
    for (String key : keys()) {
      if (!List.of(allowed).contains(key)) {
        throw problem(
            "has the unknown key '%s'; allowed are %s".formatted(key, String.join(", ", allowed)));
      }
    }
    return this;
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  boolean has(String key) {
    return json.has(key);
  }

  ConfigNode object(String key) {
    return new ConfigNode(file, pathOf(key), json.path(key));
  }

  /** The text, or null where the key is absent. */
  String text(String key) {
    return json.has(key) ? text(pathOf(key), json.get(key)) : null;
  }

  /** The list of texts, empty where the key is absent. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    if (json.has(key)) {
      JsonNode list = json.get(key);
      if (!list.isArray()) {
        throw problem(pathOf(key), "is %s; allowed is a list of texts".formatted(describe(list)));
      }
      for (int i = 0; i < list.size(); i++) {
        texts.add(text("%s[%d]".formatted(pathOf(key), i), list.get(i)));
      }
    }
    return texts;
  }

  private String text(String place, JsonNode value) {
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw problem(place, "is %s; allowed is a text".formatted(describe(value)));
    }
    return value.textValue();
  }

  double number(String key, double absent) {
    if (!json.has(key)) {
      return absent;
    }
    JsonNode value = json.get(key);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw problem(pathOf(key), "is %s; allowed is a finite number".formatted(describe(value)));
    }
    return value.doubleValue();
  }

  ConfigFileException problem(String what) {
    return problem(path, what);
  }

  private ConfigFileException problem(String place, String what) {
    return new ConfigFileException("%s: %s %s".formatted(file, place, what));
  }

  private String pathOf(String key) {
    return path.equals("the file") ? key : path + "." + key;
  }

  private static String describe(JsonNode value) {
    return switch (value.getNodeType()) {
      case MISSING -> "missing";
      case NULL -> "empty";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "'%s'".formatted(value.asText());
    };
  }
}
