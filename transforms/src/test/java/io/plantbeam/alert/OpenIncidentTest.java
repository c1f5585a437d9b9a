package io.plantbeam.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EpisodeEnd;
import io.plantbeam.model.Incident;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** Alerts whose starts are at most 10 minutes apart are one incident. */
class OpenIncidentTest {
  private static final long MINUTE = 60_000_000;
  private static final AlertRules RULES =
      new AlertRules(DetectorCatalogue.defaultsOf(Detectors.ALL), AlertSettings.DEFAULTS);

  private static AlertInput anomaly(
      String detector, String equipment, String sensor, double minute, Severity severity) {
    long time = Math.round(minute * MINUTE);
    AssetContext asset =
        new AssetContext(
            true,
            "f-1",
            "North plant",
            null,
            null,
            "line 2",
            equipment,
            null,
            null,
            Double.NaN,
            Double.NaN,
            0,
            0);
    SeriesInfo series = new SeriesInfo(sensor, "value", "power", "f-1", "kW");
    return AlertInput.of(
        new Anomaly(
            detector,
            new SeriesContext(series, asset),
            severity,
            Double.NaN,
            time,
            time,
            time,
            1,
            2,
            3,
            "Odd."));
  }

  private static AlertInput high(String equipment, String sensor, double minute) {
    return anomaly("threshold", equipment, sensor, minute, Severity.HIGH);
  }

  private static AlertInput time(double minute) {
    return AlertInput.ofTime(Math.round(minute * MINUTE));
  }

  private static Told told(AlertInput... inputs) {
    return Told.all(RULES, List.of(inputs));
  }

  private static String told(Incident incident) {
    return "%d %s %s %d-%d %d/%d %s"
        .formatted(
            incident.sequence(),
            incident.state().label(),
            incident.severity().label(),
            incident.startsAtMicros() / MINUTE,
            incident.lastAtMicros() / MINUTE,
            incident.openAlerts(),
            incident.alerts(),
            String.join(",", incident.sensors()));
  }

  private static List<String> ids(Told told) {
    return told.alerts.stream().map(Alert::incidentId).distinct().toList();
  }

  @Test
  void sensorsOfAMachineAreOneIncidentInTheOrderInWhichTheySpeak() {
    Told told =
        told(
            high("pump", "b", 0),
            anomaly("silence", "pump", "a", 8, Severity.CRITICAL),
            high("pump", "c", 17),
            high("pump", "c", 18),
            time(23),
            time(33));
    assertEquals(
        List.of(
            "1 raised high 0-0 1/1 b",
            "2 updated critical 0-8 2/2 b,a",
            "3 updated critical 0-17 3/3 b,a,c",
            "4 updated critical 0-17 2/3 b,a,c",
            "5 updated critical 0-17 1/3 b,a,c",
            "6 resolved critical 0-18 0/3 b,a,c"),
        told.incidents.stream().map(OpenIncidentTest::told).toList());
    assertEquals(1, ids(told).size());
    assertEquals(
        List.of(1L, 2L, 3L, 3L, 3L, 3L), told.alerts.stream().map(Alert::incidentAlerts).toList());
    Incident last = told.incidents.get(5);
    assertEquals(18 * MINUTE, last.endsAtMicros());
    assertEquals("pump", last.asset().equipmentId());
    assertEquals("line 2", last.asset().productionLine());
  }

  @Test
  void detectorsOfOneSensorSpeakForItOnce() {
    Told told = told(high("pump", "a", 0), anomaly("silence", "pump", "a", 1, Severity.HIGH));
    assertEquals("2 updated high 0-1 2/2 a", told(told.incidents.get(1)));
  }

  @Test
  void laterStartIsAnotherIncident() {
    assertEquals(1, ids(told(high("pump", "a", 0), high("pump", "b", 10))).size());
    assertEquals(2, ids(told(high("pump", "a", 0), high("pump", "b", 10.1))).size());
    // However long the first goes on.
    assertEquals(
        2, ids(told(high("pump", "a", 0), high("pump", "a", 10), high("pump", "b", 10.1))).size());
  }

  @Test
  void machinesHaveIncidentsOfTheirOwnAndSensorsWithoutOneToo() {
    assertEquals(2, ids(told(high("pump", "a", 0), high("fan", "b", 1))).size());
    assertEquals(2, ids(told(high(null, "a", 0), high(null, "b", 1))).size());
    assertEquals(
        1, ids(told(high(null, "a", 0), anomaly("silence", null, "a", 1, Severity.HIGH))).size());
    // Names of machines and of sensors are apart.
    assertNotEquals(
        ids(told(high("pump", "a", 0))).get(0), ids(told(high(null, "pump", 0))).get(0));
  }

  @Test
  void alertThatIsToldLaterThanOthersKeepsTheIdAndMovesTheStart() {
    Told told = told(high("pump", "a", 20), high("pump", "b", 12), high("pump", "c", 3));
    assertEquals(1, ids(told).size());
    assertEquals("3 updated high 3-20 3/3 a,b,c", told(told.incidents.get(2)));
  }

  @Test
  void alertOpensAnIncidentAgainOfWhichAllOthersAreResolved() {
    Told told =
        told(
            high("pump", "a", 0),
            AlertInput.of(
                new EpisodeEnd(
                    "threshold",
                    high("pump", "a", 1).anomaly().context(),
                    MINUTE,
                    2,
                    RecentMeans.NONE)),
            high("pump", "a", 9),
            time(24));
    assertEquals(
        List.of(
            "1 raised high 0-0 1/1 a",
            "2 resolved high 0-0 0/1 a",
            "3 updated high 0-9 1/2 a",
            "4 resolved high 0-9 0/2 a"),
        told.incidents.stream().map(OpenIncidentTest::told).toList());
  }

  @Test
  void incidentIsForgottenOnceNoAlertCanJoinIt() throws Exception {
    OpenEpisodes episodes = new OpenEpisodes();
    for (AlertInput input : List.of(high("pump", "a", 0), time(15))) {
      episodes.take(input, RULES, new Told());
    }
    episodes = CoderUtils.clone(OpenEpisodes.OpenEpisodesCoder.INSTANCE, episodes);
    // The guard may hold an anomaly back for seven minutes.
    Told joined = new Told();
    episodes.copy().take(high("pump", "b", 10), RULES, joined);
    assertEquals(2, joined.incidents.get(0).alerts());
    episodes.take(time(17.1), RULES, new Told());
    assertEquals(true, episodes.isEmpty());
  }
}
