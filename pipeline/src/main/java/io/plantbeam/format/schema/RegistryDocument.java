package io.plantbeam.format.schema;

import io.plantbeam.format.document.DocumentHandler;
import io.plantbeam.format.document.DocumentReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads documents in the wire format of Confluent's serializers: a byte of zero, the id of the
 * writer's schema in four bytes, and the document in Avro, Protobuf or JSON.
 */
public final class RegistryDocument implements DocumentReader {
  private static final int PREFIX_BYTES = 5;
  private static final int MAX_READERS = 1 << 10;

  private final WriterSchemas schemas;
  private final Map<Integer, DocumentReader> readers = new HashMap<>();

  RegistryDocument(WriterSchemas schemas) {
    this.schemas = schemas;
  }

  /** A reader by the schemas of a registry, which is asked when a message names one. */
  public static RegistryDocument by(SchemaRegistrySettings settings) {
    return new RegistryDocument(WriterSchemas.of(settings));
  }

  /** Throws {@link UnknownSchemaException} where the schema cannot be had. */
  @Override
  public String read(byte[] bytes, int from, int length, DocumentHandler handler)
      throws IOException {
    if (length < PREFIX_BYTES || bytes[from] != 0) {
      return "the message does not begin with a byte of zero and the id of a schema";
    }
    int id = 0;
    for (int i = 1; i < PREFIX_BYTES; i++) {
      id = (id << 8) | (bytes[from + i] & 0xFF);
    }
    return reader(id).read(bytes, from + PREFIX_BYTES, length - PREFIX_BYTES, handler);
  }

  private DocumentReader reader(int id) {
    DocumentReader known = readers.get(id);
    if (known != null) {
      return known;
    }
    DocumentReader reader;
    try {
      reader = schemas.reader(id);
    } catch (SchemaUnavailableException e) {
      throw new UnknownSchemaException("schema %d cannot be had: %s".formatted(id, e.getMessage()));
    }
    if (readers.size() >= MAX_READERS) {
      readers.clear();
    }
    readers.put(id, reader);
    return reader;
  }
}
