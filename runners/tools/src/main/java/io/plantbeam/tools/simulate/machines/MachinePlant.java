package io.plantbeam.tools.simulate.machines;

import io.plantbeam.tools.simulate.FaultLabel;
import io.plantbeam.tools.simulate.PlantFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A plant of machines in operation, as the job reads it: readings, a registry in which each sensor
 * is on its machine, and the seeded faults. The same settings give the same bytes.
 */
public final class MachinePlant {
  /** How often a machine has 3, 4 and up to 8 sensors, in a hundred: 5 on the average. */
  private static final int[] SENSORS_IN_A_HUNDRED = {15, 25, 25, 18, 10, 7};

  private final List<Machine> machines = new ArrayList<>();

  /**
   * Builds the plant; nothing is written yet.
   *
   * @throws IllegalArgumentException where {@link MachinePlantSettings#problems()} finds one
   */
  public MachinePlant(MachinePlantSettings settings) {
    List<String> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    SplittableRandom random = new SplittableRandom(settings.seed());
    int left = settings.sensors();
    while (left > 0) {
      int sensors = sensors(left, random);
      machines.add(new Machine(settings, machines.size(), sensors, random.split()));
      left -= sensors;
    }
  }

  /** How many sensors the next machine has, so that enough are left for others, or none. */
  private static int sensors(int left, SplittableRandom random) {
    int chance = random.nextInt(100);
    int sensors = Machine.FEWEST_SENSORS;
    while (chance >= SENSORS_IN_A_HUNDRED[sensors - Machine.FEWEST_SENSORS]) {
      chance -= SENSORS_IN_A_HUNDRED[sensors - Machine.FEWEST_SENSORS];
      sensors++;
    }
    if (left - sensors >= Machine.FEWEST_SENSORS) {
      return sensors;
    }
    return left <= Machine.MOST_SENSORS ? left : left / 2;
  }

  List<Machine> machines() {
    return machines;
  }

  /** The equipment of each sensor. */
  public Map<String, String> equipmentBySensor() {
    Map<String, String> equipment = new TreeMap<>();
    for (Machine machine : machines) {
      machine.sensors().forEach(sensor -> equipment.put(sensor.sensorId(), machine.equipmentId()));
    }
    return equipment;
  }

  /**
   * Writes the readings of the plant without faults.
   *
   * @param directory gets {@code FACILITY-EQUIPMENT.ndjson}
   * @param facility that messages name
   */
  public void writeHealthy(Path directory, String facility) throws IOException {
    for (Machine machine : machines) {
      writeReadings(directory, facility, machine, machine.healthySeries());
    }
  }

  /**
   * Writes the readings of the same plant with faults.
   *
   * @return the faults, machine by machine
   */
  public List<FaultLabel> writeFaulty(Path directory, String facility) throws IOException {
    List<FaultLabel> faults = new ArrayList<>();
    for (Machine machine : machines) {
      List<SensorSeries> series = machine.healthySeries();
      faults.addAll(machine.seedFaults(series));
      writeReadings(directory, facility, machine, series);
    }
    return faults;
  }

  private static void writeReadings(
      Path directory, String facility, Machine machine, List<SensorSeries> series)
      throws IOException {
    Files.createDirectories(directory);
    SeriesFile.write(
        directory.resolve("%s-%s.ndjson".formatted(facility, machine.equipmentId())),
        facility,
        series);
  }

  /**
   * Writes a registry in which each sensor is on its machine.
   *
   * @param facilities that are such a plant each
   */
  public void writeRegistry(Path directory, List<String> facilities) throws IOException {
    Files.createDirectories(directory);
    List<Map<String, Object>> plants = new ArrayList<>();
    List<Map<String, Object>> equipment = new ArrayList<>();
    List<Map<String, Object>> sensors = new ArrayList<>();
    for (String facility : facilities) {
      plants.add(entry("facility_id", facility, "name", "Plant " + facility, "timezone", "UTC"));
      for (Machine machine : machines) {
        equipment.add(
            entry(
                "equipment_id",
                machine.equipmentId(),
                "facility_id",
                facility,
                "equipment_class",
                machine.mode().equipmentClass()));
        for (SensorTraits sensor : machine.sensors()) {
          sensors.add(
              entry(
                  "sensor_id",
                  sensor.sensorId(),
                  "facility_id",
                  facility,
                  "equipment_id",
                  machine.equipmentId()));
        }
      }
    }
    PlantFiles.writeLines(directory.resolve("facilities.ndjson"), plants);
    PlantFiles.writeLines(directory.resolve("equipment.ndjson"), equipment);
    PlantFiles.writeLines(directory.resolve("sensors.ndjson"), sensors);
  }

  private static Map<String, Object> entry(String... namesAndValues) {
    Map<String, Object> entry = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      entry.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return entry;
  }
}
