package io.plantbeam.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Where golden messages come from: a partition of a topic in a stream, a file of their own in a
 * batch job. All messages of a source have one format.
 */
enum GoldenSource {
  PLANT_0("", 0, "0"),
  PLANT_1("", 1, "1"),
  PLANT_2("", 2, "2"),
  /** The preset of Telegraf. */
  TELEGRAF("-telegraf", 0, "telegraf"),
  /** The mapping file of {@link GoldenFormats}. */
  GATEWAY("-gateway", 0, "gateway"),
  /** Avro by the schemas of a registry. */
  AVRO("-avro", 0, "avro");

  private static final List<GoldenSource> OF_PLANT = List.of(PLANT_0, PLANT_1, PLANT_2);

  private final String suffix;
  private final int partition;
  private final String word;

  GoldenSource(String suffix, int partition, String word) {
    this.suffix = suffix;
    this.partition = partition;
    this.word = word;
  }

  /** Those of the built-in format. */
  static List<GoldenSource> ofPlant() {
    return OF_PLANT;
  }

  /** That of a sensor whose messages have the built-in format. */
  static GoldenSource ofSensor(String sensor) {
    return OF_PLANT.get(Math.floorMod(sensor.hashCode(), OF_PLANT.size()));
  }

  /** What the topics of all sources are called. */
  static List<String> topics(String name) {
    return Arrays.stream(values()).map(source -> source.topic(name)).distinct().toList();
  }

  /**
   * The topic of this source.
   *
   * @param name of the topic whose messages have the built-in format
   */
  String topic(String name) {
    return name + suffix;
  }

  int partition() {
    return partition;
  }

  /** The name of its file. */
  String file() {
    return "golden-" + word + ".ndjson";
  }

  /**
   * A message as a line of the file: Avro in base64, as Kafka's REST proxies give binary values.
   */
  byte[] line(byte[] message) {
    return this == AVRO
        ? "{\"value\":\"%s\"}"
            .formatted(Base64.getEncoder().encodeToString(message))
            .getBytes(StandardCharsets.UTF_8)
        : message;
  }

  /** Such as {@code 2:17} for the message after 17 others. */
  String place(int number) {
    return word + ":" + number;
  }
}
