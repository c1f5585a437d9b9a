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
    Types.MessageTypeBuilder type = Types.buildMessage();
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
        case TIME ->
            type.optional(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                .named(field.name());
      }
    }
    return type.named(schema.name().replace('-', '_'));
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
    private OutputSchema.Field<T>[] fields;
    private ColumnWriter[] columns;
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
    @SuppressWarnings({"unchecked", "rawtypes"})
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
      fields = schema.fields().toArray(new OutputSchema.Field[0]);
      columns = new ColumnWriter[fields.length];
      for (int i = 0; i < fields.length; i++) {
        columns[i] = new ColumnWriter(recordConsumer, fields[i].name(), i);
      }
    }

    @Override
    public void write(T record) {
      try {
        consumer.startMessage();
        for (int i = 0; i < fields.length; i++) {
          fields[i].read(record, columns[i]);
        }
        consumer.endMessage();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
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
    public void time(long epochMicros) {
      integer(epochMicros);
    }
  }
}
