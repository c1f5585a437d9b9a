package io.plantbeam.format.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A message type of Protobuf: its fields by their numbers. */
final class ProtoMessage {
  private final String name;
  private final Map<Integer, Field> byNumber = new HashMap<>();
  private final List<Field> withDefault = new ArrayList<>();

  /** What a field holds. */
  enum Kind {
    DOUBLE,
    FLOAT,
    INT32,
    INT64,
    UINT32,
    UINT64,
    SINT32,
    SINT64,
    FIXED32,
    FIXED64,
    SFIXED32,
    SFIXED64,
    BOOL,
    STRING,
    BYTES,
    ENUM,
    MESSAGE
  }

  /**
   * One field.
   *
   * @param type of a message field, else null
   * @param symbols of an enum field by their numbers, else null
   * @param isMap whether it is a map, whose entries are {@code type}
   * @param hasDefault whether it is not sent where it has its default
   */
  record Field(
      int number,
      String name,
      Kind kind,
      ProtoMessage type,
      Map<Integer, String> symbols,
      boolean isRepeated,
      boolean isMap,
      boolean hasDefault) {}

  ProtoMessage(String name) {
    this.name = name;
  }

  /** With the package and the types around it, as {@code google.protobuf.Timestamp}. */
  String name() {
    return name;
  }

  void add(Field field) {
    byNumber.put(field.number(), field);
    if (field.hasDefault()) {
      withDefault.add(field);
    }
  }

  /** The field of a number, or null. */
  Field field(int number) {
    return byNumber.get(number);
  }

  /** The fields that have a value where they are not sent. */
  List<Field> withDefault() {
    return withDefault;
  }
}
