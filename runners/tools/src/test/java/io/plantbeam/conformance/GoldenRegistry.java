package io.plantbeam.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The registry of the golden data: two facilities, each with a {@code twin} of its own, {@code
 * shaker}, which is in whichever facility messages name, and a washer that is cleaned every day, on
 * the day of the golden data from 01:05Z to 01:20Z.
 */
final class GoldenRegistry {
  private GoldenRegistry() {}

  /** Writes its files to a directory, which is made if it is not there. */
  static void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.write(
        directory.resolve("facilities.ndjson"),
        List.of(
            "{\"facility_id\":\"f-1\",\"name\":\"Stuttgart Works\",\"location\":\"Stuttgart\","
                + "\"timezone\":\"Europe/Berlin\",\"production_line\":\"L1\",\"criticality\":5}",
            "{\"facility_id\":\"f-2\",\"name\":\"Milwaukee Plant\",\"location\":\"Milwaukee\","
                + "\"timezone\":\"America/Chicago\",\"production_line\":\"L2\"}"));
    Files.write(
        directory.resolve("sensors.ndjson"),
        List.of(
            sensor("full", "f-1", ",\"calibration_date\":\"2025-12-01\",\"criticality\":3"),
            sensor("metric", "f-2", ",\"maintenance_schedule\":\"monthly\""),
            sensor("climate", "f-1", ""),
            sensor("motor", "f-2", ""),
            sensor("meter", "f-2", ""),
            sensor("chicago", "f-2", ""),
            sensor("twin", "f-1", ",\"alert_thresholds\":{\"high\":60}"),
            sensor("twin", "f-2", ",\"alert_thresholds\":{\"high\":120},\"criticality\":2"),
            "{\"sensor_id\":\"shaker\",\"equipment_id\":\"eq-shaker\"}",
            pressSensor("press-a"),
            pressSensor("press-b"),
            pressSensor("press-c"),
            sensor(
                "valve",
                "f-2",
                ",\"alarm_low\":20,\"alarm_high\":80,\"alarm_high_high\":95,\"deadband\":2,"
                    + "\"on_delay\":\"30s\",\"off_delay\":\"40s\""),
            sensor("burst", "f-1", ",\"alert_thresholds\":{\"low\":10,\"high\":60}"),
            washer("washer", ",\"alert_thresholds\":{\"high\":60}"),
            washer("washer-flow", ""),
            washer("washer-valve", ""),
            sensor("lathe", "f-1", ""),
            sensor("oven", "f-1", ""),
            sensor("mill", "f-2", "")));
    writeStates(directory);
    Files.write(
        directory.resolve("maintenance.ndjson"),
        List.of(
            "{\"facility_id\":\"f-1\",\"equipment_id\":\"eq-washer\",\"from\":\"2026-03-27T03:05\","
                + "\"to\":\"2026-03-27T03:20\",\"reason\":\"washer cleaning\","
                + "\"repeats\":\"FREQ=DAILY\"}"));
  }

  /**
   * A meter whose states change often; {@code eq-twin}, which is in both facilities; a washer with
   * states of its own sensors; and two machines that fall silent, of which one has readings of
   * microseconds.
   */
  private static void writeStates(Path directory) throws IOException {
    Files.write(
        directory.resolve("classes.ndjson"),
        List.of(
            "{\"equipment_class\":\"meter\",\"states\":["
                + "{\"name\":\"fault\",\"when\":\"voltage < 229.2\"},"
                + "{\"name\":\"running\",\"when\":\"power_watts > 930 until < 910\",\"for\":\"30s\"},"
                + "{\"name\":\"idle\",\"when\":\"power_watts > 0\"}],"
                + "\"frame_metrics\":[\"power_watts\",\"voltage\"]}",
            "{\"equipment_class\":\"twin\",\"states\":["
                + "{\"name\":\"hot\",\"when\":\"value > 90.3 until < 89.8\"},"
                + "{\"name\":\"warm\",\"when\":\"value between 50 and 200\"},"
                + "{\"name\":\"cold\",\"when\":\"not value >= 50\"}]}"));
    Files.write(
        directory.resolve("equipment.ndjson"),
        List.of(
            "{\"equipment_id\":\"eq-meter\",\"facility_id\":\"f-2\",\"equipment_class\":\"meter\"}",
            "{\"equipment_id\":\"eq-twin\",\"equipment_class\":\"twin\"}",
            "{\"equipment_id\":\"eq-washer\",\"facility_id\":\"f-1\",\"states\":["
                + "{\"name\":\"fault\",\"when\":\"value of washer > 60\",\"for\":\"15s\"},"
                + "{\"name\":\"running\",\"when\":\"value of \\\"washer-flow\\\" > 12\"},"
                + "{\"name\":\"idle\",\"when\":\"value of washer > 0\"}],"
                + "\"frame_metrics\":[\"value\"]}",
            "{\"equipment_id\":\"eq-shaker\",\"states\":["
                + "{\"name\":\"running\",\"when\":\"vibration > 1.2\"},"
                + "{\"name\":\"idle\",\"when\":\"vibration <= 1.2\"}]}",
            "{\"equipment_id\":\"eq-burst\",\"facility_id\":\"f-1\",\"offline_after\":\"1m\","
                + "\"states\":[{\"name\":\"running\",\"when\":\"value > 60\",\"for\":\"20s\"}]}"));
  }

  private static String washer(String id, String more) {
    return "{\"sensor_id\":\"%s\",\"facility_id\":\"f-1\",\"equipment_id\":\"eq-washer\"%s}"
        .formatted(id, more);
  }

  private static String pressSensor(String id) {
    return "{\"sensor_id\":\"%s\",\"facility_id\":\"f-1\",\"equipment_id\":\"eq-press\"}"
        .formatted(id);
  }

  private static String sensor(String id, String facility, String more) {
    return "{\"sensor_id\":\"%s\",\"facility_id\":\"%s\",\"equipment_id\":\"eq-%s\"%s}"
        .formatted(id, facility, id, more);
  }
}
