package io.plantbeam.format.schema;

import static io.plantbeam.format.schema.RegisteredDocuments.framed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import io.plantbeam.testing.SchemaRegistryServer;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Protobuf's own writer has written is read by the schemas of a registry. */
class ProtobufDocumentTest {
  private static final String PROTO =
      """
      syntax = "proto3";
      package acme;
      import "google/protobuf/timestamp.proto";
      import "google/protobuf/wrappers.proto";
      import "place.proto";
      message Other { int32 x = 1; }
      message Reading {
        enum State { OFF = 0; ON = 1; }
        message Sample { double value = 1; string unit = 2; }
        string sensor = 1;
        google.protobuf.Timestamp time = 2;
        double value = 3;
        State state = 4;
        repeated Sample samples = 5;
        repeated sint32 raw = 6 [packed = true];
        map<string, double> metrics = 7;
        google.protobuf.DoubleValue limit = 8;
        oneof source { int64 machine = 9; string gateway = 10; }
        optional uint32 count = 11;
        Place place = 12;
        fixed64 serial = 13;
      }
      """;

  private static final String PLACE =
      """
      syntax = "proto3";
      package acme;
      message Place { string line = 1; bool ok = 2; }
      """;

  private SchemaRegistryServer registry;
  private RegistryDocument documents;

  @BeforeEach
  void start() throws IOException {
    registry = new SchemaRegistryServer();
    documents = RegisteredDocuments.by(registry);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private static FieldDescriptorProto field(
      int number, String name, FieldDescriptorProto.Type type, String typeName, boolean repeated) {
    FieldDescriptorProto.Builder field =
        FieldDescriptorProto.newBuilder()
            .setNumber(number)
            .setName(name)
            .setType(type)
            .setLabel(
                repeated
                    ? FieldDescriptorProto.Label.LABEL_REPEATED
                    : FieldDescriptorProto.Label.LABEL_OPTIONAL);
    return (typeName == null ? field : field.setTypeName(typeName)).build();
  }

  /** The same types for Protobuf's own writer. */
  private static Descriptor readingType() throws Exception {
    FieldDescriptorProto.Type message = FieldDescriptorProto.Type.TYPE_MESSAGE;
    FieldDescriptorProto.Type text = FieldDescriptorProto.Type.TYPE_STRING;
    FieldDescriptorProto.Type number = FieldDescriptorProto.Type.TYPE_DOUBLE;
    DescriptorProto reading =
        DescriptorProto.newBuilder()
            .setName("Reading")
            .addEnumType(
                EnumDescriptorProto.newBuilder()
                    .setName("State")
                    .addValue(EnumValueDescriptorProto.newBuilder().setName("OFF").setNumber(0))
                    .addValue(EnumValueDescriptorProto.newBuilder().setName("ON").setNumber(1)))
            .addNestedType(
                DescriptorProto.newBuilder()
                    .setName("Sample")
                    .addField(field(1, "value", number, null, false))
                    .addField(field(2, "unit", text, null, false)))
            .addNestedType(
                DescriptorProto.newBuilder()
                    .setName("MetricsEntry")
                    .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                    .addField(field(1, "key", text, null, false))
                    .addField(field(2, "value", number, null, false)))
            .addField(field(1, "sensor", text, null, false))
            .addField(field(2, "time", message, ".google.protobuf.Timestamp", false))
            .addField(field(3, "value", number, null, false))
            .addField(
                field(
                    4, "state", FieldDescriptorProto.Type.TYPE_ENUM, ".acme.Reading.State", false))
            .addField(field(5, "samples", message, ".acme.Reading.Sample", true))
            .addField(field(6, "raw", FieldDescriptorProto.Type.TYPE_SINT32, null, true))
            .addField(field(7, "metrics", message, ".acme.Reading.MetricsEntry", true))
            .addField(field(8, "limit", message, ".google.protobuf.DoubleValue", false))
            .addField(field(9, "machine", FieldDescriptorProto.Type.TYPE_INT64, null, false))
            .addField(field(12, "place", message, ".acme.Place", false))
            .addField(field(13, "serial", FieldDescriptorProto.Type.TYPE_FIXED64, null, false))
            .addField(field(99, "added_later", text, null, false))
            .build();
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setSyntax("proto3")
            .setPackage("acme")
            .addDependency("google/protobuf/timestamp.proto")
            .addDependency("google/protobuf/wrappers.proto")
            .addMessageType(
                DescriptorProto.newBuilder()
                    .setName("Place")
                    .addField(field(1, "line", text, null, false))
                    .addField(field(2, "ok", FieldDescriptorProto.Type.TYPE_BOOL, null, false)))
            .addMessageType(reading)
            .build();
    return FileDescriptor.buildFrom(
            file,
            new FileDescriptor[] {TimestampProto.getDescriptor(), WrappersProto.getDescriptor()})
        .findMessageTypeByName("Reading");
  }

  private static byte[] protobuf() throws Exception {
    Descriptor type = readingType();
    Descriptor sample = type.findNestedTypeByName("Sample");
    Descriptor place = type.getFile().findMessageTypeByName("Place");
    Descriptor entry = type.findNestedTypeByName("MetricsEntry");
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByName("sensor"), "Kölner Ofen 🔥")
        .setField(
            type.findFieldByName("time"),
            Timestamp.newBuilder().setSeconds(1_772_352_000).setNanos(123_456_789).build())
        .setField(
            type.findFieldByName("state"), type.findEnumTypeByName("State").findValueByName("ON"))
        .addRepeatedField(
            type.findFieldByName("samples"),
            DynamicMessage.newBuilder(sample)
                .setField(sample.findFieldByName("value"), 1.5)
                .setField(sample.findFieldByName("unit"), "bar")
                .build())
        .addRepeatedField(
            type.findFieldByName("samples"), DynamicMessage.newBuilder(sample).build())
        .addRepeatedField(type.findFieldByName("raw"), -3)
        .addRepeatedField(type.findFieldByName("raw"), 300)
        .addRepeatedField(
            type.findFieldByName("metrics"),
            DynamicMessage.newBuilder(entry)
                .setField(entry.findFieldByName("key"), "rpm")
                .setField(entry.findFieldByName("value"), 1480.0)
                .build())
        .setField(type.findFieldByName("limit"), DoubleValue.of(99.5))
        .setField(type.findFieldByName("machine"), -4L)
        .setField(
            type.findFieldByName("place"),
            DynamicMessage.newBuilder(place).setField(place.findFieldByName("line"), "L1").build())
        .setField(type.findFieldByName("serial"), -1L)
        .setField(type.findFieldByName("added_later"), "unknown to the schema")
        .build()
        .toByteArray();
  }

