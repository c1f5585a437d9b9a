package io.plantbeam.format.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.testing.SchemaRegistryServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of a schema registry go through the same mapping as JSON. */
class RegistryMappingTest {
  private static final MessageSettings SETTINGS =
      MessageSettings.of(SensorTypesFile.defaults().sensorTypes());
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Batch","fields":[
                {"name":"machine","type":"string"},
                {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
                {"name":"values","type":{"type":"map","values":"double"}}]}
              """);

  private SchemaRegistryServer registry;

  @BeforeEach
  void start() throws IOException {
    registry = new SchemaRegistryServer();
    registry.add(41, "AVRO", SCHEMA.toString(), Map.of());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private MessageFormat mapping() {
    return MappedFormat.of(
        "mapping.yaml",
        """
        document: {registry: %s}
        readings: {object: /values}
        sensor: {pointer: /machine, of: message}
        time: {pointer: /at, of: message}
        """
            .formatted(registry.url()),
        SETTINGS);
  }

  private static RawMessage message(int id) throws IOException {
    GenericRecord batch = new GenericData.Record(SCHEMA);
    batch.put("machine", "press-7");
    batch.put("at", 1_772_352_000_123L);
    batch.put("values", Map.of("rpm", 1480.5));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(SCHEMA).write(batch, encoder);
    encoder.flush();
    return Parsed.Around.NOTHING.message(out.toByteArray());
  }

  @Test
  void readsRecordsOfARegistry() throws IOException {
    MessageFormat format = mapping();
    assertEquals(
        "- press-7 rpm = 1480.5 at 2026-03-01T08:00:00.123Z\n",
        Parsed.of(format, message(41)).text());
    assertEquals(1_772_352_000_123L, format.eventTimes().eventTimeMillis(message(41)));
  }

  @Test
  void neverDecodesByAnotherSchema() throws IOException {
    assertEquals(
        "unknown_schema null: schema 42 cannot be had: the schema registry at %s answers 404 to"
                .formatted(registry.url())
            + " /schemas/ids/42: Schema 42 not found\n",
        Parsed.of(mapping(), message(42)).text());
  }

  @Test
  void saysWhatIsWrongWithTheRegistryOfAMapping(@TempDir Path folder) throws IOException {
    Path config = Files.writeString(folder.resolve("r.properties"), "basic.auth.user.inf=a:b\n");
    String rest = "sensor: /s\ntime: /t\nvalue: /v\n";
    List<String> problems =
        assertThrows(
                InvalidOptionsException.class,
                () ->
                    MappedFormat.of(
                        "mapping.yaml",
                        "document: {registry: \"http://r:8081\", config: \"%s\"}\n%s"
                            .formatted(config, rest),
                        SETTINGS))
            .problems();
    assertEquals(
        List.of(
            "mapping.yaml line 1: document.config has basic.auth.user.inf, which is unknown; did"
                + " you mean basic.auth.user.info?"),
        problems);
    assertEquals(
        List.of(
            "mapping.yaml line 1: document.registry is 'registry:8081'; allowed is the address of"
                + " a schema registry such as http://registry:8081"),
        assertThrows(
                InvalidOptionsException.class,
                () ->
                    MappedFormat.of(
                        "mapping.yaml",
                        "document: {registry: \"registry:8081\"}\n" + rest,
                        SETTINGS))
            .problems());
  }
}
