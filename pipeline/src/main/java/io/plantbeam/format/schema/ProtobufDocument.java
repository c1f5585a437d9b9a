package io.plantbeam.format.schema;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.plantbeam.format.document.DocumentHandler;
import io.plantbeam.format.document.DocumentReader;
import io.plantbeam.format.schema.ProtoMessage.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads Protobuf messages by their schema, in one pass and without a message of Protobuf's. Before
 * the message, as Confluent's serializers write it, stands which type of the schema it is of.
 *
 * <p>Fields are called as in the schema. Those of proto3 that are not sent because they have their
 * default come at the end. {@code Timestamp} is an instant, the well-known wrappers are what they
 * wrap, other bytes are texts in base64.
 */
final class ProtobufDocument implements DocumentReader {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_INDEXES = 32;
  private static final String WELL_KNOWN = "google.protobuf.";

  private final ProtoTypes.Root types;
  private final Map<List<Integer>, ProtoMessage> typeOfIndexes = new HashMap<>();
  private DocumentHandler handler;
  private int depth;

  private ProtobufDocument(ProtoTypes.Root types) {
    this.types = types;
  }

  static ProtobufDocument of(RegisteredSchema registered) throws SchemaUnavailableException {
    return new ProtobufDocument(ProtoTypes.of(registered));
  }

  @Override
  public String read(byte[] bytes, int from, int length, DocumentHandler newHandler) {
    handler = newHandler;
    depth = 0;
    CodedInputStream in = CodedInputStream.newInstance(bytes, from, length);
    try {
      List<Integer> indexes = indexes(in);
      ProtoMessage type = typeOfIndexes.get(indexes);
      if (type == null) {
        type = types.at(indexes);
        if (type == null) {
          return "the schema has no message type at " + indexes;
        }
        typeOfIndexes.put(indexes, type);
      }
      message(type, in);
      return null;
    } catch (InvalidProtocolBufferException e) {
      return "the message is not what its Protobuf schema says: " + e.getMessage();
    } catch (IOException e) {
      return "the message cannot be read: " + e;
    }
  }

