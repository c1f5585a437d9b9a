package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentTest {
  private static RaisedAlert alert(String sensor, String equipment, double minute) {
    return new RaisedAlert(
        sensor + minute, "zscore", sensor, equipment, Math.round(minute * 60_000));
  }

  private static List<List<String>> ids(List<RaisedAlert> alerts) {
    return Incident.of(alerts).stream()
        .map(incident -> incident.alerts().stream().map(RaisedAlert::alertId).toList())
        .toList();
  }

  @Test
  void alertsOfOneMachineThatFollowEachOtherWithinTenMinutesAreOneIncident() {
    assertEquals(
        List.of(List.of("a0.0", "b9.5", "a19.5"), List.of("b29.51")),
        ids(
            List.of(
                alert("a", "m", 19.5),
                alert("b", "m", 29.51),
                alert("a", "m", 0),
                alert("b", "m", 9.5))));
  }

  @Test
  void machinesHaveIncidentsOfTheirOwnAndSensorsWithoutMachineToo() {
    assertEquals(
        List.of(List.of("a0.0"), List.of("b0.0"), List.of("c0.0", "d1.0")),
        ids(
            List.of(
                alert("a", null, 0), alert("b", null, 0), alert("c", "m", 0), alert("d", "m", 1))));
  }

  @Test
  void withoutAlertsThereAreNoIncidents() {
    assertEquals(List.of(), Incident.of(List.of()));
  }

  /** It began on the first day, so that of the second only its alerts count. */
  @Test
  void anIncidentBelongsToTheDayOnWhichItBegan() {
    double midnight = 24 * 60;
    List<RaisedAlert> alerts =
        List.of(
            alert("a", "m", midnight - 5),
            alert("b", "m", midnight + 1),
            alert("a", "m", midnight + 100));
    long day = 86_400_000;
    assertEquals(new AlarmLoad(1, 1), AlarmLoad.between(0, day, alerts));
    assertEquals(new AlarmLoad(2, 1), AlarmLoad.between(day, 2 * day, alerts));
    assertEquals(new AlarmLoad(0, 0), AlarmLoad.between(2 * day, 3 * day, alerts));
  }
}
