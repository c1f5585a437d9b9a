package io.plantbeam.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.plantbeam.maintenance.MaintenanceEntry.Scope;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.PlannedWork;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class MaintenancePlanTest {
  private static final long TIME = Instant.parse("2026-07-01T06:00:00Z").toEpochMilli() * 1000;

  private static MaintenanceEntry entry(Scope scope, String facility, String id) {
    return new MaintenanceEntry(
        scope,
        facility,
        id,
        WallTime.parse("2026-07-01T06:00"),
        WallTime.parse("2026-07-01T07:00"),
        "work on " + (id == null ? facility : id),
        null);
  }

  private static AssetContext asset(String facility, String zone, String line, String equipment) {
    return new AssetContext(
        true,
        facility,
        null,
        null,
        zone,
        line,
        equipment,
        null,
        null,
        Double.NaN,
        Double.NaN,
        0,
        0);
  }

  private static String reason(MaintenancePlan plan, String sensor, AssetContext asset) {
    WorkCalendar calendar = plan.of(sensor, asset);
    return calendar == null ? null : calendar.around(TIME).coming().get(0).reason();
  }

  @Test
  void workIsFoundByFacilityLineEquipmentAndSensor() {
    AssetContext asset = asset("f", null, "l", "e");
    for (MaintenanceEntry entry :
        List.of(
            entry(Scope.FACILITY, "f", null),
            entry(Scope.LINE, "f", "l"),
            entry(Scope.EQUIPMENT, null, "e"),
            entry(Scope.SENSOR, null, "s"))) {
      MaintenancePlan plan = new MaintenancePlan(List.of(entry));
      assertEquals(entry.reason(), reason(plan, "s", asset));
      assertNull(plan.of("t", asset("g", null, "k", "d")));
    }
  }

  @Test
  void idIsMeantInTheFacilityThatTheEntryNames() {
    MaintenancePlan plan = new MaintenancePlan(List.of(entry(Scope.EQUIPMENT, "f", "e")));
    assertEquals("work on e", reason(plan, "s", asset("f", null, null, "e")));
    assertNull(plan.of("s", asset("g", null, null, "e")));
    assertNull(plan.of("s", asset(null, null, null, "e")));
  }

  @Test
  void localTimesAreThoseOfTheFacilityOfTheSeries() {
    MaintenancePlan plan = new MaintenancePlan(List.of(entry(Scope.EQUIPMENT, null, "e")));
    assertEquals(
        new PlannedWork(TIME - 7_200_000_000L, TIME - 3_600_000_000L, "work on e"),
        plan.of("s", asset("f", "Europe/Berlin", null, "e")).around(TIME).last());
    assertEquals(
        TIME, plan.of("s", asset("g", null, null, "e")).around(TIME).coming().get(0).fromMicros());
  }

  @Test
  void seriesWithTheSameWorkShareACalendar() {
    MaintenancePlan plan = new MaintenancePlan(List.of(entry(Scope.EQUIPMENT, null, "e")));
    AssetContext asset = asset("f", null, null, "e");
    assertSame(plan.of("s", asset), plan.of("t", asset));
  }

  @Test
  void formOfAnEntry() throws CoderException {
    MaintenanceEntry entry =
        new MaintenanceEntry(
            Scope.SENSOR,
            null,
            "s",
            new WallTime(WallTime.parse("1970-01-01T00:00:01").time(), null),
            WallTime.parse("1970-01-01T00:00:02.000001+01:00"),
            "why",
            "FREQ=DAILY");
    byte[] bytes = CoderUtils.encodeToByteArray(MaintenanceEntry.EntryCoder.INSTANCE, entry);
    assertEquals(
        "011e0300027380897a008292f40101a038047768790b465245513d4441494c59",
        HexFormat.of().formatHex(bytes));
    assertEquals(
        entry, CoderUtils.decodeFromByteArray(MaintenanceEntry.EntryCoder.INSTANCE, bytes));
  }
}
