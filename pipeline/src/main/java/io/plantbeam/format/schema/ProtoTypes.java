package io.plantbeam.format.schema;

import com.squareup.wire.schema.Field.Label;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumConstantElement;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.TypeElement;
import io.plantbeam.format.schema.ProtoMessage.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The message types of a schema in the language of Protobuf, and of those that it imports. */
final class ProtoTypes {
  private static final Pattern MAP = Pattern.compile("map<\\s*([\\w.]+)\\s*,\\s*([\\w.]+)\\s*>");

  /** Types that schemas import without a registry having them. */
  private static final String WELL_KNOWN =
      """
      syntax = "proto3";
      package google.protobuf;
      message Timestamp { int64 seconds = 1; int32 nanos = 2; }
      message Duration { int64 seconds = 1; int32 nanos = 2; }
      message DoubleValue { double value = 1; }
      message FloatValue { float value = 1; }
      message Int64Value { int64 value = 1; }
      message UInt64Value { uint64 value = 1; }
      message Int32Value { int32 value = 1; }
      message UInt32Value { uint32 value = 1; }
      message BoolValue { bool value = 1; }
      message StringValue { string value = 1; }
      message BytesValue { bytes value = 1; }
      message Empty {}
      """;

  private final Map<String, ProtoMessage> messages = new HashMap<>();
  private final Map<String, Map<Integer, String>> enums = new HashMap<>();
  private final List<Open> open = new ArrayList<>();

  /** A type whose fields are not resolved yet. */
  private record Open(ProtoMessage message, MessageElement element, boolean hasDefaults) {}

  private ProtoTypes() {}

  /**
   * Finds the message type that a message says it is of.
   *
   * @param main the schema that messages name
   */
  static Root of(RegisteredSchema main) throws SchemaUnavailableException {
    ProtoTypes types = new ProtoTypes();
    ProtoFileElement file;
    try {
      types.declare(parse(WELL_KNOWN));
      for (String reference : main.references().values()) {
        types.declare(parse(reference));
      }
      file = parse(main.text());
      types.declare(file);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw SchemaUnavailableException.lasting("it is no Protobuf schema: " + e.getMessage());
    }
    types.resolve();
    return types.new Root(file);
  }

  private static ProtoFileElement parse(String text) {
    return ProtoParser.Companion.parse(Location.get("schema.proto"), text);
  }

  /** The types of the schema that messages name, from which their indexes count. */
  final class Root {
    private final ProtoFileElement file;

    private Root(ProtoFileElement file) {
      this.file = file;
    }

    /** The type at a path of indexes, each among the types within the one before; null for none. */
    ProtoMessage at(List<Integer> indexes) {
      List<TypeElement> types = file.getTypes();
      StringBuilder name =
          new StringBuilder(file.getPackageName() == null ? "" : file.getPackageName());
      for (int index : indexes) {
        List<MessageElement> among =
            types.stream()
                .filter(MessageElement.class::isInstance)
                .map(MessageElement.class::cast)
                .toList();
        if (index < 0 || index >= among.size()) {
          return null;
        }
        name.append(name.isEmpty() ? "" : ".").append(among.get(index).getName());
        types = among.get(index).getNestedTypes();
      }
      return messages.get(name.toString());
    }
  }

  private void declare(ProtoFileElement file) {
    boolean hasDefaults = file.getSyntax() != null && "proto3".equals(file.getSyntax().toString());
    String prefix = file.getPackageName() == null ? "" : file.getPackageName() + ".";
    file.getTypes().forEach(type -> declare(prefix, type, hasDefaults));
  }

  private void declare(String prefix, TypeElement type, boolean hasDefaults) {
    String name = prefix + type.getName();
    if (type instanceof EnumElement enumeration) {
      Map<Integer, String> symbols = new LinkedHashMap<>();
      for (EnumConstantElement constant : enumeration.getConstants()) {
        symbols.putIfAbsent(constant.getTag(), constant.getName());
      }
      enums.put(name, symbols);
    } else if (type instanceof MessageElement message) {
      ProtoMessage declared = new ProtoMessage(name);
      messages.put(name, declared);
      open.add(new Open(declared, message, hasDefaults));
      message.getNestedTypes().forEach(inner -> declare(name + ".", inner, hasDefaults));
    }
  }

  private void resolve() throws SchemaUnavailableException {
    for (Open type : open) {
      for (FieldElement field : type.element.getFields()) {
        type.message.add(field(type.message, field, type.hasDefaults && field.getLabel() == null));
      }
      for (OneOfElement oneOf : type.element.getOneOfs()) {
        for (FieldElement field : oneOf.getFields()) {
          type.message.add(field(type.message, field, false));
        }
      }
    }
  }

  private ProtoMessage.Field field(ProtoMessage owner, FieldElement field, boolean hasDefault)
      throws SchemaUnavailableException {
    Matcher map = MAP.matcher(field.getType());
    if (map.matches()) {
      ProtoMessage entry = new ProtoMessage(owner.name() + "." + field.getName());
      entry.add(field(owner, 1, "key", map.group(1), false, false));
      entry.add(field(owner, 2, "value", map.group(2), false, false));
      return new ProtoMessage.Field(
          field.getTag(), field.getName(), Kind.MESSAGE, entry, null, true, true, false);
    }
    return field(
        owner,
        field.getTag(),
        field.getName(),
        field.getType(),
        field.getLabel() == Label.REPEATED,
        hasDefault);
  }

  private ProtoMessage.Field field(
      ProtoMessage owner,
      int number,
      String name,
      String type,
      boolean isRepeated,
      boolean hasDefault)
      throws SchemaUnavailableException {
    for (Kind kind : Kind.values()) {
      boolean isScalar = kind != Kind.ENUM && kind != Kind.MESSAGE;
      if (isScalar && kind.name().toLowerCase(Locale.ROOT).equals(type)) {
        return new ProtoMessage.Field(
            number, name, kind, null, null, isRepeated, false, hasDefault && !isRepeated);
      }
    }
    ProtoMessage message = lookUp(owner.name(), type, messages);
    if (message != null) {
      return new ProtoMessage.Field(
          number, name, Kind.MESSAGE, message, null, isRepeated, false, false);
    }
    Map<Integer, String> symbols = lookUp(owner.name(), type, enums);
    if (symbols == null) {
      throw SchemaUnavailableException.lasting(
          "its type %s, of field %s, is in none of its imports".formatted(type, name));
    }
    return new ProtoMessage.Field(
        number, name, Kind.ENUM, null, symbols, isRepeated, false, hasDefault && !isRepeated);
  }

  /** A name counts from the innermost type outwards, unless it begins with a point. */
  private static <T> T lookUp(String scope, String name, Map<String, T> known) {
    if (name.startsWith(".")) {
      return known.get(name.substring(1));
    }
    String around = scope;
    while (true) {
      T found = known.get(around.isEmpty() ? name : around + "." + name);
      if (found != null || around.isEmpty()) {
        return found;
      }
      around = around.contains(".") ? around.substring(0, around.lastIndexOf('.')) : "";
    }
  }
}
