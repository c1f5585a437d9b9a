package io.plantbeam.equipment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import io.plantbeam.order.OrderedReadings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateMachineTest {
  /** Clocks in Berlin go from 02:00 to 03:00 in the second night. */
  private static final long BEGIN = Instant.parse("2026-03-28T05:00:00Z").getEpochSecond();

  private static final long END = Instant.parse("2026-03-30T09:00:00Z").getEpochSecond();

  private static final class Told implements StateEvents {
    private final List<EventFrame> frames = new ArrayList<>();
    private final List<EquipmentStatus> statuses = new ArrayList<>();

    @Override
    public void frame(EventFrame frame) {
      frames.add(frame);
    }

    @Override
    public void status(EquipmentStatus status) {
      statuses.add(status);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void tellsWhatTheReferenceDoesHoweverReadingsAreSplit(int seed) throws Exception {
    Random random = new Random(seed);
    int offlineAfter = 60 + random.nextInt(600);
    String zone = seed % 2 == 0 ? "Europe/Berlin" : "America/Chicago";
    NavigableMap<Long, Map<String, List<Double>>> readings =
        RandomMachines.readings(random, BEGIN, END);
    ReferenceMachine reference = new ReferenceMachine(offlineAfter, zone, readings);
    reference.runUntil(END + 700);

    AssetContext asset = RandomMachines.asset("f", "m", zone);
    StateRules rules = new StateRules(RandomMachines.states(offlineAfter));
    StateMachine machine = new StateMachine();
    Told told = new Told();
    MachineLog log = new MachineLog();
    long from = BEGIN;
    while (from < END + 700) {
      long to = from + 1 + random.nextInt(3_000);
      List<EnrichedBatch> span = RandomMachines.batches(copyOf(readings, from, to), asset);
      if (!span.isEmpty()) {
        assertEquals(0, machine.take(log, rules, OrderedReadings.of(span), told));
      }
      long time = Math.min(to, END + 700) * 1_000_000;
      if (log.state != null && StateMachine.isOffline(log, time)) {
        machine.takeTime(log, time, told);
      }
      // What is kept between spans is what has been written and read.
      log =
          CoderUtils.decodeFromByteArray(
              MachineLog.LogCoder.INSTANCE,
              CoderUtils.encodeToByteArray(MachineLog.LogCoder.INSTANCE, log));
      from = to;
    }
    assertTrue(reference.frames().size() > 100, "few frames: " + reference.frames().size());
    assertEquals(
        String.join("\n", reference.frames()),
        String.join("\n", told.frames.stream().map(RandomMachines::told).toList()));
    assertEquals(
        String.join("\n", reference.statuses()),
        String.join("\n", told.statuses.stream().map(RandomMachines::told).toList()));
  }

  private static NavigableMap<Long, Map<String, List<Double>>> copyOf(
      NavigableMap<Long, Map<String, List<Double>>> readings, long from, long to) {
    return new TreeMap<>(readings.subMap(from, to));
  }

  private static Told tell(Object... secondsMetricsValues) {
    NavigableMap<Long, Map<String, List<Double>>> readings = new TreeMap<>();
    for (int i = 0; i < secondsMetricsValues.length; i += 3) {
      readings
          .computeIfAbsent(((Number) secondsMetricsValues[i]).longValue(), s -> new TreeMap<>())
          .put(
              (String) secondsMetricsValues[i + 1],
              List.of(((Number) secondsMetricsValues[i + 2]).doubleValue()));
    }
    Told told = new Told();
    new StateMachine()
        .take(
            new MachineLog(),
            new StateRules(RandomMachines.states(300)),
            OrderedReadings.of(
                RandomMachines.batches(readings, RandomMachines.asset("f", "m", null))),
            told);
    return told;
  }

  private static List<String> frames(Told told) {
    return told.frames.stream().map(RandomMachines::told).toList();
  }

  @Test
  void stateIsUnknownUntilAMetricIsSeen() {
    assertEquals(
        List.of("1 unknown after null 1", "2 unknown after null 1 to 5", "1 idle after unknown 5"),
        frames(tell(1, "heat", 50, 3, "heat", 50, 5, "power_watts", 100)));
  }

  @Test
  void conditionThatHoldsForItsWhileIsEnteredBetweenReadings() {
    assertEquals(
        List.of(
            "1 idle after null 1",
            "2 idle after null 1 to 18 power_watts mean 170.0 min 100.0 max 240.0 last 240.0",
            "1 running after idle 18"),
        frames(tell(1, "power_watts", 100, 8, "power_watts", 240, 30, "heat", 1)));
  }

  @Test
  void silentMachineWasOfflineFromItsLastReadingOnAndForgetsItsMetrics() {
    assertEquals(
        List.of(
            "1 idle after null 1",
            "2 idle after null 1 to 10 power_watts mean 100.0 min 100.0 max 100.0 last 100.0",
            "1 offline after idle 10",
            "2 offline after idle 10 to 311",
            "1 unknown after offline 311"),
        frames(tell(1, "power_watts", 100, 10, "heat", 1, 311, "heat", 1)));
  }

  @Test
  void gapIsNoNewStart() {
    Told told =
        tell(
            1,
            "power_watts",
            240,
            20,
            "power_watts",
            240,
            1000,
            "power_watts",
            240,
            1020,
            "power_watts",
            240,
            1030,
            "power_watts",
            240);
    EquipmentStatus last = told.statuses.get(told.statuses.size() - 1);
    assertEquals("running", last.state());
    assertEquals(1, last.starts());
    assertEquals(9_000_000, last.runMicros());
  }
}
