package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.parse.Measure;
import io.plantbeam.parse.SensorType;
import io.plantbeam.parse.SensorTypes;
import io.plantbeam.parse.ValidRange;
import io.plantbeam.parse.ValidRange.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensorTypesFileTest {
  @TempDir Path folder;

  @Test
  void builtInTypesHaveTheUnitsAndRangesOfThePublishedContract() {
    SensorTypes types = SensorTypesFile.defaults().sensorTypes();
    assertEquals(
        List.of("temperature", "humidity", "vibration", "pressure", "power"),
        types.types().stream().map(SensorType::name).toList());
    ValidRange celsius = new ValidRange(-50, 150, Policy.REJECT);
    ValidRange percent = new ValidRange(0, 100, Policy.CLAMP);
    assertEquals(celsius, types.type("temperature").range());
    assertEquals("celsius", types.type("temperature").unit());
    assertEquals(percent, types.type("humidity").range());
    assertEquals("percent", types.type("humidity").unit());
    assertEquals(new ValidRange(800, 1200, Policy.REJECT), types.type("pressure").range());
    assertEquals("hPa", types.type("pressure").unit());
    assertNull(types.type("vibration").range());
    assertEquals(
        new Measure("temperature_celsius", "celsius", celsius),
        types.measure(null, "temperature_celsius"));
    assertEquals(new Measure("humidity", "percent", percent), types.measure(null, "humidity"));
    assertEquals(new Measure("flow_rate", "l/min", null), types.measure(null, "flow_rate"));
    assertEquals(
        Set.of(
            "temperature_celsius",
            "humidity",
            "acceleration_x",
            "acceleration_y",
            "acceleration_z",
            "pressure_psi",
            "flow_rate",
            "voltage",
            "current",
            "power_watts"),
        types.measureNames());
  }

  @Test
  void aFileTakesThePlaceOfTheBuiltInTypes() throws IOException {
    SensorTypesFile file =
        load(
            """
            sensor_types:
              noise:
                unit: dB
                unit_aliases: [decibel]
                range: {low: 0, policy: flag}
            """);
    SensorType noise = file.sensorTypes().type("noise");
    assertEquals(new ValidRange(0, Double.POSITIVE_INFINITY, Policy.FLAG), noise.range());
    assertEquals(List.of("decibel"), noise.unitAliases());
    assertNull(file.sensorTypes().type("temperature"));
    assertTrue(file.detectorSections().isEmpty());
  }

  @Test
  void detectorSectionsArePassedOnByType() throws IOException {
    SensorTypesFile file =
        load("sensor_types: {noise: {unit: dB, detectors: {zscore: {medium: 2.5}}}, heat: {}}");
    assertEquals(Set.of("noise"), file.detectorSections().keySet());
    assertEquals(
        2.5, file.detectorSections().get("noise").path("zscore").path("medium").doubleValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "types: {} | the file has the unknown key 'types'; allowed are sensor_types",
        "[] | the file is a list; allowed is an object of keys and values",
        "{} | sensor_types is missing; allowed is an object of keys and values",
        "sensor_types: {} | sensor_types has no sensor types; at least one is needed",
        "sensor_types: {heat: hot}"
            + "| sensor_types.heat is 'hot'; allowed is an object of keys and values",
        "sensor_types: {heat: {units: C}} | sensor_types.heat has the unknown key 'units';"
            + " allowed are unit, unit_aliases, range, measures, detectors",
        "sensor_types: {heat: {unit: 7}} | sensor_types.heat.unit is '7'; allowed is a text",
        "sensor_types: {heat: {unit_aliases: C}}"
            + "| sensor_types.heat.unit_aliases is 'C'; allowed is a list of texts",
        "sensor_types: {heat: {range: {low: 9, high: 1, policy: flag}}} | sensor_types.heat.range"
            + " has low 9.0 above high 1.0; low must not be greater than high",
        "sensor_types: {heat: {range: {low: cold, policy: flag}}}"
            + "| sensor_types.heat.range.low is 'cold'; allowed is a finite number",
        "sensor_types: {heat: {range: {low: .nan, policy: flag}}}"
            + "| is not valid YAML: line 1: Malformed numeric value '.nan'",
        "sensor_types: {heat: {range: {low: 1e999, policy: flag}}}"
            + "| sensor_types.heat.range.low is 'Infinity'; allowed is a finite number",
        "sensor_types: {heat: {range: {low: 1, policy: drop}}}"
            + "| sensor_types.heat.range has policy 'drop'; allowed are reject, clamp, flag",
        "sensor_types: {heat: {range: {low: 1}}}"
            + "| sensor_types.heat.range has policy missing; allowed are reject, clamp, flag",
        "sensor_types: {heat: {range: {policy: flag}}}"
            + "| sensor_types.heat.range has neither low nor high; at least one is needed",
        "sensor_types: {heat: {measures: {t: {factor: 2}}}} | sensor_types.heat.measures.t has the"
            + " unknown key 'factor'; allowed are unit, range",
        "sensor_types: {heat: {measures: {timestamp: {}}}}"
            + "| measure timestamp of sensor type heat has the name of a message field",
        "sensor_types: {heat: {}, heat: {}} | is not valid YAML: line 1: Duplicate field 'heat'",
        "sensor_types: {heat | is not valid YAML: line 1: while parsing a flow mapping",
      })
  void whatIsWrongIsSaidWithFilePlaceAndWhatIsAllowed(String yaml, String sentence)
      throws IOException {
    ConfigFileException problem = assertThrows(ConfigFileException.class, () -> load(yaml));
    String file = folder.resolve("types.yaml").toString();
    assertTrue(problem.getMessage().startsWith(file), problem.getMessage());
    assertTrue(problem.getMessage().endsWith(sentence), problem.getMessage());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing.yaml");
    ConfigFileException problem =
        assertThrows(ConfigFileException.class, () -> SensorTypesFile.load(missing));
    assertTrue(problem.getMessage().startsWith(missing + " cannot be read"), problem.getMessage());
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThrows(ConfigFileException.class, () -> load(""));
  }

  private SensorTypesFile load(String yaml) throws IOException {
    return SensorTypesFile.load(Files.writeString(folder.resolve("types.yaml"), yaml));
  }
}
