package io.plantbeam.lake.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns of files that are read together: all that any of them has, so that files of an older
 * version have nothing in the columns that came later, and nothing of a newer one is lost.
 *
 * <p>Those that tell readings apart come first in a row, in the order by which rows are sorted.
 */
public final class RowLayout {
  /** By sensor and time; then what else makes a reading another one. */
  private static final List<String> IDENTITY =
      List.of(
          "sensor_id",
          "timestamp",
          "metric",
          "source_topic",
          "source_partition",
          "source_file",
          "value");

  private final Map<String, PrimitiveType> columns = new LinkedHashMap<>();

  /** Where a column of a row is in {@link #schema}; the identity's first. */
  private List<PrimitiveType> inOrder;

  /**
   * Adds the columns of an open file.
   *
   * @throws IOException if it cannot be read together with the files before it
   */
  public void add(ParquetFileReader file) throws IOException {
    MessageType schema = file.getFileMetaData().getSchema();
    if (inOrder != null) {
      throw new IllegalStateException("rows are read already");
    }
    for (Type field : schema.getFields()) {
      if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
        throw new IOException(
            "column %s has no single values, so this is no file of readings"
                .formatted(field.getName()));
      }
      PrimitiveType type = field.asPrimitiveType();
      PrimitiveType known = columns.putIfAbsent(field.getName(), optional(type));
      if (known != null && !known.equals(optional(type))) {
        throw new IOException(
            "column %s is %s, and %s in another file of the same partition"
                .formatted(field.getName(), type, known));
      }
    }
    for (String column : List.of("sensor_id", "timestamp", "metric", "value")) {
      if (!schema.containsField(column)) {
        throw new IOException(
            "there is no column %s, so this is no file of readings".formatted(column));
      }
    }
  }

  /** A column that may have no value; other writers say of whole numbers that they are some. */
  private static PrimitiveType optional(PrimitiveType type) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    boolean isPlain =
        meaning instanceof IntLogicalTypeAnnotation whole
            && whole.isSigned()
            && whole.getBitWidth() >= 32;
    return Types.optional(type.getPrimitiveTypeName())
        .length(type.getTypeLength())
        .as(isPlain ? null : meaning)
        .named(type.getName());
  }

  /** The columns in the order in which they came. */
  MessageType schema() {
    return new MessageType("readings", List.copyOf(columns.values()));
  }

  /** The columns in the order in which a row has them. */
  List<PrimitiveType> inOrder() {
    if (inOrder == null) {
      List<PrimitiveType> ordered = new ArrayList<>();
      IDENTITY.stream().filter(columns::containsKey).map(columns::get).forEach(ordered::add);
      columns.values().stream()
          .filter(column -> !IDENTITY.contains(column.getName()))
          .forEach(ordered::add);
      inOrder = List.copyOf(ordered);
    }
    return inOrder;
  }

  /** How many columns of a row are of the identity. */
  int identityColumns() {
    return (int) IDENTITY.stream().filter(columns::containsKey).count();
  }
}
