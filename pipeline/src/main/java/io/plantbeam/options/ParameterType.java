package io.plantbeam.options;

import io.plantbeam.config.Secrets;

/** What a parameter is: decides which texts are values of it. */
public enum ParameterType {
  TEXT("TEXT"),
  /** A regular expression of {@link java.util.regex.Pattern}. */
  REGEX("REGEX"),
  /** A whole number of Java's {@code int}. */
  INTEGER("NUMBER"),
  /** A finite decimal number. */
  NUMBER("NUMBER"),
  BOOLEAN("true|false"),
  /** One of a few words. */
  ENUM(""),
  /** As {@link io.plantbeam.config.Durations} reads it. */
  DURATION("DURATION"),
  /** The name of a Kafka topic. */
  KAFKA_TOPIC("TOPIC"),
  /** A path of a file or directory, a glob, or a URI of a file system that Beam knows. */
  PATH("PATH"),
  /** The same that the engine opens itself, by file systems of its own. */
  ENGINE_PATH("PATH"),
  /** The URL of an HTTP server. */
  URL("URL"),
  /** Several values of another type, with commas between. */
  LIST(""),
  /** Never the secret itself: {@code secret:env:NAME} or {@code secret:file:PATH}. */
  SECRET(Secrets.FORMS);

  private final String placeholder;

  ParameterType(String placeholder) {
    this.placeholder = placeholder;
  }

  /** Whether it names a file or directory. */
  public boolean isPath() {
    return this == PATH || this == ENGINE_PATH;
  }

  /** What stands for a value in a list of parameters, unless the parameter says better. */
  String placeholder() {
    return placeholder;
  }
}
