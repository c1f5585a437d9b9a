package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NabAlertsTest {
  private static final long HOUR = 3_600_000;

  /** A row per hour, two days and an hour, of which hours 10 to 22 are labelled. */
  private static Recording series() {
    long[] times = new long[50];
    for (int row = 0; row < times.length; row++) {
      times[row] = row * HOUR;
    }
    return new Recording(
        "pump.csv",
        times,
        List.of(new Recording.Channel("pump", "value", new double[50])),
        List.of(new RowRange(10, 22)));
  }

  private static RaisedAlert alert(String sensor, long hour) {
    return new RaisedAlert(sensor + hour, "novelty", sensor, "pump", hour * HOUR);
  }

  @Test
  void alertsOutsideLabelsCountPerDayWithoutLabels() {
    NabAlerts alerts =
        NabAlerts.of(
            series(),
            List.of(
                alert("pump", 9),
                alert("pump", 10),
                alert("pump", 22),
                alert("pump", 23),
                alert("pump", 49),
                alert("fan", 30)));
    assertEquals(2, alerts.inside());
    assertEquals(3, alerts.outside());
    // 49 hours less 12.
    assertEquals(37 / 24.0, alerts.days(), 1e-9);
    assertEquals(3 * 24 / 37.0, alerts.outsidePerDay(), 1e-9);
  }

  @Test
  void theTableAddsSeriesUp() {
    NabAlerts one = new NabAlerts(1, 3, 10);
    NabAlerts other = new NabAlerts(2, 1, 30);
    assertEquals(
        List.of("Plantbeam novelty", "7", "4", "40.0", "0.100"),
        NabAlerts.table("novelty", List.of(one, other)).rows().get(0).cells());
  }
}
