package io.plantbeam.format.schema;

import io.plantbeam.format.document.DocumentHandler;
import io.plantbeam.format.document.DocumentReader;
import io.plantbeam.format.schema.AvroInput.UnreadableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Reads records in Avro's binary encoding by the schema that wrote them, in one pass and without a
 * record of Avro's. Timestamps are instants, decimals numbers, other bytes texts in base64.
 */
final class AvroDocument implements DocumentReader {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_ELEMENTS = 1 << 20;

  private final Schema schema;
  private final AvroInput in = new AvroInput();
  private DocumentHandler handler;
  private int depth;
  private int elements;

  private AvroDocument(Schema schema) {
    this.schema = schema;
  }

  static AvroDocument of(RegisteredSchema registered) throws SchemaUnavailableException {
    try {
      Schema.Parser parser = new Schema.Parser();
      for (Map.Entry<String, String> reference : registered.references().entrySet()) {
        parser.parse(reference.getValue());
      }
      return new AvroDocument(parser.parse(registered.text()));
    } catch (AvroRuntimeException e) {
      throw SchemaUnavailableException.lasting("it is no Avro schema: " + e.getMessage());
    }
  }

  @Override
  public String read(byte[] bytes, int from, int length, DocumentHandler newHandler) {
    in.open(bytes, from, length);
    handler = newHandler;
    depth = 0;
    elements = 0;
    try {
      value(schema);
      return in.isAtEnd() ? null : "more follows after the Avro record";
    } catch (UnreadableException e) {
      return "the message is not what its Avro schema says: " + e.getMessage();
    }
  }

  private void value(Schema type) throws UnreadableException {
    switch (type.getType()) {
      case RECORD -> record(type);
      case UNION -> value(branch(type));
      case ARRAY -> array(type.getElementType());
      case MAP -> map(type.getValueType());
      case STRING -> {
        int length = in.readText();
        handler.text(in.characters(), 0, length);
      }
      case ENUM -> text(symbol(type));
      case INT -> handler.integer(in.readInt());
      case LONG -> number(type, in.readLong());
      case FLOAT -> handler.decimal(in.readFloat());
      case DOUBLE -> handler.decimal(in.readDouble());
      case BOOLEAN -> handler.flag(in.readBoolean());
      case BYTES -> bytes(type, in.readBytes(in.readLength()));
      case FIXED -> bytes(type, in.readBytes(type.getFixedSize()));
      case NULL -> handler.nothing();
    }
  }

  private void record(Schema type) throws UnreadableException {
    deeper();
    boolean wanted = handler.startObject();
    List<Schema.Field> fields = type.getFields();
    for (int i = 0; i < fields.size(); i++) {
      Schema.Field field = fields.get(i);
      if (wanted && handler.field(field.name())) {
        value(field.schema());
      } else {
        skip(field.schema());
      }
    }
    if (wanted) {
      handler.endObject();
    }
    depth--;
  }

  private void deeper() throws UnreadableException {
    if (++depth > MAX_DEPTH) {
      throw new UnreadableException("it is nested more than %d deep".formatted(MAX_DEPTH));
    }
  }

  private Schema branch(Schema union) throws UnreadableException {
    int index = in.readInt();
    if (index < 0 || index >= union.getTypes().size()) {
      throw new UnreadableException("a union has no branch %d".formatted(index));
    }
    return union.getTypes().get(index);
  }

  private String symbol(Schema type) throws UnreadableException {
    int index = in.readInt();
    if (index < 0 || index >= type.getEnumSymbols().size()) {
      throw new UnreadableException("an enum has no symbol %d".formatted(index));
    }
    return type.getEnumSymbols().get(index);
  }

  /** The number of elements of the next block; 0 behind the last. */
  private long blockLength() throws UnreadableException {
    long count = in.readLong();
    if (count < 0) {
      // The block's length in bytes follows, for those who skip it.
      in.readLong();
      count = -count;
    }
    // Elements may take no byte at all.
    if (count < 0 || count > MAX_ELEMENTS - elements) {
      throw new UnreadableException("it has more than %d elements".formatted(MAX_ELEMENTS));
    }
    elements += (int) count;
    return count;
  }

  private void array(Schema element) throws UnreadableException {
    deeper();
    boolean wanted = handler.startArray();
    for (long left = blockLength(); left > 0; left = blockLength()) {
      for (long i = 0; i < left; i++) {
        if (wanted) {
          value(element);
        } else {
          skip(element);
        }
      }
    }
    if (wanted) {
      handler.endArray();
    }
    depth--;
  }

  private void map(Schema element) throws UnreadableException {
    deeper();
    boolean wanted = handler.startObject();
    for (long left = blockLength(); left > 0; left = blockLength()) {
      for (long i = 0; i < left; i++) {
        int length = in.readText();
        String key = new String(in.characters(), 0, length);
        if (wanted && handler.field(key)) {
          value(element);
        } else {
          skip(element);
        }
      }
    }
    if (wanted) {
      handler.endObject();
    }
    depth--;
  }

  private void text(String text) {
    handler.text(text.toCharArray(), 0, text.length());
  }

  private void number(Schema type, long value) {
    String logical = type.getProp("logicalType");
    if (logical == null) {
      handler.integer(value);
      return;
    }
    switch (logical) {
      case "timestamp-millis" -> handler.instant(value * 1000);
      case "timestamp-micros" -> handler.instant(value);
      case "timestamp-nanos" -> handler.instant(Math.floorDiv(value, 1000L));
      default -> handler.integer(value);
    }
  }

  private void bytes(Schema type, ByteBuffer value) {
    byte[] copy = new byte[value.remaining()];
    value.get(copy);
    if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      handler.decimal(
          copy.length == 0
              ? 0
              : new BigDecimal(new BigInteger(copy), decimal.getScale()).doubleValue());
    } else {
      text(Base64.getEncoder().encodeToString(copy));
    }
  }

  private void skip(Schema type) throws UnreadableException {
    switch (type.getType()) {
      case RECORD -> {
        deeper();
        List<Schema.Field> fields = type.getFields();
        for (int i = 0; i < fields.size(); i++) {
          skip(fields.get(i).schema());
        }
        depth--;
      }
      case UNION -> skip(branch(type));
      case ARRAY -> skipBlocks(null, type.getElementType());
      case MAP -> skipBlocks(type, type.getValueType());
      case STRING, BYTES -> in.skip(in.readLength());
      case ENUM -> symbol(type);
      case INT, LONG -> in.readLong();
      case FLOAT -> in.skip(Float.BYTES);
      case DOUBLE -> in.skip(Double.BYTES);
      case BOOLEAN -> in.skip(1);
      case FIXED -> in.skip(type.getFixedSize());
      case NULL -> {}
    }
  }

  private void skipBlocks(Schema map, Schema element) throws UnreadableException {
    deeper();
    for (long left = blockLength(); left > 0; left = blockLength()) {
      for (long i = 0; i < left; i++) {
        if (map != null) {
          in.skip(in.readLength());
        }
        skip(element);
      }
    }
    depth--;
  }
}
