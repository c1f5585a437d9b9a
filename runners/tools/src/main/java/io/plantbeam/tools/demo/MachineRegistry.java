package io.plantbeam.tools.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds the machine of {@link NabSeries} to the registry of the simulated plant. */
final class MachineRegistry {
  private MachineRegistry() {}

  static void addTo(Path registry) throws IOException {
    Map<String, Object> facility = new LinkedHashMap<>();
    facility.put("facility_id", NabSeries.FACILITY);
    facility.put("name", "NAB machine hall");
    facility.put("timezone", "UTC");
    facility.put("criticality", 5);
    append(registry.resolve("facilities.ndjson"), facility);

    Map<String, Object> sensor = new LinkedHashMap<>();
    sensor.put("sensor_id", NabSeries.SENSOR);
    sensor.put("facility_id", NabSeries.FACILITY);
    sensor.put("equipment_id", "nab-machine");
    // Three standard deviations of the whole series to either side of its mean.
    sensor.put("alert_thresholds", Map.of("low", 45, "high", 127));
    sensor.put("criticality", 15);
    append(registry.resolve("sensors.ndjson"), sensor);
  }

  private static void append(Path file, Map<String, Object> entry) throws IOException {
    String line = new ObjectMapper().writeValueAsString(entry) + "\n";
    Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }
}
