package io.plantbeam.registry;

import io.plantbeam.config.Suggestions;
import io.plantbeam.enrich.Equipment;
import io.plantbeam.enrich.Facility;
import io.plantbeam.enrich.ProductionLine;
import io.plantbeam.enrich.Sensor;
import io.plantbeam.registry.condition.Conditions;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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

  /** The states of a class, by its name. */
  static Map.Entry<String, StateFields.Given> equipmentClass(Fields fields, Conditions conditions) {
    String name = fields.id("equipment_class");
    StateFields.Given states = new StateFields(fields, conditions).read();
    return name == null ? null : Map.entry(name, states);
  }

  /**
   * A machine.
   *
   * @param classes what is said of the states of classes
   */
  static Equipment equipment(
      Fields fields, Conditions conditions, Map<String, StateFields.Given> classes) {
    String id = fields.id("equipment_id");
    String equipmentClass = fields.text("equipment_class");
    StateFields.Given own = new StateFields(fields, conditions).read();
    checkClass(fields, equipmentClass, classes.keySet());
    Equipment equipment =
        new Equipment(
            id,
            fields.reference("facility_id"),
            fields.reference("line_id"),
            fields.text("name"),
            equipmentClass,
            fields.number("criticality", 0),
            own.orElse(classes.get(equipmentClass)).states());
    return id == null ? null : equipment;
  }

  /** A class may have no entry, but one that is nearly that of an entry is misspelt. */
  private static void checkClass(Fields fields, String name, Set<String> classes) {
    if (name != null && !classes.contains(name)) {
      List<String> closest = Suggestions.closest(name, classes);
      if (!closest.isEmpty()) {
        fields.sentence(
            "equipment_class is \"%s\", which the file classes does not have%s"
                .formatted(name, Suggestions.question("", closest)));
      }
    }
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
