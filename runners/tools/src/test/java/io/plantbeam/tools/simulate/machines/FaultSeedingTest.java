package io.plantbeam.tools.simulate.machines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.tools.simulate.FaultKind;
import io.plantbeam.tools.simulate.FaultLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultSeedingTest {
  private static final long START = MachinePlantSettings.START.toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** A fault with the healthy and the faulty readings from its first to its last. */
  private record Seeded(FaultLabel fault, SensorSeries healthy, SensorSeries faulty) {
    private int first() {
      return faulty.slotAt(fault.startMillis());
    }

    private int end() {
      return faulty.slotAt(fault.endMillis());
    }

    /** By which a reading is off, counted from the first of the fault. */
    private double off(int reading) {
      return faulty.values()[first() + reading] - healthy.values()[first() + reading];
    }

    private double noiseUnit() {
      return faulty.traits().noiseUnit();
    }
  }

  private static MachinePlantSettings settings(int seconds, double faultSize) {
    return new MachinePlantSettings(4, 150, 3, Duration.ofSeconds(seconds), faultSize);
  }

  private static Map<FaultKind, List<Seeded>> seeded(MachinePlantSettings settings) {
    Map<FaultKind, List<Seeded>> seeded = new EnumMap<>(FaultKind.class);
    for (Machine machine : new MachinePlant(settings).machines()) {
      List<SensorSeries> healthy = machine.healthySeries();
      List<SensorSeries> faulty = machine.healthySeries();
      for (FaultLabel fault : machine.seedFaults(faulty)) {
        int sensor =
            machine.sensors().stream()
                .map(SensorTraits::sensorId)
                .toList()
                .indexOf(fault.sensorId());
        seeded
            .computeIfAbsent(fault.kind(), kind -> new ArrayList<>())
            .add(new Seeded(fault, healthy.get(sensor), faulty.get(sensor)));
      }
    }
    return seeded;
  }

  @Test
  void faultsOfAMachineAreHoursApartOnSensorsOfADayOrMore() {
    int faults = 0;
    Map<FaultKind, Integer> kinds = new EnumMap<>(FaultKind.class);
    for (Machine machine : new MachinePlant(settings(60, 1)).machines()) {
      Set<String> sensors = new HashSet<>();
      long earliest = START + DAY;
      for (FaultLabel fault : machine.seedFaults(machine.healthySeries())) {
        assertTrue(fault.startMillis() >= earliest, fault::toString);
        assertTrue(fault.endMillis() > fault.startMillis(), fault::toString);
        assertTrue(fault.endMillis() <= START + 3 * DAY - HOUR + MINUTE, fault::toString);
        assertTrue(sensors.add(fault.sensorId()), fault::toString);
        earliest = fault.endMillis() + 4 * HOUR - 2 * MINUTE;
        faults++;
        kinds.merge(fault.kind(), 1, Integer::sum);
      }
    }
    for (FaultKind kind : FaultKind.values()) {
      assertEquals(faults / 6.0, kinds.get(kind), 0.35 * faults / 6, kind + " of " + kinds);
    }
  }

  @Test
  void eachKindIsAsItIsDescribed() {
    Map<FaultKind, List<Seeded>> seeded = seeded(settings(20, 1));
    for (Seeded spike : seeded.get(FaultKind.SPIKE)) {
      assertTrue(spike.end() - spike.first() <= 2, () -> spike.fault + "");
      assertBetween(0.8 * 15 * spike.noiseUnit(), Double.MAX_VALUE, Math.abs(spike.off(0)), spike);
      assertTrue(spike.faulty.sent()[spike.first()]);
    }
    for (Seeded shift : seeded.get(FaultKind.SHIFT)) {
      double quantum = shift.faulty.traits().quantum();
      assertBetween(0.8 * 10 * shift.noiseUnit(), Double.MAX_VALUE, Math.abs(shift.off(0)), shift);
      assertEquals(shift.off(0), shift.off(300), 2 * quantum, shift.fault::toString);
    }
    for (Seeded drift : seeded.get(FaultKind.DRIFT)) {
      int last = drift.end() - drift.first() - 1;
      double size = drift.healthy.range() + 6 * drift.noiseUnit();
      assertBetween(0.75 * size, 1.25 * size, Math.abs(drift.off(last)), drift);
      assertEquals(0, drift.off(0), 1e-9);
      // The last hour is level, and half of the way is gone in half of the time before it.
      int ramp = last - 180;
      double rounding = drift.faulty.traits().quantum();
      assertEquals(
          drift.off(last) / 2,
          drift.off(ramp / 2),
          0.02 * size + 2 * rounding,
          drift.fault::toString);
    }
    for (Seeded stuck : seeded.get(FaultKind.STUCK)) {
      double value = stuck.faulty.values()[stuck.first()];
      for (int slot = stuck.first(); slot < stuck.end(); slot++) {
        assertEquals(value, stuck.faulty.values()[slot]);
      }
      assertTrue(stuck.end() - stuck.first() > 2.9 * stuck.healthy.longestRun());
    }
    for (Seeded dropout : seeded.get(FaultKind.DROPOUT)) {
      for (int slot = dropout.first(); slot < dropout.end(); slot++) {
        assertFalse(dropout.faulty.sent()[slot]);
      }
      assertBetween(60, 270, dropout.end() - dropout.first(), dropout);
    }
    for (Seeded noise : seeded.get(FaultKind.NOISE)) {
      int readings = noise.end() - noise.first();
      double squares = 0;
      for (int reading = 0; reading < readings; reading++) {
        squares += Math.pow(noise.off(reading), 2);
      }
      double usual = Math.max(6 * noise.noiseUnit(), 0.05 * noise.healthy.range());
      assertBetween(0.5 * usual, 1.6 * usual, Math.sqrt(squares / readings), noise);
    }
  }

  private static void assertBetween(double least, double greatest, double value, Seeded seeded) {
    assertTrue(value >= least && value <= greatest, () -> value + " of " + seeded.fault);
  }

  @Test
  void theSizeOfAllIsAFactor() {
    Seeded usual = seeded(settings(60, 1)).get(FaultKind.SHIFT).get(0);
    Seeded small = seeded(settings(60, 0.5)).get(FaultKind.SHIFT).get(0);
    assertEquals(usual.fault, small.fault);
    assertEquals(0.5 * usual.off(0), small.off(0), usual.faulty.traits().quantum());
  }

  @Test
  void longIntervalsLeaveReadingsInEachFault() {
    seeded(settings(300, 1))
        .forEach(
            (kind, ofKind) ->
                ofKind.forEach(
                    one ->
                        assertTrue(
                            kind == FaultKind.SPIKE || one.end() - one.first() >= 29,
                            one.fault::toString)));
  }
}
