package io.plantbeam.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.plantbeam.model.OutputSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Records to JSON. */
public final class JsonEncoder {
  /** The shortest digits that are a number, whatever the JDK makes of it. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private JsonEncoder() {}

  /** One JSON object in UTF-8, without a line end. */
  public static <T> byte[] encode(OutputSchema<T> schema, T record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    append(schema, record, bytes);
    return bytes.toByteArray();
  }

  /** Appends what {@link #encode} returns. */
  public static <T> void append(OutputSchema<T> schema, T record, ByteArrayOutputStream bytes) {
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      schema.writeJson(record, json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }
}
