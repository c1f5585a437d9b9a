package io.plantbeam.tools.simulate.machines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.tools.simulate.FaultLabel;
import io.plantbeam.tools.simulate.machines.OperatingSchedule.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachinePlantTest {
  private static final long START = MachinePlantSettings.START.toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  @TempDir Path folder;

  private static MachinePlantSettings settings(long seed, int sensors, int days, int seconds) {
    return new MachinePlantSettings(seed, sensors, days, Duration.ofSeconds(seconds), 1);
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(directory.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private Map<String, String> healthy(MachinePlantSettings settings, String name)
      throws IOException {
    MachinePlant plant = new MachinePlant(settings);
    plant.writeRegistry(folder.resolve(name), List.of("one", "other"));
    plant.writeHealthy(folder.resolve(name), "one");
    return contents(folder.resolve(name));
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
    MachinePlantSettings settings = settings(1, 12, 2, 120);
    Map<String, String> one = healthy(settings, "one");
    assertEquals(one, healthy(settings, "again"));
    assertFalse(one.equals(healthy(settings(2, 12, 2, 120), "other")));
    assertEquals(
        new MachinePlant(settings).writeFaulty(folder.resolve("faulty"), "f"),
        new MachinePlant(settings).writeFaulty(folder.resolve("faulty again"), "f"));
    assertEquals(contents(folder.resolve("faulty")), contents(folder.resolve("faulty again")));
  }

  /** With faults, a plant differs from itself in the faulty sensors and while they last. */
  @Test
  void thePlantWithFaultsIsTheSameOtherwise() throws IOException {
    MachinePlantSettings settings = settings(3, 24, 3, 60);
    new MachinePlant(settings).writeHealthy(folder.resolve("healthy"), "a");
    List<FaultLabel> faults = new MachinePlant(settings).writeFaulty(folder.resolve("faulty"), "b");
    assertTrue(faults.size() >= 10, faults::toString);
    Map<String, Double> healthy = readings(folder.resolve("healthy"), faults);
    assertEquals(healthy, readings(folder.resolve("faulty"), faults));
    // 24 x 3 x 1440, without those that are missing and those at fault.
    assertTrue(healthy.size() > 95_000, () -> healthy.size() + " readings");
  }

  private static Map<String, Double> readings(Path directory, List<FaultLabel> without)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, Double> values = new TreeMap<>();
    for (String file : contents(directory).values()) {
      for (String line : file.lines().toList()) {
        JsonNode reading = json.readTree(line);
        String sensor = reading.get("sensor_id").asText();
        long time = Instant.parse(reading.get("timestamp").asText()).toEpochMilli();
        boolean faulty =
            without.stream()
                .anyMatch(
                    fault ->
                        fault.sensorId().equals(sensor)
                            && time >= fault.startMillis()
                            && time < fault.endMillis());
        if (!faulty) {
          values.put(sensor + " " + time, reading.get("value").asDouble());
        }
      }
    }
    return values;
  }

  @Test
  void machinesHaveThreeToEightSensorsAndAllSensorsHaveOne() {
    for (int sensors = 3; sensors <= 100; sensors++) {
      List<Machine> machines = new MachinePlant(settings(sensors, sensors, 2, 300)).machines();
      assertEquals(sensors, machines.stream().mapToInt(machine -> machine.sensors().size()).sum());
      for (Machine machine : machines) {
        int size = machine.sensors().size();
        assertTrue(size >= 3 && size <= 8, size + " sensors on a machine");
      }
    }
    double machines = new MachinePlant(settings(1, 5000, 2, 300)).machines().size();
    assertEquals(5, 5000 / machines, 0.2);
  }

  /** Between long phases that a sensor had time to follow, its mean moves by what it should. */
  @Test
  void statesAreSharedByTheSensorsOfAMachineWithTheirOwnGains() {
    int moved = 0;
    int stayed = 0;
    for (Machine machine : new MachinePlant(settings(5, 200, 3, 60)).machines()) {
      List<Phase> phases = machine.schedule().phases();
      for (SensorSeries series : machine.healthySeries()) {
        SensorTraits traits = series.traits();
        for (int i = 1; i + 1 < phases.size(); i++) {
          long before = phases.get(i - 1).startMillis();
          long change = phases.get(i).startMillis();
          long after = phases.get(i + 1).startMillis();
          long settling = Math.round(6 * traits.lagMillis() + 6 * traits.overshootMillis());
          if (change - before < settling + HOUR || after - change < settling + HOUR) {
            continue;
          }
          double seen = mean(series, after - HOUR, after) - mean(series, change - HOUR, change);
          double expected =
              traits.gain()
                  * (Math.pow(phases.get(i).load(), traits.curve())
                      - Math.pow(phases.get(i - 1).load(), traits.curve()));
          double hours = (after - change) / (double) HOUR;
          // What the day, wandering and noise may add: generous, and far below a gain.
          double slack =
              5 * traits.wander()
                  + traits.dailyAmplitude() * Math.min(2, 0.3 * hours)
                  + 3 * traits.noise()
                  + 0.08 * Math.abs(traits.gain());
          assertEquals(expected, seen, slack, traits.toString());
          moved += Math.abs(expected) > slack ? 1 : 0;
          stayed += traits.gain() == 0 ? 1 : 0;
        }
      }
    }
    assertTrue(moved > 100 && stayed > 20, moved + " moved, " + stayed + " follow no state");
  }

  private static double mean(SensorSeries series, long from, long to) {
    double sum = 0;
    int first = series.slotAt(from);
    int end = series.slotAt(to);
    for (int slot = first; slot < end; slot++) {
      sum += series.values()[slot];
    }
    return sum / (end - first);
  }

  @Test
  void machinesGetSetPointsForTheFirstTimeOnLaterDays() {
    List<Machine> machines = new MachinePlant(settings(1, 1000, 3, 300)).machines();
    int first = 0;
    int stopped = 0;
    int shortest = Integer.MAX_VALUE;
    for (Machine machine : machines) {
      List<Double> known = new ArrayList<>();
      boolean later = false;
      for (Phase phase : machine.schedule().phases()) {
        boolean unusual = phase.load() > 1 || (phase.load() > 0.4 && phase.load() < 0.65);
        assertFalse(unusual && phase.startMillis() < START + DAY, machine.equipmentId());
        later |= unusual;
        known.add(phase.load());
      }
      first += later ? 1 : 0;
      stopped += known.contains(0.0) ? 1 : 0;
      shortest = Math.min(shortest, known.size());
    }
    // Each later day with a chance of 0.35: 1 - 0.65 x 0.65 = 0.58, less those that stand still.
    assertEquals(0.55, first / (double) machines.size(), 0.1);
    assertTrue(stopped > 0.8 * machines.size(), stopped + " stop");
    assertTrue(shortest >= 3, shortest + " phases");
  }

  @Test
  void theJobKnowsTheMachineOfEachSensor() throws IOException {
    MachinePlant plant = new MachinePlant(settings(1, 20, 2, 300));
    plant.writeRegistry(folder, List.of("one", "other"));
    ObjectMapper json = new ObjectMapper();
    Map<String, Map<String, String>> registered = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("sensors.ndjson"))) {
      JsonNode sensor = json.readTree(line);
      registered
          .computeIfAbsent(sensor.get("facility_id").asText(), facility -> new TreeMap<>())
          .put(sensor.get("sensor_id").asText(), sensor.get("equipment_id").asText());
    }
    Map<String, String> expected = plant.equipmentBySensor();
    assertEquals(Map.of("one", expected, "other", expected), registered);
    assertEquals(20, expected.size());
  }

  @Test
  void settingsThatMakeNoPlantAreRefused() {
    MachinePlantSettings wrong = new MachinePlantSettings(1, 2, 1, Duration.ofMillis(500), 0);
    assertEquals(
        List.of(
            "--sensors=2: allowed is 3 to 10000.",
            "--days=1: allowed is 2 to 60.",
            "--interval=500ms: allowed is 1s to 5m.",
            "--faultSize=0.0: allowed is more than 0, to 100; 1 is as documented."),
        wrong.problems());
    assertThrows(IllegalArgumentException.class, () -> new MachinePlant(wrong));
  }
}
