package io.plantbeam.enrich;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.enrich.AlertThresholds.Bounds;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesInfo;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class AssetRegistryTest {
  private static final Facility NORTH =
      new Facility("f-1", "North", "Oslo", "Europe/Oslo", "line 2", 7);
  private static final Facility SOUTH = new Facility("f-2", "South", null, null, null, 0);
  private static final AlertThresholds THRESHOLDS =
      new AlertThresholds(new Bounds(0, 10), Map.of("flow_rate", new Bounds(Double.NaN, 3)));
  private static final Sensor SENSOR =
      new Sensor("s-1", "f-1", "press-7", "monthly", "2026-01-02", THRESHOLDS, 20);
  private static final AssetRegistry REGISTRY =
      new AssetRegistry(3, List.of(SOUTH, NORTH), List.of(SENSOR));

  private static SeriesInfo series(String sensor, String metric, String facility) {
    return new SeriesInfo(sensor, metric, "pressure", facility, "hPa");
  }

  @Test
  void facilityMissingInTheMessageIsTheSensorsOwn() {
    assertEquals(
        new AssetContext(
            true,
            "f-1",
            "North",
            "Oslo",
            "Europe/Oslo",
            "line 2",
            "press-7",
            "monthly",
            "2026-01-02",
            0,
            10,
            20,
            7),
        REGISTRY.contextOf(series("s-1", "pressure", null)));
  }

  @Test
  void entryOfAnotherFacilityDoesNotApplyToAMessageThatNamesItsOwn() {
    AssetContext context = REGISTRY.contextOf(series("s-1", "pressure", "f-2"));
    assertFalse(context.matched());
    assertEquals("f-2", context.facilityId());
    assertEquals("South", context.facilityName());
    assertNull(context.equipmentId());
  }

  @Test
  void thresholdsOfAMetricReplaceThoseForAll() {
    AssetContext context = REGISTRY.contextOf(series("s-1", "flow_rate", null));
    assertTrue(Double.isNaN(context.low()));
    assertEquals(3, context.high());
  }

  @Test
  void unknownSensorOfAKnownFacilityIsUnmatchedButHasItsFacility() {
    AssetContext context = REGISTRY.contextOf(series("s-9", "pressure", "f-1"));
    assertFalse(context.matched());
    assertEquals("North", context.facilityName());
  }

  @Test
  void emptyRegistryMatchesNothing() {
    assertEquals(
        AssetContext.unmatched("f-1"),
        AssetRegistry.EMPTY.contextOf(series("s-1", "pressure", "f-1")));
  }

  @Test
  void coderRoundTripsAndDoesNotDependOnTheOrderOfEntries() throws Exception {
    var coder = AssetRegistry.RegistryCoder.INSTANCE;
    byte[] bytes = CoderUtils.encodeToByteArray(coder, REGISTRY);
    assertEquals(REGISTRY, CoderUtils.decodeFromByteArray(coder, bytes));
    assertArrayEquals(
        bytes,
        CoderUtils.encodeToByteArray(
            coder, new AssetRegistry(3, List.of(NORTH, SOUTH), List.of(SENSOR))));
  }

  @Test
  void bytesOfVersionOneStayReadable() throws Exception {
    AssetRegistry registry =
        new AssetRegistry(1, List.of(new Facility("f", null, null, "UTC", null, 1)), List.of());
    String golden = "01160201010266000004555443003ff00000000000000100";
    var coder = AssetRegistry.RegistryCoder.INSTANCE;
    assertEquals(golden, HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, registry)));
    assertEquals(registry, CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(golden)));
  }
}