  private static List<Integer> indexes(CodedInputStream in) throws IOException {
    int count = in.readSInt32();
    if (count == 0) {
      return List.of(0);
    }
    if (count < 0 || count > MAX_INDEXES) {
      throw new InvalidProtocolBufferException("it has %d indexes of types".formatted(count));
    }
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      indexes.add(in.readSInt32());
    }
    return indexes;
  }

  /** An object of the fields up to the end or limit of the input. */
  private void message(ProtoMessage type, CodedInputStream in) throws IOException {
    if (++depth > MAX_DEPTH) {
      throw new InvalidProtocolBufferException("it is nested too deep");
    }
    if (!handler.startObject()) {
      in.skipMessage();
      depth--;
      return;
    }
    Set<Integer> seen = type.withDefault().isEmpty() ? Set.of() : new HashSet<>();
    int tag = in.readTag();
    while (tag != 0) {
      Field field = type.field(WireFormat.getTagFieldNumber(tag));
      if (field == null) {
        in.skipField(tag);
        tag = in.readTag();
        continue;
      }
      if (field.hasDefault()) {
        seen.add(field.number());
      }
      tag = field(field, tag, in);
    }
    for (Field field : type.withDefault()) {
      if (!seen.contains(field.number()) && handler.field(field.name())) {
        defaultOf(field);
      }
    }
    handler.endObject();
    depth--;
  }

  /** Reads a field, and the same one as often as it follows on itself; returns the next tag. */
  private int field(Field field, int tag, CodedInputStream in) throws IOException {
    if (!handler.field(field.name())) {
      in.skipField(tag);
      return in.readTag();
    }
    if (!field.isRepeated()) {
      value(field, tag, in);
      return in.readTag();
    }
    if (field.isMap()) {
      return map(field, tag, in);
    }
    boolean wanted = handler.startArray();
    int next = tag;
    do {
      if (!wanted) {
        in.skipField(next);
      } else if (isPacked(field, next)) {
        int limit = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
          scalar(field, in);
        }
        in.popLimit(limit);
      } else {
        value(field, next, in);
      }
      next = in.readTag();
    } while (next != 0 && WireFormat.getTagFieldNumber(next) == field.number());
    if (wanted) {
      handler.endArray();
    }
    return next;
  }

  private static boolean isPacked(Field field, int tag) {
    return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
        && switch (field.kind()) {
          case STRING, BYTES, MESSAGE -> false;
          default -> true;
        };
  }

  private int map(Field field, int tag, CodedInputStream in) throws IOException {
    boolean wanted = handler.startObject();
    int next = tag;
    do {
      if (wanted) {
        entry(field.type(), in);
      } else {
        in.skipField(next);
      }
      next = in.readTag();
    } while (next != 0 && WireFormat.getTagFieldNumber(next) == field.number());
    if (wanted) {
      handler.endObject();
    }
    return next;
  }

  /** Keys are written before values; an entry that has none, or has them otherwise, is left out. */
  private void entry(ProtoMessage type, CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    int tag = in.readTag();
    if (WireFormat.getTagFieldNumber(tag) == 1) {
      String key = key(type.field(1), in);
      tag = in.readTag();
      if (handler.field(key)) {
        if (WireFormat.getTagFieldNumber(tag) == 2) {
          value(type.field(2), tag, in);
          tag = in.readTag();
        } else {
          defaultOf(type.field(2));
        }
      }
    }
    while (tag != 0) {
      in.skipField(tag);
      tag = in.readTag();
    }
    in.popLimit(limit);
  }

  private static String key(Field key, CodedInputStream in) throws IOException {
    return switch (key.kind()) {
      case STRING -> in.readStringRequireUtf8();
      case SINT32, SINT64 -> Long.toString(in.readSInt64());
      case FIXED32, SFIXED32 -> Integer.toString(in.readSFixed32());
      case FIXED64, SFIXED64 -> Long.toString(in.readSFixed64());
      default -> Long.toString(in.readInt64());
    };
  }

  private void value(Field field, int tag, CodedInputStream in) throws IOException {
    boolean isDelimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    switch (field.kind()) {
      case STRING, BYTES, MESSAGE -> {
        if (!isDelimited) {
          throw new InvalidProtocolBufferException(field.name() + " is of another type");
        }
      }
      default -> {
        if (WireFormat.getTagWireType(tag) != wireType(field)) {
          throw new InvalidProtocolBufferException(field.name() + " is of another type");
        }
      }
    }
    if (field.kind() == ProtoMessage.Kind.MESSAGE) {
      int limit = in.pushLimit(in.readRawVarint32());
      if (field.type().name().startsWith(WELL_KNOWN)) {
        wellKnown(field.type(), in);
      } else {
        message(field.type(), in);
      }
      in.checkLastTagWas(0);
      in.popLimit(limit);
    } else {
      scalar(field, in);
    }
  }

  private static int wireType(Field field) {
    return switch (field.kind()) {
      case DOUBLE, FIXED64, SFIXED64 -> WireFormat.WIRETYPE_FIXED64;
      case FLOAT, FIXED32, SFIXED32 -> WireFormat.WIRETYPE_FIXED32;
      default -> WireFormat.WIRETYPE_VARINT;
    };
  }

  private void wellKnown(ProtoMessage type, CodedInputStream in) throws IOException {
    if (type.name().equals("google.protobuf.Timestamp")) {
      timestamp(in);
    } else if (type.name().endsWith("Value")) {
      int tag = in.readTag();
      if (tag == 0) {
        defaultOf(type.field(1));
        return;
      }
      value(type.field(1), tag, in);
      in.readTag();
    } else {
      message(type, in);
    }
  }

  private void timestamp(CodedInputStream in) throws IOException {
    long seconds = 0;
    int nanos = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> seconds = in.readInt64();
        case 2 -> nanos = in.readInt32();
        default -> in.skipField(tag);
      }
    }
    if (Math.abs(seconds) > Long.MAX_VALUE / 2_000_000) {
      throw new InvalidProtocolBufferException("a timestamp is out of range");
    }
    handler.instant(seconds * 1_000_000 + Math.floorDiv(nanos, 1000));
  }

  private void scalar(Field field, CodedInputStream in) throws IOException {
    switch (field.kind()) {
      case DOUBLE -> handler.decimal(in.readDouble());
      case FLOAT -> handler.decimal(in.readFloat());
      case INT32 -> handler.integer(in.readInt32());
      case INT64 -> handler.integer(in.readInt64());
      case UINT32 -> handler.integer(in.readUInt32() & 0xFFFF_FFFFL);
      case UINT64 -> unsigned(in.readUInt64());
      case SINT32 -> handler.integer(in.readSInt32());
      case SINT64 -> handler.integer(in.readSInt64());
      case FIXED32 -> handler.integer(in.readFixed32() & 0xFFFF_FFFFL);
      case FIXED64 -> unsigned(in.readFixed64());
      case SFIXED32 -> handler.integer(in.readSFixed32());
      case SFIXED64 -> handler.integer(in.readSFixed64());
      case BOOL -> handler.flag(in.readBool());
      case STRING -> text(in.readStringRequireUtf8());
      case BYTES -> text(Base64.getEncoder().encodeToString(in.readByteArray()));
      case ENUM -> symbol(field, in.readEnum());
      case MESSAGE -> throw new InvalidProtocolBufferException(field.name() + " is no scalar");
    }
  }

  private void unsigned(long value) {
    if (value < 0) {
      handler.decimal((value >>> 1) * 2.0 + (value & 1));
    } else {
      handler.integer(value);
    }
  }

  private void symbol(Field field, int number) {
    String symbol = field.symbols().get(number);
    if (symbol == null) {
      handler.integer(number);
    } else {
      text(symbol);
    }
  }

  private void text(String text) {
    handler.text(text.toCharArray(), 0, text.length());
  }

  private void defaultOf(Field field) {
    switch (field.kind()) {
      case DOUBLE, FLOAT -> handler.decimal(0);
      case BOOL -> handler.flag(false);
      case STRING, BYTES -> text("");
      case ENUM -> symbol(field, 0);
      case MESSAGE -> handler.nothing();
      default -> handler.integer(0);
    }
  }
}
