package io.plantbeam.format.schema;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a schema registry is and how to log in. The properties are named as those of Confluent's
 * clients, with or without {@code schema.registry.} before them: {@code basic.auth.user.info},
 * {@code bearer.auth.token}, {@code ssl.truststore.location}, {@code .password} and {@code .type},
 * and the same of {@code ssl.keystore}. They may hold secrets.
 */
public final class SchemaRegistrySettings implements Serializable {
  private static final long serialVersionUID = 1;

  private static final String PREFIX = "schema.registry.";

  /** The properties that are read. */
  public static final List<String> NAMES =
      List.of(
          "basic.auth.user.info",
          "bearer.auth.token",
          "ssl.truststore.location",
          "ssl.truststore.password",
          "ssl.truststore.type",
          "ssl.keystore.location",
          "ssl.keystore.password",
          "ssl.keystore.type");

  private final String url;
  private final TreeMap<String, String> properties;

  /**
   * @param url without a slash at its end
   */
  public SchemaRegistrySettings(String url, Map<String, String> properties) {
    this.url = url.replaceFirst("/+$", "");
    this.properties = new TreeMap<>();
    properties.forEach((name, value) -> this.properties.put(withoutPrefix(name), value));
  }

  /** The name of a property as {@link #NAMES} has it. */
  public static String withoutPrefix(String name) {
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  String url() {
    return url;
  }

  /** A property, or null. */
  String property(String name) {
    return properties.get(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaRegistrySettings that
        && url.equals(that.url)
        && properties.equals(that.properties);
  }

  @Override
  public int hashCode() {
    return url.hashCode();
  }

  /** The address alone, because a property may be a secret. */
  @Override
  public String toString() {
    return url;
  }
}
