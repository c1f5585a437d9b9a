package io.plantbeam.conformance;

import io.plantbeam.testing.SchemaRegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The formats of the golden data as jobs are told them: a file that names the format of each topic
 * and file, its mapping files, and a schema registry on this machine.
 */
final class GoldenFormats implements AutoCloseable {
  private static final String ROUTES =
      """
      formats:
        - {topic: '.*-telegraf(\\.ndjson)?', format: telegraf-json}
        - {topic: '.*-gateway(\\.ndjson)?', format: gateway.yaml}
        - {topic: '.*-avro', format: avro.yaml}
        - {topic: '.*-avro\\.ndjson', format: avro-of-files.yaml}
        - {topic: '.*', format: plantbeam}
      """;

  private static final String GATEWAY =
      """
      readings:
        - {array: /samples}
      facility: {parent: /site}
      sensor: {parent: /device}
      metric: /name
      time: {parent: /at, written: "dd.MM.uuuu HH:mm:ss,SSS", zone: Europe/Berlin}
      value: /v
      texts: {OPEN: 1, CLOSED: 0, otherwise: refuse}
      quality: {pointer: /q, codes: {GOOD: 1, BAD: 0}, otherwise: 0.5, missing: 0.75}
      attributes: {line: {parent: /line}}
      metrics:
        temp: {name: temperature, type: temperature, unit: celsius, factor: 0.1}
        door: door_open
      other_metrics: pass_over
      """;

  private static final String AVRO =
      """
      document: {registry: "%s"}
      readings: {object: /values}
      facility: {pointer: /plant, of: message}
      sensor: {pointer: /machine, of: message}
      time: {pointer: /at, of: message}
      """;

  private static final String OF_FILES = "envelope: {pointer: /value, encoding: base64}\n";

  private final SchemaRegistryServer registry;

  /** Starts the registry. */
  GoldenFormats() throws IOException {
    registry = new SchemaRegistryServer();
    MillRecords.SCHEMAS.forEach((id, schema) -> registry.add(id, "AVRO", schema, Map.of()));
  }

  /** Writes the files into a folder, which is made, and returns the option that names them. */
  String option(Path folder) throws IOException {
    Files.createDirectories(folder);
    String avro = AVRO.formatted(registry.url());
    Files.writeString(folder.resolve("gateway.yaml"), GATEWAY);
    Files.writeString(folder.resolve("avro.yaml"), avro);
    Files.writeString(folder.resolve("avro-of-files.yaml"), OF_FILES + avro);
    return "--messageFormat=" + Files.writeString(folder.resolve("formats.yaml"), ROUTES);
  }

  @Override
  public void close() {
    registry.close();
  }
}
