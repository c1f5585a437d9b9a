package io.plantbeam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.enrich.AlertThresholds;
import io.plantbeam.enrich.AlertThresholds.Bounds;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.Facility;
import io.plantbeam.enrich.Sensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AssetRegistryFilesTest {
  private static final String FACILITY = "{\"facility_id\":\"f-1\"}";
  private static final String SENSOR = "{\"sensor_id\":\"s-1\"}";

  private static final AssetRegistry EXPECTED =
      new AssetRegistry(
          4,
          List.of(
              new Facility("f-1", "North, \"old\"", "{\"lat\":52.1}", "Europe/Oslo", "2", 5),
              new Facility("f-2", "Süd", "Ulm", null, null, 0)),
          List.of(
              new Sensor(
                  "s-1",
                  "f-1",
                  "press-7",
                  "every Monday",
                  "2026-01-02",
                  AlertThresholds.forAll(-1.5, 10),
                  20),
              new Sensor(
                  "s-2",
                  null,
                  null,
                  null,
                  null,
                  new AlertThresholds(
                      Bounds.OPEN,
                      Map.of(
                          "voltage", new Bounds(210, 250), "current", new Bounds(Double.NaN, 16))),
                  Double.NaN)));

  @TempDir Path directory;

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  @Test
  void ndjson() throws IOException {
    write(
        "facilities.ndjson",
        """
        \uFEFF{"facility_id":"f-1","name":"North, \\"old\\"","location":{"lat":52.1},"timezone":"Europe/Oslo","production_line":"2","criticality":5}

        {"facility_id":"f-2","name":"Süd","location":"Ulm","timezone":null}
        """);
    write(
        "sensors.ndjson",
        """
        {"sensor_id":"s-1","facility_id":"f-1","equipment_id":"press-7","maintenance_schedule":"every Monday","calibration_date":"2026-01-02","alert_thresholds":{"low":-1.5,"high":10},"criticality":20}
        {"sensor_id":"s-2","alert_thresholds":{"voltage":{"low":210,"high":250},"current":{"high":16}}}
        """);
    assertEquals(EXPECTED, new AssetRegistryFiles(directory.toString()).load(4));
  }

  @Test
  void jsonArrayBesideCsv() throws IOException {
    write(
        "facilities.json",
        """
        [{"facility_id":"f-1","name":"North, \\"old\\"","location":{"lat":52.1},
          "timezone":"Europe/Oslo","production_line":2,"criticality":5},
         {"facility_id":"f-2","name":"Süd","location":"Ulm"}]
        """);
    write(
        "sensors.csv",
        """
        sensor_id,facility_id,equipment_id,maintenance_schedule,calibration_date,alert_thresholds,criticality
        s-1,f-1,press-7,every Monday,2026-01-02,"{""low"":-1.5,""high"":10}",20
        s-2,,,,,"{""voltage"":{""low"":210,""high"":250},""current"":{""high"":16}}",
        """);
    assertEquals(EXPECTED, new AssetRegistryFiles(directory + "/").load(4));
  }

  @Test
  void csvOfFacilities() throws IOException {
    write(
        "facilities.csv",
        "facility_id,name,location,timezone,production_line,criticality\r\n"
            + "f-1,\"North, \"\"old\"\"\",\"{\"\"lat\"\":52.1}\",Europe/Oslo,2,5\r\n"
            + "f-2,Süd,Ulm,,,\r\n");
    write("sensors.json", "[]");
    assertEquals(
        EXPECTED.facilities(), new AssetRegistryFiles(directory.toString()).load(4).facilities());
  }

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        wrong(
            "facilities.ndjson",
            "{\"name\":\"North\"}",
            "facilities.ndjson line 1 has no facility_id; allowed is a text that is not empty."),
        wrong(
            "facilities.ndjson",
            FACILITY + "\n[1]",
            "facilities.ndjson line 2 is not a JSON object; allowed is an object for each entry."),
        wrong(
            "facilities.ndjson",
            FACILITY + "\n\n" + FACILITY,
            "facilities.ndjson line 3: facility_id \"f-1\" is there already, in facilities.ndjson line 1; allowed is one entry for each id."),
        wrong(
            "facilities.ndjson",
            "{\"facility_id\":\"f\",\"timezone\":\"Mars/Olympus\"}",
            "facilities.ndjson line 1: timezone is \"Mars/Olympus\"; allowed is an IANA time zone name, such as Europe/Berlin."),
        wrong(
            "facilities.ndjson",
            "{\"facility_id\":\"f\",\"criticality\":\"very\"}",
            "facilities.ndjson line 1: criticality is \"very\"; allowed is a number."),
        wrong(
            "facilities.ndjson",
            "{\"facility_id\":\"f\",\"name\":[1]}",
            "facilities.ndjson line 1: name is [1]; allowed is a text."),
        wrong(
            "facilities.json",
            FACILITY,
            "facilities.json is not a JSON array; allowed is an array with an object for each entry."),
        wrong(
            "facilities.json",
            "[7]",
            "facilities.json entry 1 is not a JSON object; allowed is an object for each entry."),
        wrong(
            "sensors.ndjson",
            "{\"sensor_id\":[]}",
            "sensors.ndjson line 1: sensor_id is []; allowed is a text or a whole number, as in messages."),
        wrong(
            "sensors.ndjson",
            "{\"sensor_id\":\" \"}",
            "sensors.ndjson line 1 has no sensor_id; allowed is a text that is not empty."),
        wrong(
            "sensors.ndjson",
            "{\"sensor_id\":\"s\",\"alert_thresholds\":{\"low\":9,\"high\":2}}",
            "sensors.ndjson line 1: alert_thresholds.low is 9; allowed is a number that is not above high, which is 2."),
        wrong(
            "sensors.ndjson",
            "{\"sensor_id\":\"s\",\"alert_thresholds\":{\"m\":{\"low\":\"9\"}}}",
            "sensors.ndjson line 1: alert_thresholds.m.low is \"9\"; allowed is a number."),
        wrong(
            "sensors.ndjson",
            "{\"sensor_id\":\"s\",\"alert_thresholds\":5}",
            "sensors.ndjson line 1: alert_thresholds is 5; allowed is {\"low\": number, \"high\": number}, or one such object per metric."),
        wrong(
            "sensors.ndjson",
            "{\"sensor_id\":\"s\",\"alert_thresholds\":{\"min\":5}}",
            "sensors.ndjson line 1: alert_thresholds.min is 5; allowed is {\"low\": number, \"high\": number}, or one such object per metric."),
        wrong(
            "sensors.ndjson",
            "{\"sensor_id\":\"s\",\"alert_thresholds\":{\"low\":1,\"m\":{\"high\":9}}}",
            "sensors.ndjson line 1: alert_thresholds.m is {\"high\":9}; allowed is {\"low\": number, \"high\": number}, or one such object per metric."),
        wrong(
            "sensors.ndjson",
            "{\"sensor_id\":\"s\",\"alert_thresholds\":{\"m\":{\"low\":1,\"hihg\":9}}}",
            "sensors.ndjson line 1: alert_thresholds.m.hihg is 9; allowed is {\"low\": number, \"high\": number}, or one such object per metric."),
        wrong(
            "sensors.csv",
            "sensor_id,criticality\ns-1,much",
            "sensors.csv line 2: criticality is \"much\"; allowed is a number."),
        wrong(
            "sensors.csv",
            "sensor_id,criticality\ns-1,NaN",
            "sensors.csv line 2: criticality is \"NaN\"; allowed is a number."),
        wrong(
            "sensors.csv",
            "sensor_id,criticality\ns-1",
            "sensors.csv line 2 has 1 cells; allowed are 2, as in the header, with \",\" between."),
        wrong(
            "sensors.csv",
            "sensor_id\ns-1\ns-1\n",
            "sensors.csv line 3: sensor_id \"s-1\" is there already, in sensors.csv line 2; allowed is one entry for each id."));
  }

  private static Arguments wrong(String file, String text, String sentence) {
    return Arguments.of(file, text, sentence);
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void everyProblemIsASentence(String file, String text, String sentence) throws IOException {
    write(file, text);
    if (file.startsWith("facilities")) {
      write("sensors.ndjson", SENSOR);
    } else {
      write("facilities.ndjson", FACILITY);
    }
    assertEquals(List.of(sentence), AssetRegistryFiles.problems(directory.toString()));
    var failure =
        assertThrows(IOException.class, () -> new AssetRegistryFiles(directory.toString()).load(0));
    assertEquals(sentence, failure.getMessage());
  }

  static Stream<Arguments> brokenFiles() {
    return Stream.of(
        wrong(
            "sensors.ndjson",
            SENSOR + "\n{\"sensor_id\":",
            "sensors.ndjson line 2 is not one JSON object: "),
        wrong("sensors.ndjson", SENSOR + SENSOR, "sensors.ndjson line 1 is not one JSON object: "),
        wrong("sensors.json", "[\n{\"sensor_id\":\"s\",}]", "sensors.json line 2 is not JSON: "),
        wrong(
            "sensors.csv",
            "sensor_id,alert_thresholds\ns-1,{low",
            "sensors.csv line 2: alert_thresholds is not JSON: "),
        wrong(
            "sensors.csv",
            "sensor_id,sensor_id\ns-1,s-2\n",
            "sensors.csv: column \"sensor_id\" is there more than once; "),
        wrong("sensors.csv", "sensor_id\n\"s-1\n", "sensors.csv is not CSV with a header: "));
  }

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void brokenSyntaxNamesTheFileAndTheLine(String file, String text, String beginning)
      throws IOException {
    write(file, text);
    write("facilities.ndjson", FACILITY);
    List<String> problems = AssetRegistryFiles.problems(directory.toString());
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).startsWith(beginning), problems::toString);
    assertTrue(problems.get(0).endsWith("."), problems::toString);
    assertTrue(
        !problems.get(0).endsWith("..") && !problems.get(0).contains("\n"), problems::toString);
  }

  @Test
  void bytesThatAreNotUtf8AreAProblem() throws IOException {
    Files.write(
        directory.resolve("facilities.ndjson"),
        FACILITY.replace('1', 'ä').getBytes(StandardCharsets.ISO_8859_1));
    write("sensors.ndjson", SENSOR);
    assertEquals(
        List.of("facilities.ndjson is not UTF-8 text."),
        AssetRegistryFiles.problems(directory.toString()));
  }

  @Test
  void filesThatAreMissingOrTwiceThereAreProblems() throws IOException {
    String missing = directory.resolve("nowhere").toString();
    assertEquals(
        List.of(
            "The asset registry \"%s\" does not exist; allowed is a directory with facilities and sensors."
                .formatted(missing)),
        AssetRegistryFiles.problems(missing));
    write("sensors.csv", "sensor_id\ns-1\n");
    assertEquals(
        List.of(
            "The asset registry \"%s\" has no facilities; allowed is one of facilities.ndjson, facilities.json and facilities.csv."
                .formatted(directory)),
        AssetRegistryFiles.problems(directory.toString()));
    write("sensors.json", "[]");
    write("facilities.json", "[]");
    assertEquals(
        List.of(
            "The asset registry \"%s\" has both sensors.json and sensors.csv; allowed is one of them."
                .formatted(directory)),
        AssetRegistryFiles.problems(directory.toString()));
  }

  @Test
  void facilitiesAreEnoughForARegistry() throws IOException {
    write("facilities.csv", "facility_id\nf-1\n");
    AssetRegistry registry = new AssetRegistryFiles(directory.toString()).load(0);
    assertEquals(Set.of("f-1"), registry.facilities().keySet());
    assertEquals(List.of(), registry.sensors());
  }

  @ParameterizedTest
  @CsvSource({
    "sensor.csv, sensors.csv",
    "Sensors.CSV, sensors.csv",
    "equipments.json, equipment.json",
    "line.ndjson, lines.ndjson"
  })
  void fileWithAMisspeltNameIsNotPassedOver(String name, String meant) throws IOException {
    write("facilities.ndjson", FACILITY);
    write("notes.json", "[]");
    write("sensors.txt", "");
    write(name, "sensor_id\ns-1\n");
    assertEquals(
        List.of(
            "The asset registry \"%s\" has a file %s, which is not read; did you mean %s?"
                .formatted(directory, name, meant)),
        AssetRegistryFiles.problems(directory.toString()));
  }

  @Test
  void problemsOfBothFilesAreReportedTogetherUpToTwenty() throws IOException {
    write("facilities.ndjson", "{}");
    write("sensors.ndjson", "{}\n".repeat(50));
    List<String> problems = AssetRegistryFiles.problems(directory.toString());
    assertEquals(20, problems.size());
    assertTrue(problems.get(0).startsWith("facilities.ndjson line 1"));
    assertTrue(problems.get(19).startsWith("sensors.ndjson line 19"));
  }
}
