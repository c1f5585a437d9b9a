package io.plantbeam.lake.rows;

import io.plantbeam.parquet.ChannelOutput;
import io.plantbeam.parquet.WriterSettings;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/** Writes rows as they were read. */
final class RowWriter {
  private RowWriter() {}

  /** Begins a file, whose channel stays open. */
  static ParquetWriter<byte[]> open(RowLayout layout, WritableByteChannel channel)
      throws IOException {
    return new Builder(layout, channel).build();
  }

  private static final class Builder extends ParquetWriter.Builder<byte[], Builder> {
    private final RowLayout layout;

    private Builder(RowLayout layout, WritableByteChannel channel) {
      super(new ChannelOutput(channel));
      this.layout = layout;
      WriterSettings.OF_SORTED_READINGS.applyTo(this);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<byte[]> getWriteSupport(Configuration conf) {
      return new Rows(layout);
    }

    @Override
    protected WriteSupport<byte[]> getWriteSupport(ParquetConfiguration conf) {
      return new Rows(layout);
    }
  }

  private static final class Rows extends WriteSupport<byte[]> {
    private final List<PrimitiveType> columns;
    private final MessageType schema;
    private final int[] fields;
    private final RowBytes.Decoder row = new RowBytes.Decoder();
    private RecordConsumer consumer;

    private Rows(RowLayout layout) {
      columns = layout.inOrder();
      schema = layout.schema();
      fields =
          columns.stream().mapToInt(column -> schema.getFieldIndex(column.getName())).toArray();
    }

    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(byte[] bytes) {
      row.begin(bytes);
      consumer.startMessage();
      for (int i = 0; i < fields.length; i++) {
        if (row.next()) {
          PrimitiveType column = columns.get(i);
          consumer.startField(column.getName(), fields[i]);
          switch (column.getPrimitiveTypeName()) {
            case BOOLEAN -> consumer.addBoolean(row.flag());
            case INT32 -> consumer.addInteger((int) row.whole());
            case INT64 -> consumer.addLong(row.whole());
            case FLOAT -> consumer.addFloat((float) row.number());
            case DOUBLE -> consumer.addDouble(row.number());
            default -> consumer.addBinary(Binary.fromConstantByteArray(row.bytes()));
          }
          consumer.endField(column.getName(), fields[i]);
        }
      }
      consumer.endMessage();
    }
  }
}
