package io.plantbeam.enrich;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.condition.Condition;
import io.plantbeam.condition.Condition.Comparison;
import io.plantbeam.condition.Operand;
import io.plantbeam.condition.Operator;
import io.plantbeam.enrich.AlertThresholds.Bounds;
import io.plantbeam.maintenance.MaintenanceEntry;
import io.plantbeam.maintenance.WallTime;
import io.plantbeam.model.AlarmLimits;
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

  private static final List<EquipmentState> STATES =
      List.of(
          new EquipmentState("running", above(200), 10_000),
          new EquipmentState("idle", above(5), 0));

  private static Condition above(double watts) {
    return new Comparison(new Operand("power_watts", null), Operator.GREATER, watts);
  }

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

  private static Sensor sensor(String id, String facility, String equipment) {
    return new Sensor(id, facility, equipment, null, null, AlertThresholds.NONE, Double.NaN);
  }

  @Test
  void entryWithoutAFacilityServesEveryFacilityThatHasNoneOfItsOwn() {
    AssetRegistry registry =
        new AssetRegistry(
            1,
            List.of(NORTH, SOUTH),
            List.of(sensor("TT-101", null, "any"), sensor("TT-101", "f-1", "oven")));
    assertEquals("oven", registry.sensor("f-1", "TT-101").equipmentId());
    assertEquals("any", registry.sensor("f-2", "TT-101").equipmentId());
    assertEquals("any", registry.sensor(null, "TT-101").equipmentId());
    assertNull(registry.sensor("f-1", "TT-102"));
  }

  @Test
  void messageWithoutAFacilityTakesTheOnlyEntryAndNoneOfSeveral() {
    AssetRegistry registry =
        new AssetRegistry(
            1,
            List.of(NORTH, SOUTH),
            List.of(
                sensor("TT-101", "f-1", "oven"),
                sensor("TT-101", "f-2", "press"),
                sensor("TT-102", "f-2", "saw")));
    assertEquals("saw", registry.sensor(null, "TT-102").equipmentId());
    assertNull(registry.sensor(null, "TT-101"));
    assertTrue(registry.isAmbiguous(series("TT-101", "pressure", null)));
    assertFalse(registry.isAmbiguous(series("TT-101", "pressure", "f-1")));
    assertFalse(registry.isAmbiguous(series("TT-102", "pressure", null)));
    assertFalse(registry.isAmbiguous(series("TT-103", "pressure", null)));
    assertEquals(
        AssetContext.unmatched(null), registry.contextOf(series("TT-101", "pressure", null)));
  }

  @Test
  void aSensorIsThereOnceInAFacility() {
    List<Sensor> twice =
        List.of(
            sensor("a", "f-1", null),
            sensor("a", null, null),
            sensor("a", "f-2", null),
            sensor("a", "f-1", "x"));
    assertThrows(IllegalStateException.class, () -> new AssetRegistry(1, List.of(), twice));
  }

  private static final AssetRegistry PLANT =
      new AssetRegistry(
          1,
          List.of(NORTH, SOUTH),
          List.of(new ProductionLine("line 7", "f-2", "Bottling")),
          List.of(
              new Equipment(
                  "filler", null, "line 7", "Filler", "filler", 30, MachineStates.of(STATES)),
              new Equipment("press", "f-1", null, null, null, 4, MachineStates.NONE)),
          List.of(
              sensor("s-filler", null, "filler"),
              sensor("s-press", "f-1", "press"),
              new Sensor("s-own", "f-1", "press", null, null, AlertThresholds.NONE, 0)));

  @Test
  void lineOfTheEquipmentComesBeforeThatOfItsFacility() {
    assertEquals("line 7", PLANT.contextOf(series("s-filler", "pressure", null)).productionLine());
    assertEquals("line 2", PLANT.contextOf(series("s-press", "pressure", null)).productionLine());
  }

  @Test
  void sensorOfEquipmentIsInTheFacilityOfItsLine() {
    assertEquals("f-2", PLANT.contextOf(series("s-filler", "pressure", null)).facilityId());
    assertNull(PLANT.sensor("f-1", "s-filler"));
    assertEquals("f-2", PLANT.equipment(null, "filler").facilityId());
    assertEquals("Bottling", PLANT.line("f-2", "line 7").name());
  }

  @Test
  void criticalityOfTheSensorComesBeforeThatOfItsEquipment() {
    assertEquals(30, PLANT.contextOf(series("s-filler", "pressure", null)).equipmentCriticality());
    assertEquals(4, PLANT.contextOf(series("s-press", "pressure", null)).equipmentCriticality());
    assertEquals(0, PLANT.contextOf(series("s-own", "pressure", null)).equipmentCriticality());
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
    byte[] plant = CoderUtils.encodeToByteArray(coder, PLANT);
    AssetRegistry read = CoderUtils.decodeFromByteArray(coder, plant);
    assertEquals(PLANT, read);
    assertEquals(STATES, read.equipment("f-2", "filler").states().states());
  }

  @Test
  void bytesOfVersionOneStayReadable() throws Exception {
    AssetRegistry registry =
        new AssetRegistry(1, List.of(new Facility("f", null, null, "UTC", null, 1)), List.of());
    String golden = "01160201010266000004555443003ff00000000000000100";
    assertEquals(
        registry,
        CoderUtils.decodeFromByteArray(
            AssetRegistry.RegistryCoder.INSTANCE, HexFormat.of().parseHex(golden)));
  }

  @Test
  void bytesOfVersionTwo() throws Exception {
    AssetRegistry registry =
        new AssetRegistry(
            1,
            List.of(),
            List.of(new ProductionLine("l", "f", null)),
            List.of(
                new Equipment(
                    "e",
                    "f",
                    "l",
                    null,
                    "c",
                    1,
                    // Its condition was a text that nothing evaluated.
                    MachineStates.of(List.of(new EquipmentState("on", Condition.never(), 5))))),
            List.of());
    String golden =
        "022902"
            + "0100"
            + "0100"
            + "0101026c026600"
            + "01010265"
            + "0266"
            + "026c"
            + "00"
            + "0263"
            + "3ff0000000000000"
            + "0101036f6e04703e3105";
    var coder = AssetRegistry.RegistryCoder.INSTANCE;
    assertEquals(registry, CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(golden)));
  }

  @Test
  void bytesOfVersionThree() throws Exception {
    AssetRegistry registry =
        new AssetRegistry(
            1,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new MaintenanceEntry(
                    MaintenanceEntry.Scope.LINE,
                    "f",
                    "l",
                    WallTime.parse("1970-01-01T00:00"),
                    WallTime.parse("1970-01-01T00:00:00.000001Z"),
                    "r",
                    null)));
    String golden =
        "031802"
            + "0100"
            + "0200"
            + "0100"
            + "0200"
            + "010101"
            + "0266026c"
            + "0000"
            + "020100"
            + "027200";
    var coder = AssetRegistry.RegistryCoder.INSTANCE;
    assertEquals(golden, HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, registry)));
    assertEquals(registry, CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(golden)));
    String withEarlierEquipment = golden.replaceFirst("01000200(01000)2", "01000200$11");
    assertEquals(
        registry,
        CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(withEarlierEquipment)));
  }

  @Test
  void bytesOfSensorsBeforeTheyHadAlarmLimitsStayReadable() throws Exception {
    Sensor sensor = new Sensor("s", null, null, null, null, AlertThresholds.forAll(1, 2), 3);
    String noLimits = "3ff0000000000000" + "4000000000000000" + "00" + "4008000000000000";
    assertEquals(
        sensor,
        CoderUtils.decodeFromByteArray(
            Sensor.SensorCoder.INSTANCE,
            HexFormat.of().parseHex("011f" + "0273" + "00000000" + noLimits)));
    assertEquals(
        "0221" + "0273" + "00000000" + noLimits + "0000",
        HexFormat.of()
            .formatHex(CoderUtils.encodeToByteArray(Sensor.SensorCoder.INSTANCE, sensor)));
  }

  @Test
  void alarmLimitsOfAMetricReplaceThoseForAll() throws Exception {
    AlarmLimits all = new AlarmLimits(Double.NaN, 1, 9, 10, 0.5, 30_000, 60_000);
    AlarmLimits ofFlow = new AlarmLimits(Double.NaN, Double.NaN, 3, Double.NaN, 0, 0, 0);
    Sensor sensor =
        new Sensor(
            "s-1",
            "f-1",
            null,
            null,
            null,
            AlertThresholds.NONE,
            0,
            new SensorAlarms(all, Map.of("flow_rate", ofFlow)));
    AssetRegistry registry = new AssetRegistry(1, List.of(NORTH), List.of(sensor));
    assertEquals(all, registry.contextOf(series("s-1", "pressure", null)).alarms());
    assertEquals(ofFlow, registry.contextOf(series("s-1", "flow_rate", null)).alarms());
    assertEquals(AlarmLimits.NONE, registry.contextOf(series("s-9", "rpm", "f-1")).alarms());
    var coder = AssetRegistry.RegistryCoder.INSTANCE;
    assertEquals(
        registry,
        CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, registry)));
  }

  @Test
  void kindOfEntriesThatIsGoneIsNamed() {
    assertNull(PLANT.kindLostSince(AssetRegistry.EMPTY));
    assertNull(PLANT.kindLostSince(PLANT));
    assertEquals("lines", REGISTRY.kindLostSince(PLANT));
    assertEquals("facilities", AssetRegistry.EMPTY.kindLostSince(REGISTRY));
    assertEquals(
        "sensors", new AssetRegistry(4, List.of(NORTH), List.of()).kindLostSince(REGISTRY));
  }
}
