package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.parse.Measure;
import io.plantbeam.parse.SensorType;
import io.plantbeam.parse.SensorTypes;
import io.plantbeam.parse.ValidRange;
import io.plantbeam.parse.ValidRange.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    assertTrue(file.detectorSections().isEmpty());
  }

  @Test
  void detectorSectionsArePassedOnByType() throws IOException {
    SensorTypesFile file =
        load("sensor_types: {noise: {unit: dB, detectors: {zscore: {medium: 2.5}}}, heat: {}}");
    assertEquals(Set.of("noise"), file.detectorSections().keySet());
    assertEquals(
        2.5, file.detectorSections().get("noise").map("zscore").number("medium", Double.NaN));
  }

  @Test
  void detectorsOfAllTypesNeedNoTypesBesideTheBuiltInOnes() throws IOException {
    SensorTypesFile file = load("detectors: {zscore: {alert_from: high}}");
    assertEquals(List.of("zscore"), List.copyOf(file.detectorsOfAll().keys()));
    assertNotNull(file.sensorTypes().type("temperature"));
    assertNull(SensorTypesFile.defaults().detectorsOfAll());
    assertEquals(
        1,
        problems("extends: none\ndetectors: {zscore: {alert_from: high}}").stream()
            .filter(problem -> problem.endsWith("has no 'sensor_types'"))
            .count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "types: {sensor_types: {}} | types is unknown; allowed are extends, detectors and sensor_types",
        "sensor_type: {} | sensor_type is unknown; did you mean sensor_types?",
        "{} | the file has no 'sensor_types'",
        "sensor_types: {} | sensor_types has no sensor types; at least one is needed",
        "sensor_types: | sensor_types is empty; allowed is a map",
        "sensor_types: {heat: hot} | sensor_types.heat is 'hot'; allowed is a map",
        "sensor_types: {heat: {units: C}} | sensor_types.heat.units is unknown; did you mean unit?",
        "sensor_types: {heat: {factor: 2}} | sensor_types.heat.factor is unknown;"
            + " allowed are unit, unit_aliases, range, measures and detectors",
        "sensor_types: {heat: {unit: 7}} | sensor_types.heat.unit is '7'; allowed is a text",
        "sensor_types: {heat: {unit: ' '}} | sensor_types.heat.unit is ' '; allowed is a text",
        "sensor_types: {heat: {unit: }} | sensor_types.heat.unit is empty; allowed is a text",
        "sensor_types: {heat: {unit_aliases: C}}"
            + "| sensor_types.heat.unit_aliases is 'C'; allowed is a list",
        "sensor_types: {heat: {unit_aliases: [C, [K]]}}"
            + "| sensor_types.heat.unit_aliases[1] is a list; allowed is a text",
        "sensor_types: {heat: {range: {low: 9, high: 1, policy: flag}}} | sensor_types.heat.range"
            + " has low 9.0 above high 1.0; allowed is a low that is not above high",
        "sensor_types: {heat: {range: {low: cold, policy: flag}}}"
            + "| sensor_types.heat.range.low is 'cold'; allowed is a finite number",
        "sensor_types: {heat: {range: {low: '1', high: \"2\", policy: flag}}}"
            + "| sensor_types.heat.range.high is '2'; allowed is a finite number",
        "sensor_types: {heat: {range: {low: 1_000, policy: flag}}}"
            + "| sensor_types.heat.range.low is '1_000'; allowed is a finite number",
        "sensor_types: {heat: {range: {low: 010, policy: flag}}}"
            + "| sensor_types.heat.range.low is '010'; allowed is a finite number",
        "sensor_types: {heat: {range: {low: 1:30, policy: flag}}}"
            + "| sensor_types.heat.range.low is '1:30'; allowed is a finite number",
        "sensor_types: {heat: {range: {low: .nan, policy: flag}}}"
            + "| sensor_types.heat.range.low is '.nan'; allowed is a finite number",
        "sensor_types: {heat: {range: {low: 1e999, policy: flag}}}"
            + "| sensor_types.heat.range.low is '1e999'; allowed is a finite number",
        "sensor_types: {heat: {range: {low: 1, policy: drop}}}"
            + "| sensor_types.heat.range.policy is 'drop'; allowed are reject, clamp and flag",
        "sensor_types: {heat: {range: {low: 1}}}"
            + "| sensor_types.heat.range has no 'policy'; allowed are reject, clamp and flag",
        "sensor_types: {heat: {range: {policy: flag}}}"
            + "| sensor_types.heat.range has neither low nor high; at least one is needed",
        "sensor_types: {heat: {measures: {t: {factor: 2}}}}"
            + "| sensor_types.heat.measures.t.factor is unknown; allowed are unit and range",
        "sensor_types: {heat: {measures: {timestamp: {}}}} | sensor_types.heat.measures.timestamp"
            + " has the name of a message field; allowed is any other",
        "sensor_types: {heat: {}, heat: {}} | sensor_types.heat is there twice",
        "sensor_types: {heat: {}, ' Heat': {}}"
            + "| sensor_types. Heat is there twice, as 'heat' too",
        "{extends: nothing, sensor_types: {heat: {}}}"
            + "| extends is 'nothing'; allowed are none and built-in",
        "sensor_types: {heat | is not valid YAML: expected ',' or '}', but got <stream end>",
        "sensor_types: {heat: &a {unit: C}, cold: *a}"
            + "| Number of aliases for non-scalar nodes exceeds the specified max=0",
        "sensor_types: {heat: {unit: !!binary aGk=}}"
            + "| sensor_types.heat.unit is tagged !!binary; allowed is a text",
      })
  void whatIsWrongIsSaidWithFilePlaceAndWhatIsAllowed(String yaml, String sentence) {
    List<String> problems = problems(yaml);
    String file = folder.resolve("types.yaml").toString();
    assertTrue(problems.get(0).startsWith(file), problems::toString);
    assertTrue(problems.stream().anyMatch(p -> p.endsWith(sentence)), problems::toString);
  }

  @Test
  void everyProblemIsSaidWithItsLine() {
    assertEquals(
        List.of(
            "line 3: sensor_types.heat.unit is '7'; allowed is a text",
            "line 4: sensor_types.cold is '5'; allowed is a map"),
        problems("sensor_types:\n  heat:\n    unit: 7\n  cold: 5\n").stream()
            .map(problem -> problem.substring(problem.indexOf("line")))
            .toList());
  }

  @Test
  void aTypeOfTheFileTakesThePlaceOfTheBuiltInOneAndTheOthersStay() throws IOException {
    SensorTypes types =
        load("sensor_types: {Pressure: {unit: bar}, noise: {measures: {flow_rate: {unit: l}}}}")
            .sensorTypes();
    assertEquals(
        List.of("Pressure", "noise", "temperature", "humidity", "vibration", "power"),
        types.types().stream().map(SensorType::name).toList());
    assertEquals("bar", types.type("pressure").unit());
    assertNull(types.type("pressure").range());
    assertNull(types.measure(null, "pressure_psi"));
    assertEquals("l", types.measure(null, "flow_rate").unit());
  }

  @Test
  void measureOfTheFileComesBeforeThatOfABuiltInType() throws IOException {
    SensorTypes types =
        load("sensor_types: {coolant: {measures: {flow_rate: {unit: l/h}}}}").sensorTypes();
    assertEquals("coolant", types.typeOfMeasure("flow_rate"));
    assertEquals("l/h", types.measure(null, "flow_rate").unit());
    assertEquals("l/min", types.measure("pressure", "flow_rate").unit());
  }

  @Test
  void extendsNoneLeavesTheBuiltInTypesOut() throws IOException {
    SensorTypes types = load("extends: none\nsensor_types: {noise: {}}").sensorTypes();
    assertEquals(List.of("noise"), types.types().stream().map(SensorType::name).toList());
    assertEquals(
        6, load("extends: built-in\nsensor_types: {noise: {}}").sensorTypes().types().size());
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Path file = folder.resolve("types.yaml");
    Files.write(file, "sensor_types: {lärm: {}}".getBytes(StandardCharsets.ISO_8859_1));
    InvalidOptionsException refused =
        assertThrows(InvalidOptionsException.class, () -> SensorTypesFile.load(file.toString()));
    assertEquals(List.of(file + " is not UTF-8 text"), refused.problems());
  }

  private List<String> problems(String yaml) {
    return assertThrows(InvalidOptionsException.class, () -> load(yaml)).problems();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing.yaml");
    InvalidOptionsException problem =
        assertThrows(InvalidOptionsException.class, () -> SensorTypesFile.load(missing.toString()));
    assertTrue(problem.getMessage().startsWith(missing + " cannot be read"), problem.getMessage());
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThrows(InvalidOptionsException.class, () -> load(""));
  }

  private SensorTypesFile load(String yaml) throws IOException {
    return SensorTypesFile.load(Files.writeString(folder.resolve("types.yaml"), yaml).toString());
  }
}
