package io.plantbeam.tables.lake;

import io.plantbeam.tables.TableColumn;
import io.plantbeam.tables.TableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** What a file of a lake says of itself at its end: its columns, and figures of each. */
public final class Footer {
  private final ParquetMetadata metadata;
  private final List<TableColumn> columns;

  private Footer(ParquetMetadata metadata, List<TableColumn> columns) {
    this.metadata = metadata;
    this.columns = columns;
  }

  /**
   * Reads the end of a file.
   *
   * @throws TableException if this is no Parquet file, or has columns such as Plantbeam never
   *     writes
   */
  public static Footer read(LakeFile file, InputFile input) {
    ParquetMetadata metadata;
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new Input(input, file.bytes()),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      metadata = reader.getFooter();
    } catch (IOException | RuntimeException e) {
      throw new TableException(
          "%s cannot be read as a Parquet file: %s".formatted(file.location(), e.getMessage()), e);
    }
    List<TableColumn> columns = new ArrayList<>();
    for (Type field : metadata.getFileMetaData().getSchema().getFields()) {
      columns.add(new TableColumn(field.getName(), type(field, file), ""));
    }
    return new Footer(metadata, columns);
  }

  private static TableColumn.Type type(Type field, LakeFile file) {
    if (field.isPrimitive() && !field.isRepetition(Type.Repetition.REPEATED)) {
      PrimitiveType primitive = field.asPrimitiveType();
      LogicalTypeAnnotation logical = primitive.getLogicalTypeAnnotation();
      switch (primitive.getPrimitiveTypeName()) {
        case BINARY -> {
          if (logical instanceof StringLogicalTypeAnnotation) {
            return TableColumn.Type.TEXT;
          }
        }
        case DOUBLE -> {
          return TableColumn.Type.NUMBER;
        }
        case BOOLEAN -> {
          return TableColumn.Type.FLAG;
        }
        case INT64 -> {
          if (logical == null || logical.equals(LogicalTypeAnnotation.intType(64, true))) {
            return TableColumn.Type.INTEGER;
          }
          if (logical instanceof TimestampLogicalTypeAnnotation time
              && time.getUnit() == TimeUnit.MICROS
              && time.isAdjustedToUTC()) {
            return TableColumn.Type.TIME;
          }
        }
        case INT32 -> {
          if (logical instanceof DateLogicalTypeAnnotation) {
            return TableColumn.Type.DATE;
          }
        }
        default -> {
          // Named below.
        }
      }
    }
    throw new TableException(
        "%s is no file of a lake of Plantbeam: its column %s is %s"
            .formatted(file.location(), field.getName(), field));
  }

  /** The columns in the file, in their order. */
  public List<TableColumn> columns() {
    return columns;
  }

  public ParquetMetadata metadata() {
    return metadata;
  }

  /** How many readings are in the file. */
  public long rows() {
    return metadata.getBlocks().stream().mapToLong(block -> block.getRowCount()).sum();
  }

  private record Input(InputFile file, long bytes) implements org.apache.parquet.io.InputFile {
    @Override
    public long getLength() {
      return bytes;
    }

    @Override
    public org.apache.parquet.io.SeekableInputStream newStream() {
      SeekableInputStream stream = file.newStream();
      return new DelegatingSeekableInputStream(stream) {
        @Override
        public long getPos() throws IOException {
          return stream.getPos();
        }

        @Override
        public void seek(long position) throws IOException {
          stream.seek(position);
        }
      };
    }
  }
}
