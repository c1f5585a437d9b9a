package io.plantbeam.format.mapped;

import io.plantbeam.config.PropertiesFile;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.config.YamlMap;
import io.plantbeam.format.schema.SchemaRegistrySettings;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Reads in a mapping file which schema registry has the schemas of its documents. */
final class RegistrySection {
  /** What stands behind {@code document} where there is no map. */
  static final String NAME = "name";

  private static final String REGISTRY = "registry";
  private static final String CONFIG = "config";

  private RegistrySection() {}

  /** The registry; null where documents have no schema. What is wrong is noted in the file. */
  static SchemaRegistrySettings read(YamlMap file) {
    for (YamlMap section : file.each(DocumentSection.DOCUMENT, NAME)) {
      section.only(NAME, REGISTRY, CONFIG);
      if (section.has(REGISTRY)) {
        return registry(section);
      }
    }
    return null;
  }

  private static SchemaRegistrySettings registry(YamlMap section) {
    String url = section.text(REGISTRY);
    if (url == null || !isUrl(url)) {
      section.problem(
          REGISTRY,
          "is '%s'; allowed is the address of a schema registry such as http://registry:8081"
              .formatted(url));
      return null;
    }
    return new SchemaRegistrySettings(url, properties(section));
  }

  private static boolean isUrl(String url) {
    try {
      URI address = URI.create(url);
      return address.getHost() != null && List.of("http", "https").contains(address.getScheme());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Map<String, String> properties(YamlMap section) {
    String path = section.optionalText(CONFIG);
    if (path == null) {
      return Map.of();
    }
    Map<String, String> properties;
    try {
      properties = PropertiesFile.load(path);
    } catch (IllegalArgumentException e) {
      section.problem(CONFIG, "cannot be used: " + e.getMessage());
      return Map.of();
    }
    for (String name : properties.keySet()) {
      String plain = SchemaRegistrySettings.withoutPrefix(name);
      if (!SchemaRegistrySettings.NAMES.contains(plain)) {
        List<String> closest = Suggestions.closest(plain, SchemaRegistrySettings.NAMES);
        section.problem(
            CONFIG,
            "has %s, which is unknown%s"
                .formatted(
                    name,
                    closest.isEmpty()
                        ? "; allowed are " + Words.all(SchemaRegistrySettings.NAMES)
                        : Suggestions.question("", closest)));
      }
    }
    return properties;
  }
}
