package io.plantbeam.format.schema;

import io.plantbeam.testing.SchemaRegistryServer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/** Documents in the wire format of Confluent's serializers, and readers of them. */
final class RegisteredDocuments {
  private static final WriterSchemas.Patience SHORT =
      new WriterSchemas.Patience(
          Duration.ofMillis(150), Duration.ofSeconds(5), Duration.ofMinutes(1));

  private RegisteredDocuments() {}

  /** A reader by the schemas of a registry that asks for no login. */
  static RegistryDocument by(SchemaRegistryServer registry) {
    return new RegistryDocument(schemas(registry, Map.of()));
  }

  /** The schemas of a registry, for which nobody waits long. */
  static WriterSchemas schemas(SchemaRegistryServer registry, Map<String, String> properties) {
    return new WriterSchemas(new SchemaRegistrySettings(registry.url() + "/", properties), SHORT);
  }

  /** A document of some parts behind a byte of zero and the id of its schema. */
  static byte[] framed(int id, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
