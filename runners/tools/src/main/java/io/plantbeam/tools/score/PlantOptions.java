package io.plantbeam.tools.score;

import io.plantbeam.tools.simulate.DurationConverter;
import io.plantbeam.tools.simulate.machines.MachinePlantSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options of the simulated plant. */
final class PlantOptions {
  static final Set<String> NAMES =
      Set.of("--seed", "--sensors", "--days", "--interval", "--faultSize", "--sensorTypes");

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "plant: another seed gives another plant (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--sensors",
      paramLabel = "N",
      defaultValue = "60",
      description = "plant: sensors, on machines of 3 to 8 (default: ${DEFAULT-VALUE}).")
  private int sensors;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "plant: event time to simulate; faults begin on the second day"
              + " (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--interval",
      paramLabel = "D",
      defaultValue = "20s",
      converter = DurationConverter.class,
      description = "plant: time between two readings of a sensor (default: ${DEFAULT-VALUE}).")
  private Duration interval;

  @Option(
      names = "--faultSize",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "plant: factor of the size of spikes, drifts, noise and shifts"
              + " (default: ${DEFAULT-VALUE}).")
  private double faultSize;

  @Option(
      names = "--sensorTypes",
      paramLabel = "FILE",
      description =
          "plant: the job's settings of detectors and of who alerts"
              + " (default: those that the job has).")
  private Path sensorTypes;

  /** Options of the job. */
  String[] jobOptions() {
    return sensorTypes == null ? new String[0] : new String[] {"--sensorTypes=" + sensorTypes};
  }

  MachinePlantSettings settings() {
    return new MachinePlantSettings(seed, sensors, days, interval, faultSize);
  }
}
