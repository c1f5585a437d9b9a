package io.plantbeam.registry;

import io.plantbeam.enrich.Equipment;
import io.plantbeam.enrich.Facility;
import io.plantbeam.enrich.ProductionLine;
import io.plantbeam.enrich.Sensor;
import java.time.ZoneId;
import java.util.Set;

/** The fields of one entry in, an asset out; null where there is no id. */
final class EntryReader {
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  private EntryReader() {}

  static Facility facility(Fields fields) {
    String id = fields.id("facility_id");
    Facility facility =
        new Facility(
            id,
            fields.text("name"),
            fields.textOrJson("location"),
            zone(fields),
            fields.text("production_line"),
            fields.number("criticality", 0));
    return id == null ? null : facility;
  }

  static ProductionLine line(Fields fields) {
    String id = fields.id("line_id");
    ProductionLine line =
        new ProductionLine(id, fields.reference("facility_id"), fields.text("name"));
    return id == null ? null : line;
  }

  static Equipment equipment(Fields fields) {
    String id = fields.id("equipment_id");
    Equipment equipment =
        new Equipment(
            id,
            fields.reference("facility_id"),
            fields.reference("line_id"),
            fields.text("name"),
            fields.text("equipment_class"),
            fields.number("criticality", 0),
            new StateFields(fields).read());
    return id == null ? null : equipment;
  }

  static Sensor sensor(Fields fields) {
    String id = fields.id("sensor_id");
    Sensor sensor =
        new Sensor(
            id,
            fields.reference("facility_id"),
            fields.reference("equipment_id"),
            fields.textOrJson("maintenance_schedule"),
            fields.text("calibration_date"),
            new ThresholdFields(fields).read(),
            fields.number("criticality", Double.NaN),
            new AlarmFields(fields).read());
    return id == null ? null : sensor;
  }

  private static String zone(Fields fields) {
    String zone = fields.text("timezone");
    if (zone != null && !ZONES.contains(zone)) {
      fields.problem("timezone", '"' + zone + '"', "an IANA time zone name, such as Europe/Berlin");
      return null;
    }
    return zone;
  }
}
