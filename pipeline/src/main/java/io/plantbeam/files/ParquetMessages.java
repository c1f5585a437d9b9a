package io.plantbeam.files;

import io.plantbeam.model.RawMessage;
import io.plantbeam.parquet.ChannelInput;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;

/**
 * The rows of the row groups whose middle is in a range, each a message: a JSON object with a field
 * for each column that has a value. A message's offset is the number of its row, from 0.
 */
final class ParquetMessages implements MessageReader {
  private final int maxBytes;
  private final ReadableByteChannel channel;
  private final ParquetFileReader reader;
  private final ParquetRow row;
  private final MessageColumnIO columns;
  private RecordReader<byte[]> group;
  private long rowsLeft;
  private long nextRow;
  private byte[] json;

  /**
   * @param maxBytes of the longest message that is kept whole
   */
  ParquetMessages(FileRange range, int maxBytes, ReadableByteChannel channel) throws IOException {
    this.maxBytes = maxBytes;
    this.channel = channel;
    reader = ChannelInput.open(channel, range.start(), range.end());
    try {
      row = new ParquetRow(reader.getFileMetaData().getSchema());
      columns = new ColumnIOFactory().getColumnIO(reader.getFileMetaData().getSchema());
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public boolean next() throws IOException {
    try {
      while (rowsLeft == 0) {
        PageReadStore pages = reader.readNextRowGroup();
        if (pages == null) {
          return false;
        }
        nextRow = pages.getRowIndexOffset().orElse(nextRow);
        rowsLeft = pages.getRowCount();
        group = columns.getRecordReader(pages, row);
      }
      json = group.read();
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
    nextRow++;
    rowsLeft--;
    return true;
  }

  @Override
  public byte[] payload() {
    return json.length > maxBytes ? Arrays.copyOf(json, RawMessage.KEPT_BYTES) : json;
  }

  @Override
  public long length() {
    return json.length;
  }

  @Override
  public long offset() {
    return nextRow - 1;
  }

  @Override
  public String progress() {
    return "row " + nextRow;
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } finally {
      channel.close();
    }
  }
}
