package io.plantbeam.tools.score;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.DetectorType;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Recordings as a plant sends them: readings as NDJSON, a registry in which each recording is one
 * piece of equipment, and a catalogue with one sensor type, of whose detectors one is on.
 */
final class JobInput {
  private static final String SENSOR_TYPE = "benchmark";
  private static final String FACILITY = "benchmark";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  private JobInput(Path directory) {
    this.directory = directory;
  }

  /** Writes all of it into a directory, which is created. */
  static JobInput write(Path directory, String detector, List<Recording> recordings)
      throws IOException {
    JobInput input = new JobInput(directory);
    Files.createDirectories(input.readings());
    Files.createDirectories(input.registry());
    for (int i = 0; i < recordings.size(); i++) {
      input.writeReadings(i, recordings.get(i));
    }
    input.writeRegistry(recordings);
    input.writeSensorTypes(detector);
    return input;
  }

  Path readings() {
    return directory.resolve("readings");
  }

  Path registry() {
    return directory.resolve("registry");
  }

  Path sensorTypes() {
    return directory.resolve("sensor-types.yaml");
  }

  private void writeSensorTypes(String detector) throws IOException {
    StringBuilder yaml =
        new StringBuilder("sensor_types:\n  %s:\n    detectors:\n".formatted(SENSOR_TYPE));
    for (DetectorType<?> type : Detectors.ALL) {
      yaml.append(
          "      %s: { %s }\n"
              .formatted(
                  type.name(),
                  type.name().equals(detector) ? "alert_from: high" : "enabled: false"));
    }
    Files.writeString(sensorTypes(), yaml);
  }

  /** The channels of a row together, as an asset sends them. */
  private void writeReadings(int index, Recording recording) throws IOException {
    Path file = readings().resolve("%03d.ndjson".formatted(index));
    try (Writer out = Files.newBufferedWriter(file);
        JsonGenerator json = JSON.createGenerator(out)) {
      json.setRootValueSeparator(null);
      for (int row = 0; row < recording.rows(); row++) {
        for (Recording.Channel channel : recording.channels()) {
          json.writeStartObject();
          json.writeStringField("sensor_id", channel.sensorId());
          json.writeNumberField("timestamp", recording.times()[row]);
          json.writeStringField("sensor_type", SENSOR_TYPE);
          json.writeStringField("facility_id", FACILITY);
          json.writeNumberField("value", channel.values()[row]);
          json.writeEndObject();
          json.writeRaw('\n');
        }
      }
    }
  }

  private void writeRegistry(List<Recording> recordings) throws IOException {
    Files.writeString(
        registry().resolve("facilities.ndjson"),
        JSON.writeValueAsString(
                Map.of("facility_id", FACILITY, "name", "Benchmark", "timezone", "UTC"))
            + "\n");
    try (Writer out = Files.newBufferedWriter(registry().resolve("sensors.ndjson"))) {
      for (Recording recording : recordings) {
        for (Recording.Channel channel : recording.channels()) {
          out.write(
              JSON.writeValueAsString(
                  Map.of(
                      "sensor_id", channel.sensorId(),
                      "facility_id", FACILITY,
                      "equipment_id", recording.asset())));
          out.write('\n');
        }
      }
    }
  }
}
