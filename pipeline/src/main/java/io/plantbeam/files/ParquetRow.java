package io.plantbeam.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Makes a JSON object of each row: groups become objects, lists arrays, and maps objects. */
final class ParquetRow extends RecordMaterializer<byte[]> {
  private static final JsonFactory JSON = new JsonFactory();

  private final Group root;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Values row;

  ParquetRow(MessageType schema) {
    root = new Group(schema, values -> row = (Values) values);
  }

  @Override
  public byte[] getCurrentRecord() {
    bytes.reset();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      write(row, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }

  private static void write(Object value, JsonGenerator out) throws IOException {
    if (value instanceof Values values) {
      LogicalTypeAnnotation annotation = values.type.getLogicalTypeAnnotation();
      if (annotation instanceof ListLogicalTypeAnnotation && values.type.getFieldCount() == 1) {
        writeList(values, out);
      } else if (annotation instanceof MapLogicalTypeAnnotation && isMap(values.type)) {
        writeMap(values, out);
      } else {
        writeGroup(values, out);
      }
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(element, out);
      }
      out.writeEndArray();
    } else {
      out.writeObject(value);
    }
  }

  private static void writeGroup(Values values, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (int i = 0; i < values.fields.length; i++) {
      if (values.fields[i] != null) {
        out.writeFieldName(values.type.getFieldName(i));
        write(values.fields[i], out);
      }
    }
    out.writeEndObject();
  }

  /** A list is a group with a repeated field, which is a group around the element, as a rule. */
  private static void writeList(Values values, JsonGenerator out) throws IOException {
    out.writeStartArray();
    if (values.fields[0] instanceof List<?> elements) {
      for (Object element : elements) {
        if (element instanceof Values inner && inner.type.getFieldCount() == 1) {
          write(inner.fields[0], out);
        } else {
          write(element, out);
        }
      }
    }
    out.writeEndArray();
  }

  private static boolean isMap(GroupType type) {
    return type.getFieldCount() == 1
        && !type.getType(0).isPrimitive()
        && type.getType(0).asGroupType().getFieldCount() == 2;
  }

  private static void writeMap(Values values, JsonGenerator out) throws IOException {
    out.writeStartObject();
    if (values.fields[0] instanceof List<?> entries) {
      for (Object entry : entries) {
        Object[] keyAndValue = ((Values) entry).fields;
        out.writeFieldName(String.valueOf(keyAndValue[0]));
        write(keyAndValue[1], out);
      }
    }
    out.writeEndObject();
  }

  /** What a group has: null for a field without a value, and a list for a repeated one. */
  private static final class Values {
    private final GroupType type;
    private final Object[] fields;

    private Values(GroupType type) {
      this.type = type;
      this.fields = new Object[type.getFieldCount()];
    }

    private void add(int field, Object value) {
      if (!type.getType(field).isRepetition(Type.Repetition.REPEATED)) {
        fields[field] = value;
        return;
      }
      if (fields[field] == null) {
        fields[field] = new ArrayList<>();
      }
      @SuppressWarnings("unchecked")
      List<Object> values = (List<Object>) fields[field];
      values.add(value);
    }
  }

  private static final class Group extends GroupConverter {
    private final GroupType type;
    private final Consumer<Object> parent;
    private final Converter[] converters;
    private Values values;

    private Group(GroupType type, Consumer<Object> parent) {
      this.type = type;
      this.parent = parent;
      this.converters = new Converter[type.getFieldCount()];
      for (int i = 0; i < converters.length; i++) {
        int field = i;
        Type fieldType = type.getType(i);
        Consumer<Object> sink = value -> values.add(field, value);
        converters[i] =
            fieldType.isPrimitive()
                ? new ParquetValue(fieldType.asPrimitiveType(), sink)
                : new Group(fieldType.asGroupType(), sink);
      }
    }

    @Override
    public Converter getConverter(int field) {
      return converters[field];
    }

    @Override
    public void start() {
      values = new Values(type);
    }

    @Override
    public void end() {
      parent.accept(values);
    }
  }
}
