package io.plantbeam.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the engines that the job is built for. */
final class EngineVersions {
  private static final Properties VERSIONS = load();

  private EngineVersions() {}

  /** As the Flink Kubernetes operator writes it: {@code v1_19}. */
  static String flinkOfOperator() {
    String[] parts = VERSIONS.getProperty("flink").split("\\.", -1);
    return "v%s_%s".formatted(parts[0], parts[1]);
  }

  /** Such as {@code 3.5.7}. */
  static String spark() {
    return VERSIONS.getProperty("spark");
  }

  private static Properties load() {
    Properties versions = new Properties();
    try (InputStream in = EngineVersions.class.getResourceAsStream("engines.properties")) {
      versions.load(in);
      return versions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
