package io.plantbeam.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a registry, with the columns or fields that each can have. */
final class AssetFile {
  static final AssetFile FACILITIES =
      new AssetFile(
          "facilities",
          text("facility_id"),
          text("name"),
          text("location"),
          text("timezone"),
          text("production_line"),
          number("criticality"));
  static final AssetFile LINES =
      new AssetFile("lines", text("line_id"), text("facility_id"), text("name"));
  static final AssetFile CLASSES =
      new AssetFile(
          "classes",
          text("equipment_class"),
          json("states"),
          json("frame_metrics"),
          text("offline_after"));
  static final AssetFile EQUIPMENT =
      new AssetFile(
          "equipment",
          text("equipment_id"),
          text("facility_id"),
          text("line_id"),
          text("name"),
          text("equipment_class"),
          number("criticality"),
          json("states"),
          json("frame_metrics"),
          text("offline_after"));
  static final AssetFile SENSORS =
      new AssetFile(
          "sensors",
          text("sensor_id"),
          text("facility_id"),
          text("equipment_id"),
          text("maintenance_schedule"),
          text("calibration_date"),
          json("alert_thresholds"),
          number("alert_low"),
          number("alert_high"),
          json("alarm_limits"),
          number("alarm_low_low"),
          number("alarm_low"),
          number("alarm_high"),
          number("alarm_high_high"),
          number("deadband"),
          text("on_delay"),
          text("off_delay"),
          number("criticality"));

  static final AssetFile MAINTENANCE =
      new AssetFile(
          "maintenance",
          text("from"),
          text("to"),
          text("reason"),
          text("repeats"),
          text("facility_id"),
          text("line_id"),
          text("equipment_id"),
          text("sensor_id"));

  /** In the order in which they are read. */
  static final List<AssetFile> ALL =
      List.of(FACILITIES, LINES, CLASSES, EQUIPMENT, SENSORS, MAINTENANCE);

  /** The endings of the formats; of each file there is one. */
  static final List<String> ENDINGS = List.of(".ndjson", ".json", ".csv");

  /** What a cell of CSV stands for. */
  enum Cell {
    TEXT,
    NUMBER,
    JSON
  }

  private record Column(String name, Cell cell) {}

  private static Column text(String name) {
    return new Column(name, Cell.TEXT);
  }

  private static Column number(String name) {
    return new Column(name, Cell.NUMBER);
  }

  private static Column json(String name) {
    return new Column(name, Cell.JSON);
  }

  private final String baseName;
  private final String neededColumn;
  private final Map<String, Cell> columns = new LinkedHashMap<>();

  private AssetFile(String baseName, Column... columns) {
    this.baseName = baseName;
    this.neededColumn = columns[0].name;
    for (Column column : columns) {
      this.columns.put(column.name, column.cell);
    }
  }

  /** Its name without the ending. */
  String baseName() {
    return baseName;
  }

  /** The column that every entry has: of an asset, its id. */
  String neededColumn() {
    return neededColumn;
  }

  /** All columns by name, with what their cells hold. */
  Map<String, Cell> columns() {
    return columns;
  }
}
