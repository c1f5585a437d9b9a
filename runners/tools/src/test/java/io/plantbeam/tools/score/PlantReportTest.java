package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.tools.simulate.FaultKind;
import io.plantbeam.tools.simulate.FaultLabel;
import io.plantbeam.tools.simulate.machines.MachinePlantSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlantReportTest {
  private static final long START = MachinePlantSettings.START.toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60;
  private static final MachinePlantSettings SETTINGS =
      new MachinePlantSettings(9, 20, 3, Duration.ofSeconds(20), 1);
  private static final Map<String, String> EQUIPMENT =
      new TreeMap<>(Map.of("a1", "a", "a2", "a", "b1", "b"));

  private static RaisedAlert alert(String detector, String sensor, long minute) {
    return new RaisedAlert(
        detector + sensor + minute, detector, sensor, EQUIPMENT.get(sensor), at(minute));
  }

  private static long at(long minute) {
    return START + minute * MINUTE;
  }

  private static DatasetReport report() {
    List<RaisedAlert> healthy =
        List.of(
            // First day: two alerts of one incident, of two detectors.
            alert("zscore", "a1", 600),
            alert("novelty", "a2", 605),
            // Later: three incidents of zscore, in one of which novelty joins.
            alert("zscore", "a1", DAY + 100),
            alert("novelty", "a2", DAY + 110),
            alert("zscore", "b1", DAY + 100),
            alert("zscore", "a1", 2 * DAY + 500));
    List<FaultLabel> faults =
        List.of(
            new FaultLabel("a1", "flow", FaultKind.SHIFT, at(DAY + 90), at(DAY + 150)),
            new FaultLabel("b1", "flow", FaultKind.SPIKE, at(2 * DAY), at(2 * DAY + 1)));
    List<RaisedAlert> faulty =
        List.of(
            alert("zscore", "a1", DAY + 100),
            alert("novelty", "b1", 2 * DAY + 2),
            alert("trend", "b1", 2 * DAY + 4),
            alert("zscore", "a1", 2 * DAY + 500));
    return PlantReport.of(SETTINGS, EQUIPMENT, faults, healthy, faulty);
  }

  private static List<String> cells(int table, String row) {
    Table found = report().tables().get(table);
    return found.rows().stream()
        .map(Table.Row::cells)
        .filter(cells -> cells.get(0).equals(row))
        .map(cells -> cells.subList(1, cells.size()))
        .findFirst()
        .orElseThrow();
  }

  /** 20 sensors for two days after the first: one is 1000 / 40 = 25, on the first day 50. */
  @Test
  void loadIsPerThousandSensorsAndDay() {
    assertEquals(List.of("75.0", "75.0", "50.0", "50.0"), cells(0, "zscore"));
    assertEquals(List.of("25.0", "25.0", "50.0", "50.0"), cells(0, "novelty"));
    assertEquals(List.of("0.0", "0.0", "0.0", "0.0"), cells(0, "trend"));
    assertEquals(List.of("100.0", "75.0", "100.0", "50.0"), cells(0, "all detectors"));
  }

  @Test
  void eachDetectorIsJudgedByItsOwnAlerts() {
    // The healthy plant has the alert of zscore as well.
    assertEquals(List.of("1 of 2", "1", "600", "600", "0.50", "0.50"), cells(1, "zscore"));
    assertEquals(List.of("1 of 2", "0", "120", "120", "0.50", "0.50"), cells(1, "novelty"));
    assertEquals(List.of("2 of 2", "1", "120", "600", "1.50", "1.00"), cells(1, "all detectors"));
  }

  @Test
  void kindsAreJudgedByTheAlertsOfAll() {
    assertEquals(List.of("1 of 1", "0", "120", "120", "2.00", "1.00"), cells(2, "spike"));
    assertEquals(List.of("1 of 1", "1", "600", "600", "1.00", "1.00"), cells(2, "shift"));
    assertEquals(List.of("0 of 0", "0", "-", "-", "-", "-"), cells(2, "drift"));
    assertEquals(cells(1, "all detectors"), cells(2, "all kinds"));
  }

  @Test
  void whichDetectorCatchesWhatIsATableOfItsOwn() {
    assertEquals(
        List.of("1 of 1", "0 of 0", "0 of 0", "0 of 0", "0 of 0", "0 of 1"), cells(3, "trend"));
    assertEquals(
        List.of("1 of 1", "0 of 0", "0 of 0", "0 of 0", "0 of 0", "1 of 1"),
        cells(3, "all detectors"));
  }

  @Test
  void incidentsThatBelongToNoFaultAreTold() {
    DatasetReport report = report();
    assertEquals(
        "Simulated plant, seed 9: 20 sensors on 2 machines, 3 days, a reading every 20s",
        report.title());
    assertTrue(
        report
            .notes()
            .contains(
                "With faults, 25.0 incidents per 1,000 sensors and day after the first day belong to no"
                    + " fault."),
        report.notes()::toString);
    assertTrue(report.notes().get(0).contains("one is 25.0 per 1,000"), report.notes()::toString);
  }
}
