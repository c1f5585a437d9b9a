package io.plantbeam.equipment;

import io.plantbeam.condition.Condition;
import io.plantbeam.condition.Condition.Between;
import io.plantbeam.condition.Condition.Comparison;
import io.plantbeam.condition.Condition.Latch;
import io.plantbeam.condition.Operand;
import io.plantbeam.condition.Operator;
import io.plantbeam.enrich.EquipmentState;
import io.plantbeam.enrich.MachineStates;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.MetricFigures;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Random readings of a machine for {@link ReferenceMachine}, and what is told as it tells it. */
final class RandomMachines {
  private static final Operand POWER = new Operand("power_watts", null);

  /** The states that the reference knows. */
  static final List<EquipmentState> STATES =
      List.of(
          new EquipmentState(
              "fault", new Comparison(new Operand("vibration", null), Operator.GREATER, 9), 5_000),
          new EquipmentState(
              "running", new Latch(POWER, Operator.GREATER, 200, Operator.LESS, 180), 10_000),
          new EquipmentState("idle", new Between(POWER, 5, 200), 0),
          new EquipmentState(
              "off", new Condition.Not(new Comparison(POWER, Operator.AT_LEAST, 5)), 0));

  private RandomMachines() {}

  static MachineStates states(int offlineAfterSeconds) {
    return new MachineStates(
        STATES, List.of("power_watts", "vibration"), offlineAfterSeconds * 1_000L);
  }

  /**
   * Readings of whole seconds and whole values: power in stretches, vibration with faults, heat
   * that no state looks at, and gaps.
   */
  static NavigableMap<Long, Map<String, List<Double>>> readings(
      Random random, long begin, long end) {
    NavigableMap<Long, Map<String, List<Double>>> readings = new TreeMap<>();
    long second = begin;
    double level = 100;
    while (second < end) {
      if (random.nextInt(12) == 0) {
        level = new double[] {0, 3, 100, 190, 240}[random.nextInt(5)];
      }
      Map<String, List<Double>> now = new TreeMap<>();
      int kind = random.nextInt(10);
      if (kind < 5) {
        add(now, "power_watts", Math.rint(level + random.nextGaussian() * 12));
      }
      if (kind > 3 && kind < 8) {
        boolean shakes = Math.floorMod(second / 700, 5L) == 0;
        add(now, "vibration", Math.rint((shakes ? 10 : 4) + random.nextGaussian()));
      }
      if (kind >= 8) {
        add(now, "heat", 50);
      }
      if (kind == 4) {
        add(now, "power_watts", Math.rint(level));
      }
      readings.put(second, now);
      second += random.nextInt(60) == 0 ? 100 + random.nextInt(900) : 1 + random.nextInt(40);
      if (random.nextInt(2_000) == 0) {
        second += 20_000;
      }
    }
    return readings;
  }

  private static void add(Map<String, List<Double>> now, String metric, double value) {
    now.computeIfAbsent(metric, m -> new ArrayList<>()).add(value);
  }

  static AssetContext asset(String facility, String equipment, String zone) {
    return new AssetContext(
        true,
        facility,
        null,
        null,
        zone,
        "line",
        equipment,
        null,
        null,
        Double.NaN,
        Double.NaN,
        0,
        0);
  }

  /**
   * The readings as a batch for each sensor, the last one first. Each metric has a sensor, and
   * another one for the second reading of a time.
   */
  static List<EnrichedBatch> batches(
      NavigableMap<Long, Map<String, List<Double>>> readings, AssetContext asset) {
    Origin origin = Origin.ofPartition("t", 0);
    Map<SeriesInfo, ReadingBatch.Builder> batches = new LinkedHashMap<>();
    readings
        .descendingMap()
        .forEach(
            (second, now) ->
                now.forEach(
                    (metric, values) -> {
                      for (int i = 0; i < values.size(); i++) {
                        SeriesInfo series = series(asset, metric, i);
                        batches
                            .computeIfAbsent(series, s -> new ReadingBatch.Builder(s, origin))
                            .add(
                                new Reading(
                                    series,
                                    second * 1_000_000,
                                    values.get(i),
                                    1,
                                    RangeCheck.OK,
                                    new MessagePosition(origin, second)));
                      }
                    }));
    return batches.values().stream().map(batch -> new EnrichedBatch(batch.build(), asset)).toList();
  }

  private static SeriesInfo series(AssetContext asset, String metric, int number) {
    return new SeriesInfo(
        "%s-%s-%d".formatted(asset.equipmentId(), metric, number),
        metric,
        "type",
        asset.facilityId(),
        null);
  }

  /** A frame as the reference tells it. */
  static String told(EventFrame frame) {
    StringBuilder metrics = new StringBuilder();
    for (MetricFigures figures : frame.metrics()) {
      metrics.append(
          String.format(
              Locale.ROOT,
              " %s mean %s min %s max %s last %s",
              figures.metric(),
              figures.mean(),
              figures.min(),
              figures.max(),
              figures.last()));
    }
    return "%d %s after %s %d%s%s"
        .formatted(
            frame.sequence(),
            frame.state(),
            frame.previousState(),
            frame.startsAtMicros() / 1_000_000,
            frame.endsAtMicros() == EventFrame.OPEN
                ? ""
                : " to " + frame.endsAtMicros() / 1_000_000,
            metrics);
  }

  /** A status as the reference tells it. */
  static String told(EquipmentStatus status) {
    return "%s after %s since %d at %d: run %d starts %d faults %d repairs %d repair %d today %s week %s"
        .formatted(
            status.state(),
            status.previousState(),
            status.sinceMicros() / 1_000_000,
            status.updatedAtMicros() / 1_000_000,
            status.runMicros() / 1_000_000,
            status.starts(),
            status.faults(),
            status.repairs(),
            status.repairMicros() / 1_000_000,
            status.availabilityToday(),
            status.availabilityWeek());
  }
}
