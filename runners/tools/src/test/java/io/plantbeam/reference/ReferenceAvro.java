package io.plantbeam.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.reference.ReferenceInput.Line;
import io.plantbeam.reference.ReferenceResult.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Avro's own records of a registry's messages, which stand in base64 in the field {@code value} of
 * each line: a machine, perhaps its plant, and values by their names.
 */
public final class ReferenceAvro implements ReferenceFormat {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, Schema> schemas = new TreeMap<>();

  /**
   * @param schemas of the registry, by their ids
   */
  public ReferenceAvro(Map<Integer, String> schemas) {
    schemas.forEach((id, text) -> this.schemas.put(id, new Schema.Parser().parse(text)));
  }

  @Override
  public void parse(Line line, ReferenceReadings out) {
    try {
      ByteBuffer message = ByteBuffer.wrap(JSON.readTree(line.bytes()).get("value").binaryValue());
      if (message.get() != 0) {
        out.refuse(line, "malformed_message", null);
        return;
      }
      Schema schema = schemas.get(message.getInt());
      if (schema == null) {
        out.refuse(line, "unknown_schema", null);
        return;
      }
      byte[] record = new byte[message.remaining()];
      message.get(record);
      record(line, schema, record, out);
    } catch (IOException | AvroRuntimeException e) {
      out.refuse(line, "malformed_message", null);
    }
  }

  private static void record(Line line, Schema schema, byte[] record, ReferenceReadings out)
      throws IOException {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(record, null);
    GenericRecord batch = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
    Object plant = batch.hasField("plant") ? batch.get("plant") : null;
    for (Map.Entry<?, ?> value : ((Map<?, ?>) batch.get("values")).entrySet()) {
      if (value.getValue() == null) {
        out.passOver();
        continue;
      }
      out.add(
          new Reading(
              batch.get("machine").toString(),
              value.getKey().toString(),
              null,
              plant == null ? null : plant.toString(),
              (Long) batch.get("at"),
              (Double) value.getValue(),
              null,
              1,
              "ok",
              line.file(),
              line.offset(),
              null));
    }
  }
}
