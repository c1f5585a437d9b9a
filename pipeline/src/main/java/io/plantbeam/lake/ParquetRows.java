package io.plantbeam.lake;

import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.parquet.ChannelOutput;
import io.plantbeam.parquet.WriterSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Writes records to Parquet (zstd), with a column for each field of their schema. */
final class ParquetRows {
  private ParquetRows() {}

  /**
   * Begins a file. The writer's {@code close} writes the footer and leaves the channel open.
   *
   * @param notes for the footer
   */
  static <T> ParquetWriter<T> writer(
      OutputSchema<T> schema,
      WritableByteChannel channel,
      WriterSettings settings,
      Map<String, String> notes)
      throws IOException {
    Builder<T> builder = new Builder<>(schema, channel, notes);
    settings.applyTo(builder);
    return builder.build();
  }

  static MessageType messageType(OutputSchema<?> schema) {
    return columns(Types.buildMessage(), schema).named(schema.name().replace('-', '_'));
  }

  /** Adds the columns of a schema to a message or a group. */
  private static <B extends Types.GroupBuilder<?>> B columns(B type, OutputSchema<?> schema) {
    for (OutputSchema.Field<?> field : schema.fields()) {
      switch (field.type()) {
        case TEXT ->
            type.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(field.name());
        case INTEGER -> type.optional(PrimitiveTypeName.INT64).named(field.name());
        case NUMBER -> type.optional(PrimitiveTypeName.DOUBLE).named(field.name());
        case FLAG -> type.optional(PrimitiveTypeName.BOOLEAN).named(field.name());
        case TEXTS ->
            type.repeated(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(field.name());
        case MEANS ->
            type.repeatedGroup()
                .required(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                .named("at")
                .required(PrimitiveTypeName.FLOAT)
                .named("mean")
                .named(field.name());
        case RECORDS -> columns(type.repeatedGroup(), field.records()).named(field.name());
        case TIME ->
            type.optional(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                .named(field.name());
      }
    }
    return type;
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final OutputSchema<T> schema;
    private final Map<String, String> notes;

    private Builder(
        OutputSchema<T> schema, WritableByteChannel channel, Map<String, String> notes) {
      super(new ChannelOutput(channel));
      this.schema = schema;
      this.notes = notes;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<T> getWriteSupport(Configuration conf) {
      return new SchemaWriteSupport<>(schema, notes);
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration conf) {
      return new SchemaWriteSupport<>(schema, notes);
    }
  }

  private static final class SchemaWriteSupport<T> extends WriteSupport<T> {
    private final OutputSchema<T> schema;
    private final Map<String, String> notes;
    private Columns<T> columns;
    private RecordConsumer consumer;

    private SchemaWriteSupport(OutputSchema<T> schema, Map<String, String> notes) {
      this.schema = schema;
      this.notes = notes;
    }

    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
      return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return context();
    }

    private WriteContext context() {
      return new WriteContext(messageType(schema), notes);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
      columns = new Columns<>(schema, recordConsumer);
    }

    @Override
    public void write(T record) {
      try {
        consumer.startMessage();
        columns.write(record);
        consumer.endMessage();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The columns of a message or a group. */
  private static final class Columns<T> {
    private final OutputSchema.Field<T>[] fields;
    private final ColumnWriter[] columns;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Columns(OutputSchema<T> schema, RecordConsumer consumer) {
      fields = schema.fields().toArray(new OutputSchema.Field[0]);
      columns = new ColumnWriter[fields.length];
      for (int i = 0; i < fields.length; i++) {
        columns[i] = new ColumnWriter(consumer, fields[i].name(), i);
      }
    }

    void write(T record) throws IOException {
      for (int i = 0; i < fields.length; i++) {
        fields[i].read(record, columns[i]);
      }
    }
  }

  private static final class ColumnWriter implements OutputSchema.FieldVisitor {
    private final RecordConsumer consumer;
    private final String name;
    private final int index;

    // The texts of one batch are the same objects in each of its rows.
    private String lastText;
    private Binary lastBinary;

    /** Of the records in the column; null until there is one. */
    private Columns<?> nested;

    private ColumnWriter(RecordConsumer consumer, String name, int index) {
      this.consumer = consumer;
      this.name = name;
      this.index = index;
    }

    @Override
    public void missing() {}

    @Override
    @SuppressWarnings("ReferenceEquality")
    public void text(String value) {
      if (value != lastText) {
        lastText = value;
        lastBinary = Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8));
      }
      consumer.startField(name, index);
      consumer.addBinary(lastBinary);
      consumer.endField(name, index);
    }

    @Override
    public void integer(long value) {
      consumer.startField(name, index);
      consumer.addLong(value);
      consumer.endField(name, index);
    }

    @Override
    public void number(double value) {
      consumer.startField(name, index);
      consumer.addDouble(value);
      consumer.endField(name, index);
    }

    @Override
    public void flag(boolean value) {
      consumer.startField(name, index);
      consumer.addBoolean(value);
      consumer.endField(name, index);
    }

    @Override
    public void texts(List<String> values) {
      if (values.isEmpty()) {
        return;
      }
      consumer.startField(name, index);
      for (String value : values) {
        consumer.addBinary(Binary.fromString(value));
      }
      consumer.endField(name, index);
    }

    @Override
    public void means(RecentMeans values) {
      if (values.isEmpty()) {
        return;
      }
      consumer.startField(name, index);
      for (RecentMeans.Mean minute : values.toList()) {
        consumer.startGroup();
        consumer.startField("at", 0);
        consumer.addLong(minute.startMicros());
        consumer.endField("at", 0);
        consumer.startField("mean", 1);
        consumer.addFloat(minute.mean());
        consumer.endField("mean", 1);
        consumer.endGroup();
      }
      consumer.endField(name, index);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> void records(OutputSchema<R> schema, List<R> values) throws IOException {
      if (values.isEmpty()) {
        return;
      }
      if (nested == null) {
        nested = new Columns<>(schema, consumer);
      }
      Columns<R> columns = (Columns<R>) nested;
      consumer.startField(name, index);
      for (R value : values) {
        consumer.startGroup();
        columns.write(value);
        consumer.endGroup();
      }
      consumer.endField(name, index);
    }

    @Override
    public void time(long epochMicros) {
      integer(epochMicros);
    }
  }
}
