package io.plantbeam.tables.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plantbeam.tables.TableColumn;
import io.plantbeam.tables.TableException;
import io.plantbeam.tables.lake.LakeFolders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a table is, as its log has it.
 *
 * @param id of the table, for all of its life
 * @param schema Spark's JSON of a struct
 * @param createdMillis when it was made
 */
record DeltaMetadata(
    String id,
    String name,
    String schema,
    List<String> partitionColumns,
    Map<String, String> configuration,
    long createdMillis) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The columns. */
  List<TableColumn> columns(String table) {
    if (!partitionColumns.equals(LakeFolders.COLUMNS)) {
      throw new TableException(
          "Table %s is not one of a lake of Plantbeam: it is partitioned by %s, and not by %s"
              .formatted(
                  table,
                  partitionColumns.isEmpty() ? "nothing" : String.join(", ", partitionColumns),
                  String.join(", ", LakeFolders.COLUMNS)));
    }
    List<TableColumn> columns = new ArrayList<>();
    try {
      for (JsonNode field : JSON.readTree(schema).path("fields")) {
        String name = field.path("name").asText();
        columns.add(
            new TableColumn(
                name,
                type(table, name, field.path("type").asText(field.path("type").toString())),
                field.path("metadata").path("comment").asText("")));
      }
    } catch (JsonProcessingException e) {
      throw new TableException(
          "Table %s has a schema that cannot be read: %s".formatted(table, e.getOriginalMessage()),
          e);
    }
    return columns;
  }

  /** The same with other columns. */
  DeltaMetadata with(List<TableColumn> columns) {
    return new DeltaMetadata(
        id, name, schema(columns), partitionColumns, configuration, createdMillis);
  }

  static String schema(List<TableColumn> columns) {
    ObjectNode struct = JSON.createObjectNode().put("type", "struct");
    ArrayNode fields = struct.putArray("fields");
    for (TableColumn column : columns) {
      fields
          .addObject()
          .put("name", column.name())
          .put("type", name(column.type()))
          .put("nullable", true)
          .putObject("metadata")
          .put("comment", column.description());
    }
    return struct.toString();
  }

  private static String name(TableColumn.Type type) {
    return switch (type) {
      case TEXT -> "string";
      case INTEGER -> "long";
      case NUMBER -> "double";
      case FLAG -> "boolean";
      case TIME -> "timestamp";
      case DATE -> "date";
    };
  }

  private static TableColumn.Type type(String table, String column, String name) {
    for (TableColumn.Type type : TableColumn.Type.values()) {
      if (name(type).equals(name)) {
        return type;
      }
    }
    throw new TableException(
        "Table %s is not one of a lake of Plantbeam: its column %s is %s"
            .formatted(table, column, name));
  }
}
