package io.plantbeam.tools.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plantbeam.model.Timestamps;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of a plant beside its messages: the asset registry, fault labels and counts. */
public final class PlantFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper INDENTED_JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private PlantFiles() {}

  /** Writes {@code facilities.ndjson} and {@code sensors.ndjson}, without the unregistered. */
  public static void writeRegistry(Path directory, Plant plant) throws IOException {
    Files.createDirectories(directory);
    writeLines(
        directory.resolve("facilities.ndjson"),
        plant.facilities().stream().map(PlantFiles::entry).toList());
    writeLines(
        directory.resolve("sensors.ndjson"),
        plant.sensors().stream()
            .filter(SimulatedSensor::registered)
            .map(PlantFiles::entry)
            .toList());
  }

  /** Writes one line per fault: {@code sensor_id, metric, kind, start, end}. */
  public static void writeLabels(Path file, List<FaultLabel> faults) throws IOException {
    writeLines(file, faults.stream().map(PlantFiles::label).toList());
  }

  /** Writes what {@link Truth#fields()} says, and the number of faults. */
  public static void writeTruth(Path file, Plant plant, Truth truth) throws IOException {
    Map<String, Object> fields = truth.fields();
    fields.put("faults", plant.faults().size());
    Files.write(file, INDENTED_JSON.writeValueAsBytes(fields));
  }

  private static Map<String, Object> entry(SimulatedFacility facility) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("facility_id", facility.facilityId());
    fields.put("name", facility.name());
    fields.put("location", facility.location());
    fields.put("timezone", facility.timezone());
    fields.put("production_line", facility.productionLine());
    fields.put("criticality", facility.criticality());
    return fields;
  }

  private static Map<String, Object> entry(SimulatedSensor sensor) {
    Map<String, Object> thresholds = new LinkedHashMap<>();
    for (MeasureModel measure : sensor.measures()) {
      Map<String, Object> bounds = new LinkedHashMap<>();
      bounds.put("low", rounded(measure.low()));
      bounds.put("high", rounded(measure.high()));
      thresholds.put(measure.metric(), bounds);
    }
    boolean single = sensor.model().shape() != SensorModel.Shape.TYPED;
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sensor_id", sensor.sensorId());
    fields.put("facility_id", sensor.facilityId());
    fields.put("equipment_id", sensor.equipmentId());
    fields.put("maintenance_schedule", sensor.index() % 3 == 0 ? "every 30 days" : "every 90 days");
    fields.put("calibration_date", "2025-%02d-15".formatted(1 + sensor.index() % 12));
    fields.put("alert_thresholds", single ? thresholds.values().iterator().next() : thresholds);
    fields.put("criticality", sensor.equipmentCriticality());
    return fields;
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN);
  }

  private static Map<String, Object> label(FaultLabel fault) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sensor_id", fault.sensorId());
    fields.put("metric", fault.metric());
    fields.put("kind", fault.kind().label());
    fields.put("start", Timestamps.format(fault.startMillis()));
    fields.put("end", Timestamps.format(fault.endMillis()));
    return fields;
  }

  /** Writes records as the lines of an NDJSON file. */
  public static void writeLines(Path file, List<Map<String, Object>> records) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Map<String, Object> record : records) {
        out.write(JSON.writeValueAsString(record));
        out.write('\n');
      }
    }
  }
}
