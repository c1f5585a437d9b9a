package io.plantbeam.tools.simulate.machines;

import io.plantbeam.tools.simulate.FaultLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A machine: how it is operated, and the sensors on it, which show it each in their own way. */
final class Machine {
  static final int FEWEST_SENSORS = 3;
  static final int MOST_SENSORS = 8;

  private final MachinePlantSettings settings;
  private final int index;
  private final OperatingMode mode;
  private final OperatingSchedule schedule;
  private final List<SensorTraits> sensors = new ArrayList<>();
  private final List<Long> noiseSeeds = new ArrayList<>();
  private final long faultSeed;

  /**
   * A machine that follows from its random numbers. Noise and faults have random numbers of their
   * own, so that the machine is the same whatever the interval, with faults and without.
   *
   * @param sensors how many are on it
   */
  Machine(MachinePlantSettings settings, int index, int sensors, SplittableRandom random) {
    this.settings = settings;
    this.index = index;
    this.mode = OperatingMode.values()[random.nextInt(OperatingMode.values().length)];
    this.schedule = SchedulePlanner.plan(settings, mode, random.split());
    this.faultSeed = random.nextLong();
    for (int i = 0; i < sensors; i++) {
      this.sensors.add(
          SensorTraits.random("m%03d-s%d".formatted(index + 1, i + 1), random.split()));
      noiseSeeds.add(random.nextLong());
    }
  }

  String equipmentId() {
    return "machine-%03d".formatted(index + 1);
  }

  OperatingMode mode() {
    return mode;
  }

  OperatingSchedule schedule() {
    return schedule;
  }

  List<SensorTraits> sensors() {
    return sensors;
  }

  /** What its sensors send when nothing is wrong, each time the same. */
  List<SensorSeries> healthySeries() {
    List<SensorSeries> series = new ArrayList<>();
    for (int i = 0; i < sensors.size(); i++) {
      series.add(SensorSimulation.run(settings, schedule, sensors.get(i), noiseSeeds.get(i)));
    }
    return series;
  }

  /**
   * Puts faults into healthy series.
   *
   * @return the faults, in order of their beginning
   */
  List<FaultLabel> seedFaults(List<SensorSeries> series) {
    return FaultSeeding.into(series, settings, index, new SplittableRandom(faultSeed));
  }
}
