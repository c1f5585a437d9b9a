package io.plantbeam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.condition.Condition;
import io.plantbeam.condition.Condition.All;
import io.plantbeam.condition.Condition.Comparison;
import io.plantbeam.condition.Operand;
import io.plantbeam.condition.Operator;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.Equipment;
import io.plantbeam.enrich.EquipmentState;
import io.plantbeam.enrich.MachineStates;
import io.plantbeam.enrich.ProductionLine;
import io.plantbeam.enrich.Sensor;
import io.plantbeam.model.SeriesInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines, equipment and sensors of several facilities, in each format. */
class AssetModelTest {
  @TempDir Path directory;

  @BeforeEach
  void writeFacilities() throws IOException {
    write("facilities.csv", "facility_id,production_line\nnorth,N1\nsouth,S1\n");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private AssetRegistry load() throws IOException {
    return new AssetRegistryFiles(directory.toString()).load(1);
  }

  private List<String> problems() {
    return AssetRegistryFiles.problems(directory.toString());
  }

  @Test
  void linesAndEquipmentAreReadFromEachFormat() throws IOException {
    List<ProductionLine> lines = List.of(new ProductionLine("L1", "north", "Bottling"));
    List<Equipment> equipment =
        List.of(
            new Equipment(
                "7",
                "north",
                "L1",
                "Filler",
                "filler",
                12.5,
                new MachineStates(
                    List.of(
                        new EquipmentState(
                            "running",
                            new All(List.of(above("power_watts", 200), above("rpm", 5))),
                            10_000),
                        new EquipmentState("idle", above("power_watts", 5), 0)),
                    List.of("rpm"),
                    120_000)));
    String states =
        "[{\"name\":\"running\",\"when\":\"power_watts > 200 and rpm > 5\",\"for\":\"10s\"},"
            + "{\"name\":\"idle\",\"when\":\"power_watts > 5\"}]";
    String machine =
        "{\"equipment_id\":7,\"facility_id\":\"north\",\"line_id\":\"L1\",\"name\":\"Filler\","
            + "\"equipment_class\":\"filler\",\"criticality\":12.5,\"states\":"
            + states
            + ",\"frame_metrics\":[\"rpm\"],\"offline_after\":\"2m\"}";
    write("lines.json", "[{\"line_id\":\"L1\",\"facility_id\":\"north\",\"name\":\"Bottling\"}]");
    write("equipment.ndjson", machine);
    assertEquals(lines, load().lines());
    assertEquals(equipment, load().equipment());

    Files.delete(directory.resolve("equipment.ndjson"));
    Files.delete(directory.resolve("lines.json"));
    write("lines.csv", "line_id,facility_id,name\nL1,north,Bottling\n");
    write(
        "equipment.csv",
        "equipment_id,facility_id,line_id,name,equipment_class,criticality,states,frame_metrics,offline_after\n"
            + "7,north,L1,Filler,filler,12.5,\"%s\",\"[\"\"rpm\"\"]\",2m\n"
                .formatted(states.replace("\"", "\"\"")));
    assertEquals(lines, load().lines());
    assertEquals(equipment, load().equipment());
  }

  private static Condition above(String metric, double bound) {
    return new Comparison(new Operand(metric, null), Operator.GREATER, bound);
  }

  @Test
  void machineHasTheStatesOfItsClassWhereItHasNoneOfItsOwn() throws IOException {
    write(
        "classes.ndjson",
        "{\"equipment_class\":\"press\",\"states\":[{\"name\":\"on\",\"when\":\"rpm > 1\"}],"
            + "\"frame_metrics\":[\"rpm\"],\"offline_after\":\"1h\"}");
    write(
        "equipment.ndjson",
        "{\"equipment_id\":\"a\",\"equipment_class\":\"press\",\"offline_after\":\"2m\"}\n"
            + "{\"equipment_id\":\"b\",\"equipment_class\":\"press\","
            + "\"states\":[{\"name\":\"off\",\"when\":\"rpm < 1\"}]}\n"
            + "{\"equipment_id\":\"c\",\"equipment_class\":\"crane\"}");
    EquipmentState on = new EquipmentState("on", above("rpm", 1), 0);
    assertEquals(
        new MachineStates(List.of(on), List.of("rpm"), 120_000),
        load().equipment(null, "a").states());
    assertEquals("off", load().equipment(null, "b").states().states().get(0).name());
    assertEquals(3_600_000, load().equipment(null, "b").states().offlineAfterMillis());
    assertEquals(MachineStates.NONE, load().equipment(null, "c").states());
  }

  @Test
  void classThatIsNearlyThatOfAnEntryIsRefused() throws IOException {
    write("classes.csv", "equipment_class,offline_after\npress,5m\n");
    write("equipment.csv", "equipment_id,equipment_class\na,pres\n");
    assertEquals(
        List.of(
            "equipment.csv line 2: equipment_class is \"pres\", which the file classes does not"
                + " have; did you mean press?"),
        problems());
  }

  @Test
  void metricThatNothingMeasuresIsRefused() throws IOException {
    write(
        "classes.ndjson",
        "{\"equipment_class\":\"press\",\"states\":[{\"name\":\"on\",\"when\":\"rpn > 1\"}],"
            + "\"frame_metrics\":[\"rpm\",\"oil\"]}");
    assertEquals(
        List.of(
            "classes.ndjson line 1: states[0].when is no condition: at character 1 is \"rpn\","
                + " which no sensor type measures; did you mean rpm?",
            "classes.ndjson line 1: frame_metrics has \"oil\", which no sensor type measures."),
        new AssetRegistryFiles(directory.toString(), Set.of("rpm")).problems());
    assertEquals(List.of(), problems());
  }

  @Test
  void twoFacilitiesCanHaveTheSameIds() throws IOException {
    write(
        "sensors.csv",
        "sensor_id,facility_id,equipment_id,alert_high\nTT-1,north,oven,90\nTT-1,south,oven,40\n");
    write("equipment.csv", "equipment_id,facility_id,line_id\noven,north,\noven,south,S9\n");
    AssetRegistry registry = load();
    assertEquals(90, registry.contextOf(series("north")).high());
    assertEquals("N1", registry.contextOf(series("north")).productionLine());
    assertEquals(40, registry.contextOf(series("south")).high());
    assertEquals("S9", registry.contextOf(series("south")).productionLine());
    assertTrue(registry.isAmbiguous(series(null)));
  }

  private static SeriesInfo series(String facility) {
    return new SeriesInfo("TT-1", "temperature", "temperature", facility, "celsius");
  }

  @Test
  void idOfAFacilityIsThereOnce() throws IOException {
    write("sensors.csv", "sensor_id,facility_id\nTT-1,north\nTT-1,\nTT-1,south\nTT-1,north\n");
    assertEquals(
        List.of(
            "sensors.csv line 5: sensor_id \"TT-1\" of facility \"north\" is there already, in sensors.csv line 2; allowed is one entry for each id of a facility."),
        problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sensors.csv | sensor_id,facility_id | s-1,nort | facility_id is \"nort\", which facilities.csv does not have; did you mean north?",
        "equipment.csv | equipment_id,facility_id | e-1,west-12 | facility_id is \"west-12\", which facilities.csv does not have.",
        "lines.csv | line_id,facility_id | L1,North | facility_id is \"North\", which facilities.csv does not have; did you mean north?",
      })
  void facilityThatIsInNoFileIsRefused(String file, String header, String row, String sentence)
      throws IOException {
    write(file, header + "\n" + row + "\n");
    assertEquals(List.of(file + " line 2: " + sentence), problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "5 | states is 5; allowed is a list such as [{\"name\": \"running\", \"when\": \"…\"}].",
        "[5] | states[0] is 5; allowed is an object with name and when.",
        "[{\"name\":\"on\"}] | states[0].when is missing; allowed is a condition such as power_watts > 200.",
        "[{\"name\":\"On\",\"when\":\"p>1\"}] | states[0].name is \"On\"; allowed is a word in lower case other than offline and unknown, which are always there.",
        "[{\"name\":\"offline\",\"when\":\"p>1\"}] | states[0].name is \"offline\"; allowed is a word in lower case other than offline and unknown, which are always there.",
        "[{\"name\":\"on\",\"when\":\"p>1\"},{\"name\":\"on\",\"when\":\"p>2\"}] | states[1].name is \"on\"; allowed is one state of each name.",
        "[{\"name\":\"on\",\"when\":\"p > x\"}] | states[0].when is no condition: at character 5 is \"x\"; allowed is a number.",
        "[{\"name\":\"on\",\"wehn\":\"p\",\"when\":\"p>1\"}] | states[0].wehn is unknown; did you mean when?",
        "[{\"name\":\"on\",\"when\":\"p>1\",\"for\":10}] | states[0].for is 10; allowed is a duration such as 10s or 5m.",
        "[{\"name\":\"on\",\"when\":\"p>1\",\"for\":\"soon\"}] | states[0].for is \"soon\"; allowed is a duration such as 10s or 5m.",
      })
  void statesOfEquipmentAreChecked(String states, String sentence) throws IOException {
    write("equipment.ndjson", "{\"equipment_id\":\"e\",\"states\":" + states + "}");
    assertEquals(List.of("equipment.ndjson line 1: " + sentence), problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true | sensor_id is true; allowed is a text or a whole number, as in messages.",
        "7.0 | sensor_id is 7.0; allowed is a text or a whole number, as in messages.",
        "{} | sensor_id is {}; allowed is a text or a whole number, as in messages.",
      })
  void idThatNoMessageCanCarryIsRefused(String id, String sentence) throws IOException {
    write("sensors.ndjson", "{\"sensor_id\":" + id + "}");
    assertEquals(List.of("sensors.ndjson line 1: " + sentence), problems());
  }

  @Test
  void idThatIsAWholeNumberIsThatOfMessagesWithTheNumberOrItsText() throws IOException {
    write("sensors.ndjson", "{\"sensor_id\":12345678901234567890}\n{\"sensor_id\":7}");
    assertEquals(
        List.of("12345678901234567890", "7"),
        load().sensors().stream().map(Sensor::sensorId).toList());
  }

  @Test
  void unknownFieldIsRefusedWithASuggestion() throws IOException {
    write(
        "sensors.ndjson",
        "{\"sensor_id\":\"s\",\"alert_treshold\":{}}\n{\"sensor_id\":\"t\",\"owner\":\"me\"}");
    assertEquals(
        List.of(
            "sensors.ndjson line 1: field \"alert_treshold\" is unknown; did you mean alert_thresholds?",
            "sensors.ndjson line 2: field \"owner\" is unknown; allowed are sensor_id, facility_id, equipment_id, maintenance_schedule, calibration_date, alert_thresholds, alert_low, alert_high, alarm_limits, alarm_low_low, alarm_low, alarm_high, alarm_high_high, deadband, on_delay, off_delay and criticality."),
        problems());
  }
}
