package io.plantbeam.lake.rows;

import java.io.IOException;
import java.util.List;
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
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The rows of a file, one row group in memory at a time. */
final class RowReader {
  private final ParquetFileReader file;
  private final MessageColumnIO columns;
  private final Materializer row;
  private RecordReader<byte[]> group;
  private long left;

  /**
   * Reads an open file, which stays open.
   *
   * @param identities whether rows have the columns of their identity alone
   */
  RowReader(ParquetFileReader file, RowLayout layout, boolean identities) {
    this.file = file;
    MessageType schema = file.getFileMetaData().getSchema();
    this.columns = new ColumnIOFactory().getColumnIO(schema);
    this.row = new Materializer(layout, schema, identities);
  }

  /** The next row; null at the end. */
  byte[] next() throws IOException {
    try {
      while (left == 0) {
        PageReadStore pages = file.readNextRowGroup();
        if (pages == null) {
          return null;
        }
        left = pages.getRowCount();
        group = columns.getRecordReader(pages, row);
      }
      left--;
      return group.read();
    } catch (RuntimeException e) {
      throw new IOException("a row group cannot be read: " + e.getMessage(), e);
    }
  }

  private static final class Materializer extends RecordMaterializer<byte[]> {
    private final Group root;
    private final RowBytes.Encoder encoder = new RowBytes.Encoder();
    private final Cell[] cells;
    private final int identityColumns;
    private final int columns;
    private byte[] row;

    private Materializer(RowLayout layout, MessageType schema, boolean identities) {
      List<PrimitiveType> inOrder = layout.inOrder();
      cells = new Cell[inOrder.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = new Cell(inOrder.get(i).getPrimitiveTypeName());
      }
      identityColumns = layout.identityColumns();
      columns = identities ? identityColumns : cells.length;
      Cell[] ofFields = new Cell[schema.getFieldCount()];
      for (int i = 0; i < ofFields.length; i++) {
        ofFields[i] = cells[indexOf(inOrder, schema.getFieldName(i))];
      }
      root = new Group(ofFields);
    }

    private static int indexOf(List<PrimitiveType> columns, String name) {
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).getName().equals(name)) {
          return i;
        }
      }
      throw new IllegalArgumentException("no column " + name);
    }

    private void begin() {
      for (Cell cell : cells) {
        cell.present = false;
      }
    }

    private void end() {
      encoder.begin();
      for (int i = 0; i < columns; i++) {
        if (i == identityColumns) {
          encoder.endIdentity();
        }
        cells[i].write(encoder);
      }
      if (columns == identityColumns) {
        encoder.endIdentity();
      }
      row = encoder.end();
    }

    @Override
    public byte[] getCurrentRecord() {
      return row;
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }

    private final class Group extends GroupConverter {
      private final Cell[] fields;

      private Group(Cell[] fields) {
        this.fields = fields;
      }

      @Override
      public Converter getConverter(int field) {
        return fields[field];
      }

      @Override
      public void start() {
        Materializer.this.begin();
      }

      @Override
      public void end() {
        Materializer.this.end();
      }
    }
  }

  /** The value of a column in the row at hand. */
  private static final class Cell extends PrimitiveConverter {
    private final PrimitiveTypeName type;
    private boolean present;
    private boolean flag;
    private long whole;
    private double number;
    private byte[] bytes;
    private byte[][] dictionary;

    private Cell(PrimitiveTypeName type) {
      this.type = type;
    }

    private void write(RowBytes.Encoder out) {
      if (!present) {
        out.missing();
        return;
      }
      switch (type) {
        case BOOLEAN -> out.flag(flag);
        case INT32, INT64 -> out.whole(whole);
        case FLOAT, DOUBLE -> out.number(number);
        default -> out.bytes(bytes);
      }
    }

    @Override
    public boolean hasDictionarySupport() {
      return type == PrimitiveTypeName.BINARY;
    }

    @Override
    public void setDictionary(Dictionary values) {
      dictionary = new byte[values.getMaxId() + 1][];
      for (int id = 0; id < dictionary.length; id++) {
        dictionary[id] = values.decodeToBinary(id).getBytes();
      }
    }

    @Override
    public void addValueFromDictionary(int id) {
      present = true;
      bytes = dictionary[id];
    }

    @Override
    public void addBinary(Binary newValue) {
      present = true;
      bytes = newValue.getBytes();
    }

    @Override
    public void addBoolean(boolean newValue) {
      present = true;
      flag = newValue;
    }

    @Override
    public void addInt(int newValue) {
      addLong(newValue);
    }

    @Override
    public void addLong(long newValue) {
      present = true;
      whole = newValue;
    }

    @Override
    public void addFloat(float newValue) {
      addDouble(newValue);
    }

    @Override
    public void addDouble(double newValue) {
      present = true;
      number = newValue;
    }
  }
}
