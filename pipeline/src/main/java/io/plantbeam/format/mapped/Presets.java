package io.plantbeam.format.mapped;

import io.plantbeam.config.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The mappings that come with Plantbeam, for the messages of well-known systems. */
public final class Presets {
  /** Their names, in the order in which they are listed to users. */
  public static final List<String> NAMES =
      List.of(
          "opcua-pubsub-json",
          "sparkplug-json",
          "umh",
          "azure-iot-hub",
          "aws-iot",
          "telegraf-json",
          "influx-line-protocol",
          "thingsboard",
          "cloudevents",
          "cloudevents-binary",
          "debezium",
          "kafka-connect");

  private static final String FOLDER = "/io/plantbeam/format/preset/";

  private Presets() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  static String words() {
    return Words.all(NAMES);
  }

  /** The mapping file of a preset. */
  public static String text(String name) {
    try (InputStream in = Presets.class.getResourceAsStream(FOLDER + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
