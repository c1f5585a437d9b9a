package io.plantbeam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.enrich.AlertThresholds;
import io.plantbeam.enrich.AlertThresholds.Bounds;
import io.plantbeam.enrich.Sensor;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV files as people and spreadsheets write them: read, or refused with the cause. */
class CsvRegistryTest {
  private static final Sensor SENSOR =
      new Sensor("s-1", "p1", "eq-1", null, null, AlertThresholds.forAll(1, 2), 5);

  @TempDir Path directory;

  @BeforeEach
  void writeFacilities() throws IOException {
    write("facilities.csv", "facility_id,name,timezone\np1,Plant 1,Europe/Berlin\n");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private List<Sensor> sensors(String text) throws IOException {
    write("sensors.csv", text);
    return new AssetRegistryFiles(directory.toString()).load(1).sensors();
  }

  private List<String> problems(String text) throws IOException {
    write("sensors.csv", text);
    return AssetRegistryFiles.problems(directory.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sensor_id,facility_id,equipment_id,alert_thresholds,criticality\ns-1,p1,eq-1,\"{\"\"low\"\":1,\"\"high\"\":2}\",5\n",
        "sensor_id;facility_id;equipment_id;alert_thresholds;criticality\ns-1;p1;eq-1;\"{\"\"low\"\":1,\"\"high\"\":2}\";5\n",
        "sensor_id\tfacility_id\tequipment_id\talert_low\talert_high\tcriticality\ns-1\tp1\teq-1\t1\t2\t5\n",
        "sensor_id|facility_id|equipment_id|alert_low|alert_high|criticality\ns-1|p1|eq-1|1|2|5\n",
        "sep=;\r\nsensor_id;facility_id;equipment_id;alert_low;alert_high;criticality\r\ns-1;p1;eq-1;1;2;5\r\n",
        "\uFEFF\"SEP=;\"\nsensor_id;facility_id;equipment_id;alert_low;alert_high;criticality\ns-1;p1;eq-1;1;2;5",
        "sep=\t\nsensor_id\tfacility_id\tequipment_id\talert_low\talert_high\tcriticality\ns-1\tp1\teq-1\t1\t2\t5",
        "sep=,\nsensor_id,facility_id,equipment_id,alert_low,alert_high,criticality\ns-1,p1,eq-1,1,2,5",
        "sensor_id,facility_id,equipment_id,alert_low,alert_high,criticality,\ns-1,p1,eq-1,1,2,5,\n",
        "sensor_id,facility_id,equipment_id,alert_low,alert_high,criticality,,\ns-1,p1,eq-1,1,2,5,,\n,,,,,,,\n",
        "sensor_id,facility_id,equipment_id,alert_low,alert_high,criticality\ns-1,p1,eq-1,1,2,5,,,\n",
        "sensor_id,,facility_id,equipment_id,alert_low,alert_high,criticality\ns-1,,p1,eq-1,1,2,5\n",
        "\uFEFFsensor_id,facility_id,equipment_id,alert_low,alert_high,criticality\r\ns-1,p1,eq-1,1,2,5\r\n",
        "sensor_id,facility_id,equipment_id,alert_low,alert_high,criticality\rs-1,p1,eq-1,1,2,5\r",
        "\"sensor_id\",\"facility_id\",\"equipment_id\",\"alert_low\",\"alert_high\",\"criticality\"\n\"s-1\",\"p1\",\"eq-1\",\"1\",\"2\",\"5\"\n",
        "\uFEFF\"sensor_id\";\"facility_id\";\"equipment_id\";\"alert_low\";\"alert_high\";\"criticality\"\ns-1;p1;eq-1;1;2;5\n",
        "Sensor_ID,FACILITY_ID,Equipment_Id,Alert_Low,Alert_High,Criticality\ns-1,p1,eq-1,1,2,5\n",
        " sensor_id , facility_id,equipment_id ,alert_low,alert_high\u00A0,criticality\n s-1 , p1,eq-1 ,1, 2 ,5\n",
        "\n\nsensor_id,facility_id,equipment_id,alert_low,alert_high,criticality\n\ns-1,p1,eq-1,1,2,5\n\n",
        "criticality,alert_high,alert_low,equipment_id,facility_id,sensor_id\n5.0,2e0,+1,eq-1,p1,s-1\n",
      })
  void eachWayOfWritingTheSameIsRead(String text) throws IOException {
    assertEquals(List.of(SENSOR), sensors(text));
  }

  @Test
  void emptyCellsBetweenTabsStayEmpty() throws IOException {
    assertEquals(
        List.of(
            new Sensor("s-1", null, "eq-1", null, null, AlertThresholds.forAll(1, 2), Double.NaN)),
        sensors(
            "sensor_id\tfacility_id\tequipment_id\tcriticality\talert_low\talert_high\ns-1\t\teq-1\t\t1\t2\n"));
  }

  @Test
  void cellsOverSeveralLinesAndOfUmlautsAreRead() throws IOException {
    write("facilities.csv", "facility_id,name\np1,\"Werk\nKöln, Süd\"\n");
    assertEquals(
        "Werk\nKöln, Süd",
        new AssetRegistryFiles(directory.toString()).load(1).facilities().get("p1").name());
  }

  @Test
  void boundsForAllMetricsStandBesideThoseOfAMetric() throws IOException {
    assertEquals(
        new AlertThresholds(new Bounds(Double.NaN, 2), Map.of("rpm", new Bounds(5, Double.NaN))),
        sensors("sensor_id,alert_high,alert_thresholds\ns-1,2,\"{\"\"rpm\"\":{\"\"low\"\":5}}\"\n")
            .get(0)
            .thresholds());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sensor_id,alert_treshold,critical^s-1,x,5 | sensors.csv: column \"alert_treshold\" is unknown; did you mean alert_thresholds?",
        "Sensor ID,alert_low^s-1,1 | sensors.csv: column \"Sensor ID\" is unknown; did you mean sensor_id?",
        "sensor_id;alertlow^s-1;1 | sensors.csv: column \"alertlow\" is unknown; did you mean alert_low?",
        "id^s-1 | sensors.csv has no column \"sensor_id\".",
        "facility_id^p1 | sensors.csv has no column \"sensor_id\".",
        "sensor_id,Sensor_ID^s-1,s-2 | sensors.csv: column \"sensor_id\" is there more than once; allowed is one of each name.",
        "sensor_id,criticality^s-1,`5,5` | sensors.csv line 2 has 3 cells; allowed are 2, as in the header, with \",\" between.",
        "sensor_id;criticality^s-1;5,5 | sensors.csv line 2: criticality is \"5,5\"; allowed is a number with a point before its decimals.",
        "sensor_id,alert_low^s-1,5d | sensors.csv line 2: alert_low is \"5d\"; allowed is a number.",
        "sensor_id,alert_low^s-1,Infinity | sensors.csv line 2: alert_low is \"Infinity\"; allowed is a number.",
        "sensor_id,alert_low^s-1,1e999 | sensors.csv line 2: alert_low is \"1e999\"; allowed is a number.",
        "sensor_id,alert_low,alert_high^s-1,9,2 | sensors.csv line 2: alert_low is 9.0; allowed is a number that is not above alert_high, which is 2.0.",
        "sensor_id,alert_low,alert_thresholds^s-1,1,'{''high'':2}' | sensors.csv line 2: alert_low and alert_high stand beside alert_thresholds for all metrics; allowed is one of the two ways.",
        "sensor_id,facility_id^s-1;p1 | sensors.csv line 2 has 1 cells; allowed are 2, as in the header, with \",\" between.",
        "sensor_id,,criticality^s-1,x,5 | sensors.csv line 2: column 2 has \"x\" and no name; allowed are columns with a name in the header.",
        "sensor_id,criticality^s-1,5,x | sensors.csv line 2 has 3 cells; allowed are 2, as in the header, with \",\" between.",
        "sensor_id,criticality^,5 | sensors.csv line 2 has no sensor_id; allowed is a text that is not empty.",
        "sep=;^sensor_id;criticality^s-1;x | sensors.csv line 3: criticality is \"x\"; allowed is a number.",
        "^ | sensors.csv is empty; allowed is a header, with a row below it for each entry.",
        "'' | sensors.csv is empty; allowed is a header, with a row below it for each entry.",
        "sep=; | sensors.csv is empty; allowed is a header, with a row below it for each entry.",
        "{'sensor_id': 's-1'} | sensors.csv has no column \"sensor_id\".",
      })
  void whatIsWrongIsNamed(String text, String sentence) throws IOException {
    List<String> problems =
        problems(text.equals("''") ? "" : text.replace('^', '\n').replace('\'', '"'));
    assertTrue(problems.contains(sentence), problems::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"facilities", "lines", "equipment", "sensors"})
  void fileOfNoBytesIsRefusedInEachFormat(String name) throws IOException {
    Files.delete(directory.resolve("facilities.csv"));
    if (!name.equals("facilities")) {
      write("facilities.json", "[]");
    }
    for (String ending : AssetFile.ENDINGS) {
      Path file = Files.createFile(directory.resolve(name + ending));
      List<String> problems = AssetRegistryFiles.problems(directory.toString());
      assertEquals(1, problems.size(), problems::toString);
      assertEquals(0, problems.get(0).indexOf(name + ending + " is empty; allowed is "));
      Files.delete(file);
    }
  }

  @Test
  void blankLineAloneIsAFileWithoutEntries() throws IOException {
    write("sensors.ndjson", "\n");
    assertEquals(List.of(), AssetRegistryFiles.problems(directory.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, is UTF-16 text; allowed is UTF-8.",
    "UTF-16BE, is UTF-16 text; allowed is UTF-8.",
    "ISO-8859-1, is not UTF-8 text."
  })
  void otherEncodingsAreNamed(String charset, String sentence) throws IOException {
    String text =
        (charset.startsWith("UTF") ? "\uFEFF" : "") + "sensor_id,equipment_id\ns-1,Öfen\n";
    Files.write(directory.resolve("sensors.csv"), text.getBytes(Charset.forName(charset)));
    assertEquals(
        List.of("sensors.csv " + sentence), AssetRegistryFiles.problems(directory.toString()));
    Files.write(directory.resolve("sensors.csv"), text.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), AssetRegistryFiles.problems(directory.toString()));
  }
}
