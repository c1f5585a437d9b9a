package io.plantbeam.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.tools.demo.Catches.Catch;
import io.plantbeam.tools.demo.NabSeries.Failure;
import io.plantbeam.tools.simulate.FaultKind;
import io.plantbeam.tools.simulate.FaultLabel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatchesTest {
  private static final long T = Instant.parse("2025-01-06T01:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final FaultLabel FAULT =
      new FaultLabel("s-1", "humidity", FaultKind.STUCK, T, T + 10 * MINUTE);

  private static PublishedEvent finding(String sensor, String metric, long time) {
    return new PublishedEvent(sensor, metric, "stuck", "medium", time, 50, "", "");
  }

  private static Optional<Catch> caught(
      List<PublishedEvent> alerts, List<PublishedEvent> anomalies) {
    return new Catches(List.of(alerts), anomalies, Duration.ofMinutes(5)).of(FAULT);
  }

  @Test
  void faultIsCaughtFromItsStartUntilTheLastWindowThatHoldsIt() {
    for (long offset : new long[] {0, 10 * MINUTE, 15 * MINUTE}) {
      PublishedEvent alert = finding("s-1", "humidity", T + offset);
      assertEquals(Optional.of(new Catch(alert, true)), caught(List.of(alert), List.of()));
    }
    for (long offset : new long[] {-1, 15 * MINUTE + 1}) {
      PublishedEvent alert = finding("s-1", "humidity", T + offset);
      assertEquals(Optional.empty(), caught(List.of(alert), List.of()));
    }
  }

  @Test
  void findingOfAnotherSeriesCatchesNothing() {
    List<PublishedEvent> others =
        List.of(finding("s-2", "humidity", T), finding("s-1", "power", T));
    assertEquals(Optional.empty(), caught(others, others));
  }

  @Test
  void anomalyCatchesWhereNoAlertDoes() {
    PublishedEvent anomaly = finding("s-1", "humidity", T + MINUTE);
    PublishedEvent alert = finding("s-1", "humidity", T + 2 * MINUTE);
    assertEquals(Optional.of(new Catch(anomaly, false)), caught(List.of(), List.of(anomaly)));
    assertEquals(Optional.of(new Catch(alert, true)), caught(List.of(alert), List.of(anomaly)));
  }

  @Test
  void reportNamesWhatWasMissedAndWhatWasFalse() {
    FaultLabel silent = new FaultLabel("s-9", "power", FaultKind.DROPOUT, T, T + MINUTE);
    Failure failure = new Failure("2013-12-10 06:25:00", "2013-12-12 05:35:00", T, T + MINUTE);
    PublishedEvent right = finding("s-1", "humidity", T);
    PublishedEvent wrong = finding("s-2", "humidity", T);
    PublishedEvent ofMachine =
        new PublishedEvent(NabSeries.SENSOR, "x", "zscore", "high", T + MINUTE, 70, "", "");
    String report =
        new Catches(
                List.of(List.of(wrong), List.of(ofMachine), List.of(wrong, right)),
                List.of(),
                Duration.ofMinutes(5))
            .report(List.of(FAULT, silent), List.of(failure));
    assertTrue(report.contains("  stuck    1 of 1\n"), report);
    assertTrue(
        report.contains("  dropout  0 of 1; missed:\n    s-9 power at 01-06 01:00:00\n"), report);
    assertFalse(report.contains("spike"), report);
    assertTrue(report.contains("caught by an alert at 01-06 01:01:00 (zscore, high)"), report);
    assertTrue(report.contains("2 of 3 alerts of the plant belong to no fault"), report);
    assertTrue(report.contains("0 of 1 of the machine"), report);
    assertTrue(report.contains("once per incident: 3 times, and 1 times for nothing"), report);
  }

  @Test
  void alertIsOneReadableLine() throws IOException {
    String json =
        """
        {"alert_id":"x","priority":87.4,"detector":"zscore",
        "message":"eq-3 (Stuttgart Works): temperature s-1 is at 71.",
        "sensor_id":"s-1","metric":"temperature","severity":"critical","score":8.7,
        "event_time":"2025-01-06T01:02:03.000Z","value":71.23456,"expected_low":66.012,
        "expected_high":70.5,"unit":"celsius","facility_name":"Stuttgart Works",
        "equipment_id":"eq-3","evidence":"The reading of 71.23456 celsius is …"}""";
    assertEquals(
        "01-06 01:02:03  CRITICAL  87  #4 eq-3 (Stuttgart Works): temperature s-1 is at 71.",
        PublishedEvent.of(new ObjectMapper().readTree(json)).line("#4"));
  }
}
