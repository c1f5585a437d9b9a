package io.plantbeam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class AnomalyTest {
  private static final NearbyWork WORK =
      new NearbyWork(
          new PlannedWork(100, 200, "bearings"),
          false,
          List.of(new PlannedWork(300, 400, "cleaning")));

  private static Anomaly anomaly(long windowStart, long windowEnd) {
    return new Anomaly(
        "zscore",
        new SeriesContext(
            new SeriesInfo("s", "m", "t", null, null), AssetContext.unmatched("f").with(WORK)),
        Severity.HIGH,
        4,
        windowEnd,
        windowStart,
        windowEnd,
        1,
        2,
        3,
        "why");
  }

  @Test
  void windowThatOverlapsPlannedWorkIsSuppressedByIt() {
    assertEquals("bearings", anomaly(150, 250).suppressedBy());
    assertNull(anomaly(200, 300).suppressedBy());
    assertEquals("cleaning", anomaly(200, 301).suppressedBy());
  }

  @Test
  void readingInPlannedWorkIsSuppressedByIt() {
    assertNull(anomaly(299, 299).suppressedBy());
    assertEquals("cleaning", anomaly(300, 300).suppressedBy());
    assertNull(anomaly(400, 400).suppressedBy());
  }

  @Test
  void plannedWorkGoesAlongWithTheContext() throws CoderException {
    Anomaly anomaly = anomaly(150, 250);
    byte[] bytes = CoderUtils.encodeToByteArray(Anomaly.AnomalyCoder.INSTANCE, anomaly);
    assertEquals(anomaly, CoderUtils.decodeFromByteArray(Anomaly.AnomalyCoder.INSTANCE, bytes));
  }
}
