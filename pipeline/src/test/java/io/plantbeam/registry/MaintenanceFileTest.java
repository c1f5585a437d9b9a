package io.plantbeam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.maintenance.MaintenanceEntry;
import io.plantbeam.maintenance.MaintenanceEntry.Scope;
import io.plantbeam.maintenance.WallTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceFileTest {
  private static final MaintenanceEntry SHUTDOWN =
      new MaintenanceEntry(
          Scope.FACILITY,
          "north",
          null,
          WallTime.parse("2026-12-24T06:00"),
          WallTime.parse("2027-01-02T06:00"),
          "Christmas",
          null);
  private static final MaintenanceEntry CLEANING =
      new MaintenanceEntry(
          Scope.EQUIPMENT,
          null,
          "press-7",
          WallTime.parse("2026-03-02T05:00:00Z"),
          WallTime.parse("2026-03-02T07:30+01:00"),
          "cleaning",
          "FREQ=WEEKLY;BYDAY=MO");

  @TempDir Path directory;

  @BeforeEach
  void assets() throws IOException {
    write(
        "facilities.csv",
        """
        facility_id,timezone,production_line
        north,Europe/Berlin,line 1
        south,,
        """);
    write("lines.csv", "line_id,facility_id\nline 2,north\n");
    write("equipment.csv", "equipment_id,facility_id\npress-7,north\n");
    write(
        "sensors.csv",
        """
        sensor_id,facility_id,equipment_id
        TT-1,north,press-7
        TT-2,south,oven-1
        """);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private List<MaintenanceEntry> loaded() throws IOException {
    return new AssetRegistryFiles(directory.toString()).load(1).maintenance();
  }

  private List<String> problems() {
    return AssetRegistryFiles.problems(directory.toString());
  }

  @Test
  void csv() throws IOException {
    write(
        "maintenance.csv",
        """
        facility_id,equipment_id,from,to,reason,repeats
        north,,2026-12-24T06:00,2027-01-02T06:00,Christmas,
        ,press-7,2026-03-02T05:00:00Z,2026-03-02T07:30+01:00,cleaning,FREQ=WEEKLY;BYDAY=MO
        """);
    assertEquals(List.of(SHUTDOWN, CLEANING), loaded());
  }

  @Test
  void ndjson() throws IOException {
    write(
        "maintenance.ndjson",
        """
        {"facility_id":"north","from":"2026-12-24T06:00","to":"2027-01-02T06:00","reason":"Christmas"}
        {"equipment_id":"press-7","from":"2026-03-02T05:00:00Z","to":"2026-03-02T07:30+01:00","reason":"cleaning","repeats":"FREQ=WEEKLY;BYDAY=MO"}
        """);
    assertEquals(List.of(SHUTDOWN, CLEANING), loaded());
  }

  @Test
  void json() throws IOException {
    write(
        "maintenance.json",
        """
        [{"facility_id":"north","from":"2026-12-24T06:00","to":"2027-01-02T06:00","reason":"Christmas"}]
        """);
    assertEquals(List.of(SHUTDOWN), loaded());
  }

  @Test
  void linesAndEquipmentNeedNoEntryOfTheirOwnWhereAnotherFileNamesThem() throws IOException {
    write(
        "maintenance.csv",
        """
        line_id,equipment_id,sensor_id,from,to,reason
        line 1,,,2026-03-02T05:00,2026-03-02T06:00,a
        line 2,,,2026-03-02T05:00,2026-03-02T06:00,b
        ,oven-1,,2026-03-02T05:00,2026-03-02T06:00,c
        ,,TT-2,2026-03-02T05:00,2026-03-02T06:00,d
        """);
    assertEquals(
        List.of(Scope.LINE, Scope.LINE, Scope.EQUIPMENT, Scope.SENSOR),
        loaded().stream().map(MaintenanceEntry::scope).toList());
  }

  @Test
  void idsOfWhichNoFileSpeaksAreTakenAsTheyAre() throws IOException {
    Files.delete(directory.resolve("sensors.csv"));
    Files.delete(directory.resolve("equipment.csv"));
    write(
        "maintenance.csv",
        "sensor_id,from,to,reason\nTT-9,2026-03-02T05:00,2026-03-02T06:00,calibration\n");
    assertEquals("TT-9", loaded().get(0).id());
  }

  @Test
  void columnsWithOtherNamesAreRefused() throws IOException {
    write("maintenance.csv", "equipment_id,from,until,reason\n");
    assertEquals(
        List.of(
            "maintenance.csv: column \"until\" is unknown; allowed are from, to, reason, repeats,"
                + " facility_id, line_id, equipment_id and sensor_id."),
        problems());
    write("maintenance.csv", "equipment_id,from,to,reason,repeat\n");
    assertEquals(
        List.of("maintenance.csv: column \"repeat\" is unknown; did you mean repeats?"),
        problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          press-7 |     |      | 2026-03-02T05:00 | 2026-03-02T05:00 |  | to is "2026-03-02T05:00"; allowed is a time after from, which is "2026-03-02T05:00".
          press-7 |     |      | 2026-03-02T05:00+02:00 | 2026-03-02T02:00Z |  | to is "2026-03-02T02:00Z"; allowed is a time after from, which is "2026-03-02T05:00+02:00".
          press-7 |     |      | 2026-03-02 | 2026-03-03T05:00 |  | from is "2026-03-02"; allowed is a time such as 2026-03-01T06:00, by the clocks of the facility, or 2026-03-01T06:00+01:00.
          press-7 |     |      | 2026-03-02T05:00 | tomorrow |  | to is "tomorrow"; allowed is a time such as 2026-03-01T06:00, by the clocks of the facility, or 2026-03-01T06:00+01:00.
          press-8 |     |      | 2026-03-02T05:00 | 2026-03-02T06:00 |  | equipment_id is "press-8", which no other file has; did you mean press-7?
          press-7 | south |    | 2026-03-02T05:00 | 2026-03-02T06:00 |  | equipment_id is "press-7", which no other file has in facility "south".
                  | nort |     | 2026-03-02T05:00 | 2026-03-02T06:00 |  | facility_id is "nort", which no other file has; did you mean north?
                  |     | TT-3 | 2026-03-02T05:00 | 2026-03-02T06:00 |  | sensor_id is "TT-3", which no other file has; did you mean TT-1 or TT-2?
                  |     |      | 2026-03-02T05:00 | 2026-03-02T06:00 |  | It names nothing that is worked on; allowed is one of line_id, equipment_id and sensor_id, with or without facility_id, or facility_id alone.
          press-7 |     | TT-1 | 2026-03-02T05:00 | 2026-03-02T06:00 |  | It names equipment_id and sensor_id; allowed is one of line_id, equipment_id and sensor_id for each entry.
          press-7 |     |      | 2026-03-02T05:00 | 2026-03-02T06:00 | weekly | repeats is "weekly": Missing '=' in part 'WEEKLY'; allowed is a rule of iCalendar such as FREQ=WEEKLY;BYDAY=SA whose occurrences do not overlap.
          press-7 |     |      | 2026-03-02T05:00 | 2026-03-03T06:00 | FREQ=DAILY | repeats is "FREQ=DAILY": begins again at 2026-03-03T05:00, before the work of 2026-03-02T05:00 has ended; allowed is a rule of iCalendar such as FREQ=WEEKLY;BYDAY=SA whose occurrences do not overlap.
          press-7 |     |      | 2026-03-02T05:00 | 2026-03-02T06:00 | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 | repeats is "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30": has no occurrence; allowed is a rule of iCalendar such as FREQ=WEEKLY;BYDAY=SA whose occurrences do not overlap.
          """)
  void mistakesAreNamed(
      String equipment,
      String facility,
      String sensor,
      String from,
      String to,
      String repeats,
      String problem)
      throws IOException {
    write(
        "maintenance.csv",
        "equipment_id,facility_id,sensor_id,from,to,reason,repeats\n%s,%s,%s,%s,%s,x,%s\n"
            .formatted(text(equipment), text(facility), text(sensor), from, to, text(repeats)));
    assertEquals(List.of("maintenance.csv line 2: " + problem), problems());
  }

  private static String text(String cell) {
    return cell == null ? "" : cell;
  }

  @Test
  void everyEntryHasAReason() throws IOException {
    write("maintenance.csv", "equipment_id,from,to\npress-7,2026-03-02T05:00,2026-03-02T06:00\n");
    assertEquals(
        List.of("maintenance.csv line 2 has no reason; allowed is a text that is not empty."),
        problems());
  }

  @Test
  void anotherNameOfTheFileIsRefused() throws IOException {
    write("maintenence.csv", "equipment_id,from,to,reason\n");
    assertEquals(
        List.of(
            "The asset registry \"%s\" has a file maintenence.csv, which is not read; did you mean maintenance.csv?"
                .formatted(directory)),
        problems());
  }
}
