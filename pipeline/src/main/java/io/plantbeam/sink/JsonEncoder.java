package io.plantbeam.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.plantbeam.model.OutputSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Records to JSON. */
public final class JsonEncoder {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonEncoder() {}

  /** One JSON object in UTF-8, without a line end. */
  public static <T> byte[] encode(OutputSchema<T> schema, T record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      schema.writeJson(record, json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