  private void addProtobuf(int id) {
    registry.addSubject("place", "PROTOBUF", PLACE);
    registry.add(id, "PROTOBUF", PROTO, Map.of("place.proto", "place"));
  }

  @Test
  void readsProtobuf() throws Exception {
    addProtobuf(7);
    // The second type of the schema: one index, which is 1.
    byte[] message = framed(7, new byte[] {2, 2}, protobuf());
    DocumentText text = new DocumentText();
    assertNull(documents.read(message, 0, message.length, text));
    assertEquals(
        "{ sensor='Kölner Ofen 🔥' time= 2026-03-01T08:00:00.123456Z state='ON'"
            + " samples=[{ value= 1.5 unit='bar' }{ value= 0.0 unit='' } ] raw=[ -3 300 ]"
            + " metrics={ rpm= 1480.0 } limit= 99.5 machine= -4 place={ line='L1' ok= false }"
            + " serial= 1.8446744073709552E19 value= 0.0 }",
        text.toString());
  }

  @Test
  void readsTheFirstAndANestedTypeOfProtobuf() throws Exception {
    addProtobuf(7);
    byte[] first = framed(7, new byte[] {0, 8, 5});
    DocumentText text = new DocumentText();
    assertNull(documents.read(first, 0, first.length, text));
    assertEquals("{ x= 5 }", text.toString());
    byte[] nested = framed(7, new byte[] {4, 2, 0}, new byte[] {18, 1, 'V'});
    DocumentText sample = new DocumentText();
    assertNull(documents.read(nested, 0, nested.length, sample));
    assertEquals("{ unit='V' value= 0.0 }", sample.toString());
    byte[] none = framed(7, new byte[] {2, 18});
    assertEquals(
        "the schema has no message type at [9]",
        documents.read(none, 0, none.length, new DocumentText()));
  }

  @Test
  void saysThatProtobufIsDamagedWhateverTheDamage() throws Exception {
    addProtobuf(7);
    byte[] good = protobuf();
    Random random = new Random(12);
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] message = framed(7, new byte[] {2, 2}, good);
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        message[7 + random.nextInt(good.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? 7 + random.nextInt(good.length) : message.length;
      refused += documents.read(message, 0, length, new DocumentText()) == null ? 0 : 1;
    }
    assertTrue(refused > 20_000, () -> "few are refused");
  }
}
