package io.plantbeam.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the registry knows of sensors. */
final class Assets implements Serializable {
  private static final long serialVersionUID = 1;

  /** Where a sensor is; each may be null. */
  record Asset(String facilityId, String equipmentId) implements Serializable {}

  private static final Asset UNKNOWN = new Asset(null, null);

  private final HashMap<String, Asset> bySensor = new HashMap<>();

  private Assets() {}

  /** Reads {@code sensors.ndjson} of a registry. */
  static Assets read(Path file) throws IOException {
    Assets assets = new Assets();
    JsonFactory json = new JsonFactory();
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        assets.add(json, line);
      }
    }
    return assets;
  }

  private void add(JsonFactory json, String line) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser parser = json.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          texts.put(field, parser.getText());
        }
        parser.skipChildren();
      }
    }
    bySensor.put(
        texts.get("sensor_id"), new Asset(texts.get("facility_id"), texts.get("equipment_id")));
  }

  /** The asset of a sensor, with nothing in it where the registry does not have the sensor. */
  Asset of(String sensorId) {
    return bySensor.getOrDefault(sensorId, UNKNOWN);
  }
}
