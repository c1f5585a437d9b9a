package io.plantbeam.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.plantbeam.maintenance.MaintenanceEntry;
import io.plantbeam.maintenance.MaintenanceEntry.Scope;
import io.plantbeam.maintenance.MaintenancePlan;
import io.plantbeam.maintenance.WallTime;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlannedWork;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedWorkTest {
  private static final long SECOND = 1_000_000;
  private static final SeriesInfo SERIES = new SeriesInfo("s", "m", "t", null, null);
  private static final PlannedWork WORK = new PlannedWork(10 * SECOND, 20 * SECOND, "cleaning");
  private static final AssetRegistry REGISTRY =
      new AssetRegistry(
          1,
          List.of(),
          List.of(),
          List.of(),
          List.of(new Sensor("s", null, "press", null, null, AlertThresholds.NONE, 0)),
          List.of(
              new MaintenanceEntry(
                  Scope.EQUIPMENT,
                  null,
                  "press",
                  WallTime.parse("1970-01-01T00:00:10Z"),
                  WallTime.parse("1970-01-01T00:00:20Z"),
                  "cleaning",
                  null)));
  private static final AssetContext ASSET = REGISTRY.contextOf(SERIES);

  private static ReadingBatch batch(SeriesInfo series, long... seconds) {
    Origin origin = Origin.ofFile("a.ndjson");
    ReadingBatch.Builder batch = new ReadingBatch.Builder(series, origin);
    for (long second : seconds) {
      batch.add(
          new Reading(
              series,
              second * SECOND,
              second,
              1,
              RangeCheck.OK,
              new MessagePosition(origin, second)));
    }
    return batch.build();
  }

  private static List<EnrichedBatch> labelled(ReadingBatch batch) {
    List<EnrichedBatch> parts = new ArrayList<>();
    SeriesLabels.of(
            batch.series(),
            REGISTRY.contextOf(batch.series()),
            new MaintenancePlan(REGISTRY.maintenance()))
        .label(batch, parts::add);
    return parts;
  }

  private static EnrichedBatch part(
      PlannedWork last, boolean running, PlannedWork coming, long... seconds) {
    return new EnrichedBatch(
        batch(SERIES, seconds),
        ASSET.with(new NearbyWork(last, running, coming == null ? List.of() : List.of(coming))));
  }

  @Test
  void readingsBeforeInAndAfterPlannedWorkAreTakenApart() {
    assertEquals(
        List.of(
            part(null, false, WORK, 8, 9),
            part(null, true, WORK, 10, 15, 19),
            part(WORK, false, null, 20, 25)),
        labelled(batch(SERIES, 8, 9, 10, 15, 19, 20, 25)));
  }

  @Test
  void readingsStayInTheirOrder() {
    assertEquals(
        List.of(
            part(null, true, WORK, 12), part(null, false, WORK, 9), part(null, true, WORK, 11, 10)),
        labelled(batch(SERIES, 12, 9, 11, 10)));
  }

  @Test
  void batchThatNeedsNoPartsStaysAsItIs() {
    ReadingBatch during = batch(SERIES, 11, 12, 13);
    assertSame(during, labelled(during).get(0).readings());
    ReadingBatch other = batch(new SeriesInfo("other", "m", "t", null, null), 9, 11, 21);
    assertEquals(List.of(new EnrichedBatch(other, AssetContext.unmatched(null))), labelled(other));
  }
}
