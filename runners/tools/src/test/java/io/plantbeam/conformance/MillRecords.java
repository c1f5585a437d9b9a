package io.plantbeam.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * What the mill sends: records of Avro behind a byte of zero and the id of their schema. Of its two
 * schemas, the later one has one more field, before the others.
 */
final class MillRecords {
  /** The schemas by their ids. */
  static final Map<Integer, String> SCHEMAS =
      Map.of(
          41,
          """
          {"type":"record","name":"Batch","namespace":"mill","fields":[
            {"name":"machine","type":"string"},
            {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
            {"name":"values","type":{"type":"map","values":["null","double"]}}]}
          """,
          42,
          """
          {"type":"record","name":"Batch","namespace":"mill","fields":[
            {"name":"plant","type":["null","string"]},
            {"name":"machine","type":"string"},
            {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
            {"name":"values","type":{"type":"map","values":["null","double"]}}]}
          """);

  private MillRecords() {}

  /**
   * A record of the first schema.
   *
   * @param values each a number, or null
   */
  static byte[] first(String machine, Instant at, Map<String, Double> values) {
    return framed(41, record(41, machine, at, values));
  }

  /** A record of the second schema. */
  static byte[] second(String plant, String machine, Instant at, Map<String, Double> values) {
    GenericRecord batch = record(42, machine, at, values);
    batch.put("plant", plant);
    return framed(42, batch);
  }

  /** The same bytes under another id. */
  static byte[] withId(int id, byte[] message) {
    return ByteBuffer.wrap(message.clone()).putInt(1, id).array();
  }

  private static GenericRecord record(
      int id, String machine, Instant at, Map<String, Double> values) {
    GenericRecord batch = new GenericData.Record(new Schema.Parser().parse(SCHEMAS.get(id)));
    batch.put("machine", machine);
    batch.put("at", ChronoUnit.MICROS.between(Instant.EPOCH, at));
    batch.put("values", values);
    return batch;
  }

  private static byte[] framed(int id, GenericRecord batch) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<>(batch.getSchema()).write(batch, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
