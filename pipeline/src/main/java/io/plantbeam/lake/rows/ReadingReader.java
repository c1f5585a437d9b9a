package io.plantbeam.lake.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A cursor over the readings of a file, with what figures of their series need: no other column is
 * read. One row group is in memory at a time.
 */
public final class ReadingReader {
  /** Of a message that has none. */
  private static final double BEST_QUALITY = 1;

  private final Text sensorId = new Text();
  private final Text metric = new Text();
  private final Text unit = new Text();
  private final Text timezone = new Text();
  private final Text productionLine = new Text();
  private final Text equipmentId = new Text();
  private final List<Text> texts =
      List.of(sensorId, metric, unit, timezone, productionLine, equipmentId);
  private final Figure time = new Figure();
  private final Figure value = new Figure();
  private final Figure quality = new Figure();

  private final ParquetFileReader file;
  private final MessageColumnIO columns;
  private final Row row;
  private RecordReader<Row> group;
  private long left;

  /**
   * Reads an open file, which stays open.
   *
   * @throws IOException if it has no readings
   */
  public ReadingReader(ParquetFileReader file) throws IOException {
    this.file = file;
    MessageType all = file.getFileMetaData().getSchema();
    List<Type> fields = new ArrayList<>();
    List<Converter> converters = new ArrayList<>();
    for (Type field : all.getFields()) {
      Converter converter = converter(field.getName());
      if (converter != null) {
        fields.add(field);
        converters.add(converter);
      }
    }
    for (String column : List.of("sensor_id", "metric", "timestamp", "value")) {
      if (!all.containsField(column)) {
        throw new IOException(
            "there is no column %s, so this is no file of readings".formatted(column));
      }
    }
    MessageType needed = new MessageType(all.getName(), fields);
    file.setRequestedSchema(needed);
    columns = new ColumnIOFactory().getColumnIO(needed);
    row = new Row(converters.toArray(Converter[]::new));
  }

  private Converter converter(String column) {
    return switch (column) {
      case "sensor_id" -> sensorId;
      case "metric" -> metric;
      case "unit" -> unit;
      case "timezone" -> timezone;
      case "production_line" -> productionLine;
      case "equipment_id" -> equipmentId;
      case "timestamp" -> time;
      case "value" -> value;
      case "quality_score" -> quality;
      default -> null;
    };
  }

  /**
   * Moves to the next reading.
   *
   * @return whether there is one
   */
  public boolean next() throws IOException {
    try {
      while (left == 0) {
        PageReadStore pages = file.readNextRowGroup();
        if (pages == null) {
          return false;
        }
        left = pages.getRowCount();
        group = columns.getRecordReader(pages, row);
      }
      left--;
      group.read();
      return true;
    } catch (RuntimeException e) {
      throw new IOException("a row group cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether the texts may differ from those of the reading before. */
  public boolean isOtherSeries() {
    return row.isOtherSeries;
  }

  public String sensorId() {
    return sensorId.now;
  }

  public String metric() {
    return metric.now;
  }

  /** Null where the reading has none, as the following. */
  public String unit() {
    return unit.now;
  }

  public String timezone() {
    return timezone.now;
  }

  public String productionLine() {
    return productionLine.now;
  }

  public String equipmentId() {
    return equipmentId.now;
  }

  /** The event time, in microseconds since the epoch. */
  public long timeMicros() {
    return time.whole;
  }

  public double value() {
    return value.number;
  }

  /** From 0 to 1. */
  public double quality() {
    return quality.present ? quality.number : BEST_QUALITY;
  }

  private final class Row extends RecordMaterializer<Row> {
    private final GroupConverter root;
    private boolean isOtherSeries;

    private Row(Converter[] converters) {
      root = new Root(converters);
    }

    @Override
    public Row getCurrentRecord() {
      return this;
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }

    private final class Root extends GroupConverter {
      private final Converter[] converters;

      private Root(Converter[] converters) {
        this.converters = converters;
      }

      @Override
      public Converter getConverter(int field) {
        return converters[field];
      }

      @Override
      public void start() {
        for (Text text : texts) {
          text.now = null;
        }
        quality.present = false;
      }

      @Override
      public void end() {
        boolean isOther = false;
        for (Text text : texts) {
          isOther |= text.hasChanged();
        }
        isOtherSeries = isOther;
      }
    }
  }

  /** The text of a column in the row at hand; equal ones of a row group are mostly one object. */
  private static final class Text extends PrimitiveConverter {
    private String now;
    private String before;
    private String[] dictionary;
    private Binary lastBinary;
    private String lastText;

    @SuppressWarnings("ReferenceEquality")
    private boolean hasChanged() {
      boolean changed = now != before;
      before = now;
      return changed;
    }

    @Override
    public boolean hasDictionarySupport() {
      return true;
    }

    @Override
    public void setDictionary(Dictionary values) {
      dictionary = new String[values.getMaxId() + 1];
      for (int id = 0; id < dictionary.length; id++) {
        dictionary[id] = values.decodeToBinary(id).toStringUsingUTF8();
      }
    }

    @Override
    public void addValueFromDictionary(int id) {
      now = dictionary[id];
    }

    @Override
    public void addBinary(Binary binary) {
      if (!Objects.equals(binary, lastBinary)) {
        lastBinary = binary.copy();
        lastText = binary.toStringUsingUTF8();
      }
      now = lastText;
    }
  }

  /** The number of a column in the row at hand. */
  private static final class Figure extends PrimitiveConverter {
    private boolean present;
    private long whole;
    private double number;

    @Override
    public void addLong(long newValue) {
      whole = newValue;
    }

    @Override
    public void addDouble(double newValue) {
      present = true;
      number = newValue;
    }
  }
}
