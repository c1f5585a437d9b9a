package io.plantbeam.tools.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Sensors without faults in; which of them fails how and when, out. */
final class FaultPlan {
  /**
   * A spike is one reading, the last of its minute, so that a window ends on it; a drift climbs by
   * 20 units per minute; noise is ten times the usual deviation. All but spikes last for 30
   * readings or more, so that sensors that send seldom show them too.
   */
  static final List<FaultKind> KINDS =
      List.of(
          FaultKind.SPIKE, FaultKind.DRIFT, FaultKind.STUCK, FaultKind.DROPOUT, FaultKind.NOISE);

  private static final long MINUTE = 60_000;
  private static final long LEAST_READINGS = 30;

  private final PlantSettings settings;
  private final Random random;
  private final List<SimulatedSensor> candidates;
  private final Set<Integer> taken = new HashSet<>();

  private FaultPlan(PlantSettings settings, List<SimulatedSensor> sensors, Random random) {
    this.settings = settings;
    this.random = random;
    candidates = new ArrayList<>(sensors);
    Collections.shuffle(candidates, random);
  }

  /** Faults by the index of their sensor. The kinds take turns, and a sensor has one at most. */
  static Map<Integer, FaultLabel> of(
      PlantSettings settings, List<SimulatedSensor> sensors, Random random) {
    FaultPlan plan = new FaultPlan(settings, sensors, random);
    List<FaultKind> kinds = new ArrayList<>();
    for (int i = 0; i < settings.faults(); i++) {
      kinds.add(KINDS.get(i % KINDS.size()));
    }
    // Few sensors can drift, so they are taken before others need them.
    kinds.sort((a, b) -> Boolean.compare(b == FaultKind.DRIFT, a == FaultKind.DRIFT));
    Map<Integer, FaultLabel> faults = new HashMap<>();
    for (FaultKind kind : kinds) {
      SimulatedSensor sensor = plan.take(kind);
      // Where all that can drift are taken, a sensor gets stuck instead.
      FaultKind possible = sensor == null ? FaultKind.STUCK : kind;
      SimulatedSensor chosen = sensor == null ? plan.take(possible) : sensor;
      faults.put(chosen.index(), plan.fault(chosen, possible));
    }
    return faults;
  }

  static IllegalArgumentException notSeeded(FaultKind kind) {
    return new IllegalArgumentException("This plant seeds no " + kind.label());
  }

  private SimulatedSensor take(FaultKind kind) {
    for (boolean registered : new boolean[] {true, false}) {
      for (SimulatedSensor sensor : candidates) {
        if (sensor.registered() == registered
            && (kind != FaultKind.DRIFT || sensor.model().driftingMeasure() >= 0)
            && taken.add(sensor.index())) {
          return sensor;
        }
      }
    }
    return null;
  }

  private FaultLabel fault(SimulatedSensor sensor, FaultKind kind) {
    long duration = settings.duration().toMillis();
    long interval = settings.interval().toMillis();
    long readings = LEAST_READINGS * interval;
    long longest =
        switch (kind) {
          case SPIKE -> interval;
          case NOISE -> Math.max(5 * MINUTE, readings);
          case DROPOUT -> Math.max(10 * MINUTE, readings);
          case STUCK, DRIFT -> Math.max(12 * MINUTE, readings);
          case SHIFT -> throw notSeeded(kind);
        };
    long length = Math.min(longest, Math.max(interval, duration / 3));
    // A baseline before, and time for windows to see the fault after.
    long earliest = Math.max(settings.faultsAfter().toMillis(), Math.min(6 * MINUTE, duration / 4));
    long latest = Math.max(earliest, duration - length - Math.min(6 * MINUTE, duration / 6));
    long wanted =
        settings.start().toEpochMilli()
            + earliest
            + (long) (random.nextDouble() * (latest - earliest));
    long first =
        kind == FaultKind.SPIKE || kind == FaultKind.NOISE
            ? lastReadingOfMinute(sensor, wanted)
            : readingAtOrAfter(sensor, wanted);
    int measure =
        switch (kind) {
          case DRIFT -> sensor.model().driftingMeasure();
          case DROPOUT -> 0;
          default -> random.nextInt(sensor.measures().size());
        };
    return new FaultLabel(
        sensor.sensorId(), sensor.measures().get(measure).metric(), kind, first, first + length);
  }

  private long lastReadingOfMinute(SimulatedSensor sensor, long time) {
    long nextMinute = (Math.floorDiv(time, MINUTE) + 1) * MINUTE;
    long atOrAfter = readingAtOrAfter(sensor, nextMinute);
    long before = atOrAfter - settings.interval().toMillis();
    return before >= settings.start().toEpochMilli() ? before : atOrAfter;
  }

  private long readingAtOrAfter(SimulatedSensor sensor, long time) {
    long interval = settings.interval().toMillis();
    long first = settings.start().toEpochMilli() + sensor.phaseMillis();
    return time <= first ? first : first + ((time - first + interval - 1) / interval) * interval;
  }
}
