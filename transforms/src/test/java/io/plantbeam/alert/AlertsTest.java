package io.plantbeam.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.window.ZScoreDetector;
import io.plantbeam.detect.window.ZScoreParameters;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsTest {
  private static final AlertRules RULES =
      new AlertRules(DetectorCatalogue.defaultsOf(Detectors.ALL), AlertSettings.DEFAULTS);

  private static final long NOON = Instant.parse("2026-07-01T12:00:00Z").toEpochMilli();

  private static AssetContext asset(String equipment, double criticality) {
    return new AssetContext(
        true,
        "f-1",
        "North plant",
        null,
        "Asia/Kathmandu",
        "2",
        equipment,
        "every Monday",
        null,
        Double.NaN,
        Double.NaN,
        criticality,
        5);
  }

  private static Anomaly anomaly(
      String detector, Severity severity, double score, AssetContext asset) {
    SeriesInfo series = new SeriesInfo("s-1", "temperature", "temperature", "f-1", "celsius");
    return new Anomaly(
        detector,
        new SeriesContext(series, asset),
        severity,
        score,
        NOON * 1000,
        (NOON - 240_000) * 1000,
        (NOON + 60_000) * 1000,
        80,
        60,
        70,
        "It is too hot.");
  }

  @ParameterizedTest
  @CsvSource({"0.25, 20, 50", "0.95, 20, 100", "1, 0, 100"})
  void priorityOfADetectorOfReadingsIsAHundredTimesItsScore(
      double score, double criticality, double priority) {
    assertEquals(
        priority,
        RULES.priority(anomaly("novelty", Severity.HIGH, score, asset("e-1", criticality))),
        1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "4.5, 20, 70",
    "4.56789, 0, 50.6789",
    "9, 20, 100",
    "4, -90, 0",
    "NaN, 40, 50",
  })
  void priorityIsTenTimesTheScorePlusCriticality(
      double score, double criticality, double expected) {
    Anomaly anomaly = anomaly("zscore", Severity.HIGH, score, asset("oven", criticality));
    assertEquals(expected, Told.raised(RULES, anomaly).priority(), 1e-12);
  }

  @Test
  void whatADetectorsPolicyTakesConcernsStaff() {
    AssetContext known = asset("oven", 0);
    assertTrue(RULES.concernStaff(anomaly("threshold", Severity.HIGH, Double.NaN, known)));
    assertTrue(
        RULES.concernStaff(
            anomaly("cusum", Severity.CRITICAL, 0.95, AssetContext.unmatched("f-1"))));
    assertFalse(RULES.concernStaff(anomaly("cusum", Severity.MEDIUM, 0.95, known)));
    for (String scoresOnly : new String[] {"zscore", "trend", "stuck", "novelty"}) {
      assertFalse(RULES.concernStaff(anomaly(scoresOnly, Severity.CRITICAL, 9, known)));
    }
  }

  @Test
  void sensorTypeSetsFromWhichSeverityADetectorAlerts() {
    AlertRules rules =
        new AlertRules(
            new DetectorCatalogue(
                Detectors.ALL,
                Map.of(
                    "temperature",
                    new DetectorSettings(
                        List.of(
                            new ConfiguredDetector<>(
                                ZScoreDetector.TYPE,
                                ZScoreParameters.DEFAULTS,
                                AlertPolicy.FROM_MEDIUM)))),
                DetectorSettings.defaultsOf(Detectors.ALL)),
            AlertSettings.DEFAULTS);
    AssetContext known = asset("oven", 0);
    assertTrue(rules.concernStaff(anomaly("zscore", Severity.MEDIUM, 3.5, known)));
    // Not among the detectors of this sensor type: as its own type says.
    assertTrue(rules.concernStaff(anomaly("cusum", Severity.HIGH, 0.5, known)));
    assertFalse(rules.concernStaff(anomaly("novelty", Severity.HIGH, 0.5, known)));
  }

  @Test
  void anomalyOfADetectorThatIsGoneIsToldWhereItIsSevere() {
    AssetContext known = asset("oven", 20);
    assertTrue(RULES.concernStaff(anomaly("gone", Severity.HIGH, 0.7, known)));
    assertFalse(RULES.concernStaff(anomaly("gone", Severity.MEDIUM, 0.7, known)));
    assertEquals(50, RULES.priority(anomaly("gone", Severity.HIGH, 0.7, known)));
    assertEquals(
        new EpisodeKey("f-1", "s-1", "temperature", "gone"),
        RULES.episodeOf(anomaly("gone", Severity.HIGH, 0.7, known)));
  }

  @Test
  void messageSaysWhereToGoAndSinceWhenInLocalTime() {
    assertEquals(
        "oven (line 2, North plant): temperature s-1 is at 80 °C; in these 5 min 60 to 70 °C is"
            + " usual. Since 17:45. Very likely more than chance. Maintenance: every Monday.",
        Told.raised(RULES, anomaly("zscore", Severity.CRITICAL, 9, asset("oven", 0))).message());
  }

  @Test
  void messageOfAnUnknownSensorNamesWhatIsKnown() {
    assertEquals(
        "Sensor s-1: temperature is at 80 °C; allowed is 60 to 70 °C. Since 11:56 UTC.",
        Told.raised(
                RULES,
                anomaly("threshold", Severity.HIGH, Double.NaN, AssetContext.unmatched(null)))
            .message());
  }

  @Test
  void messageOfAnAlertThatIsResolvedSaysFromWhenToWhen() {
    Anomaly first = anomaly("threshold", Severity.HIGH, Double.NaN, asset("oven", 0));
    List<Alert> told =
        Told.of(
            RULES, List.of(AlertInput.of(first), AlertInput.ofTime((NOON + 15 * 60_000) * 1000)));
    assertEquals(
        "oven (line 2, North plant): over. Nothing unusual of temperature s-1 after 17:45; it began"
            + " at 17:41 and lasted 4 min.",
        told.get(1).message());
  }

  @Test
  void idDependsOnSeriesDetectorAndStartAlone() {
    String facility = asset("oven", 0).facilityId();
    String id = idOf(anomaly("guard", Severity.HIGH, 4.5, asset("oven", 0)));
    assertEquals(id, idOf(anomaly("guard", Severity.HIGH, 4.9, AssetContext.unmatched(facility))));
    assertEquals(id, idOf(anomaly("guard", Severity.CRITICAL, 4.5, asset("oven", 0))));
    assertNotEquals(id, idOf(anomaly("guard", Severity.HIGH, 4.5, AssetContext.unmatched("x"))));
    assertNotEquals(id, idOf(anomaly("threshold", Severity.HIGH, 4.5, asset("oven", 0))));
  }

  private static String idOf(Anomaly first) {
    return Told.raised(RULES, first).alertId();
  }
}
