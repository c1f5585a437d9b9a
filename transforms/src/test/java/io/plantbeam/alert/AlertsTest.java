package io.plantbeam.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsTest {
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
        Alerts.priority(anomaly("novelty", Severity.HIGH, score, asset("e-1", criticality))),
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
    assertEquals(expected, Alerts.of(anomaly).priority(), 1e-12);
  }

  @Test
  void highAndWorseConcernStaffAndSoDoStuckAndTrendOnEquipment() {
    AssetContext known = asset("oven", 0);
    assertTrue(Alerts.concerns(anomaly("zscore", Severity.HIGH, 4.5, known)));
    assertTrue(
        Alerts.concerns(anomaly("zscore", Severity.CRITICAL, 9, AssetContext.unmatched("f-1"))));
    assertTrue(Alerts.concerns(anomaly("threshold", Severity.HIGH, Double.NaN, known)));
    assertFalse(Alerts.concerns(anomaly("zscore", Severity.MEDIUM, 3.5, known)));
    for (String detector : new String[] {"stuck", "trend"}) {
      assertTrue(Alerts.concerns(anomaly(detector, Severity.MEDIUM, Double.NaN, known)));
      assertFalse(Alerts.concerns(anomaly(detector, Severity.MEDIUM, Double.NaN, asset(null, 0))));
      assertFalse(
          Alerts.concerns(
              anomaly(detector, Severity.MEDIUM, Double.NaN, AssetContext.unmatched("f-1"))));
    }
  }

  @Test
  void messageSaysWhereToGoAndSinceWhenInLocalTime() {
    assertEquals(
        "CRITICAL: check oven (sensor s-1, temperature) at North plant, line 2: It is too hot;"
            + " since 2026-07-01 17:45:00 (Asia/Kathmandu); maintenance schedule: every Monday.",
        Alerts.of(anomaly("zscore", Severity.CRITICAL, 9, asset("oven", 0))).message());
  }

  @Test
  void messageOfAnUnknownSensorNamesWhatIsKnown() {
    assertEquals(
        "HIGH: check sensor s-1, temperature: It is too hot; since 2026-07-01 11:56:00 (UTC).",
        Alerts.of(anomaly("threshold", Severity.HIGH, Double.NaN, AssetContext.unmatched(null)))
            .message());
  }

  @Test
  void idDependsOnSeriesDetectorSeverityAndEventTimeAlone() {
    String facility = asset("oven", 0).facilityId();
    String id = Alerts.of(anomaly("zscore", Severity.HIGH, 4.5, asset("oven", 0))).alertId();
    assertEquals(
        id,
        Alerts.of(anomaly("zscore", Severity.HIGH, 4.9, AssetContext.unmatched(facility)))
            .alertId());
    assertNotEquals(
        id,
        Alerts.of(anomaly("zscore", Severity.HIGH, 4.5, AssetContext.unmatched("x"))).alertId());
    assertNotEquals(
        id, Alerts.of(anomaly("zscore", Severity.CRITICAL, 4.5, asset("oven", 0))).alertId());
    assertNotEquals(
        id, Alerts.of(anomaly("threshold", Severity.HIGH, 4.5, asset("oven", 0))).alertId());
  }
}
