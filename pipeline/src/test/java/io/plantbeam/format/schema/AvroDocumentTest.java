package io.plantbeam.format.schema;

import static io.plantbeam.format.schema.RegisteredDocuments.framed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.testing.SchemaRegistryServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Avro's own writer has written is read by the schemas of a registry. */
class AvroDocumentTest {
  private static final String READING =
      """
      {"type":"record","name":"Reading","namespace":"acme","fields":[
        {"name":"sensor","type":"string"},
        {"name":"ts","type":{"type":"long","logicalType":"timestamp-micros"}},
        {"name":"value","type":["null","double"]},
        {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
        {"name":"state","type":{"type":"enum","name":"State","symbols":["OFF","ON"]}},
        {"name":"tags","type":{"type":"map","values":"string"}},
        {"name":"samples","type":{"type":"array","items":"float"}},
        {"name":"hash","type":{"type":"fixed","name":"Hash","size":3}},
        {"name":"place","type":{"type":"record","name":"Place","fields":[
          {"name":"line","type":"int"},{"name":"ok","type":"boolean"}]}}]}
      """;

  private SchemaRegistryServer registry;
  private RegistryDocument documents;

  @BeforeEach
  void start() throws IOException {
    registry = new SchemaRegistryServer();
    documents = RegisteredDocuments.by(registry);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private static byte[] avro(GenericRecord reading) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(reading.getSchema()).write(reading, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static GenericRecord reading() {
    Schema schema = new Schema.Parser().parse(READING);
    GenericRecord place = new GenericData.Record(schema.getField("place").schema());
    place.put("line", -7);
    place.put("ok", true);
    GenericRecord reading = new GenericData.Record(schema);
    reading.put("sensor", "Kölner Ofen 🔥");
    reading.put("ts", 1_772_352_000_123_456L);
    reading.put("value", 21.5);
    reading.put("price", ByteBuffer.wrap(BigInteger.valueOf(-12345).toByteArray()));
    reading.put("state", new GenericData.EnumSymbol(schema.getField("state").schema(), "ON"));
    reading.put("tags", Map.of("unit", "°C"));
    reading.put("samples", List.of(1f, -2.5f));
    reading.put(
        "hash", new GenericData.Fixed(schema.getField("hash").schema(), new byte[] {1, 2, 3}));
    reading.put("place", place);
    return reading;
  }

  @Test
  void readsAvro() throws IOException {
    registry.add(300, "AVRO", READING, Map.of());
    byte[] message = framed(300, avro(reading()));
    DocumentText text = new DocumentText();
    assertNull(documents.read(message, 0, message.length, text));
    assertEquals(
        "{ sensor='Kölner Ofen 🔥' ts= 2026-03-01T08:00:00.123456Z value= 21.5 price= -123.45"
            + " state='ON' tags={ unit='°C' } samples=[ 1.0 -2.5 ] hash='AQID'"
            + " place={ line= -7 ok= true } }",
        text.toString());
  }

  @Test
  void leavesOutWhatIsNotWantedOfAvro() throws IOException {
    registry.add(300, "AVRO", READING, Map.of());
    byte[] message = framed(300, avro(reading()));
    DocumentText text =
        new DocumentText("sensor", "ts", "price", "state", "tags", "samples", "hash", "place");
    assertNull(documents.read(message, 0, message.length, text));
    assertEquals("{ value= 21.5 }", text.toString());
  }

  @Test
  void readsAvroWithReferences() throws IOException {
    String place =
        """
        {"type":"record","name":"Place","namespace":"acme","fields":[{"name":"line","type":"int"}]}
        """;
    String reading =
        """
        {"type":"record","name":"R","namespace":"acme","fields":[{"name":"at","type":"acme.Place"}]}
        """;
    registry.addSubject("place value", "AVRO", place);
    registry.add(1, "AVRO", reading, Map.of("acme.Place", "place value"));
    byte[] message = framed(1, new byte[] {14});
    DocumentText text = new DocumentText();
    assertNull(documents.read(message, 0, message.length, text));
    assertEquals("{ at={ line= 7 } }", text.toString());
  }

  @Test
  void saysThatAvroIsDamagedWhateverTheDamage() throws IOException {
    registry.add(300, "AVRO", READING, Map.of());
    byte[] good = avro(reading());
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] message = framed(300, good);
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        message[5 + random.nextInt(good.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? 5 + random.nextInt(good.length) : message.length;
      refused += documents.read(message, 0, length, new DocumentText()) == null ? 0 : 1;
    }
    assertTrue(refused > 20_000, () -> "few are refused");
  }

  @Test
  void doesNotBelieveInLengthsOfAvro() throws IOException {
    registry.add(
        2,
        "AVRO",
        "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}",
        Map.of());
    // A block of 2^62 elements of no byte each.
    byte[] message =
        framed(2, new byte[] {2, -128, -128, -128, -128, -128, -128, -128, -128, -128, 1});
    assertTrue(documents.read(message, 0, message.length, new DocumentText()).contains("elements"));
  }
}
