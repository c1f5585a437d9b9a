package io.plantbeam.tools.benchmark;

import io.plantbeam.tools.simulate.Plant;
import io.plantbeam.tools.simulate.PlantSettings;
import java.time.Duration;
import java.time.Instant;

/**
 * What a benchmark has the job do.
 *
 * @param interval between two readings of a sensor; the longer it is, the sparser are the data
 */
record Workload(long readings, int sensors, Duration interval) {
  /** What a benchmark sends without options. */
  static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);

  /** Of messages that are sent twice, 0 to 1, where nothing speaks against it. */
  static final double DUPLICATE_SHARE = 0.002;

  /** A topic has as much time again, since not all sensors send, and a plant has ten years. */
  static final Duration MOST_TIME = Duration.ofDays(1800);

  /** So long ago that all of it is past: a stream's watermark does not go beyond the clock. */
  private static final Instant START = Instant.parse("2016-01-01T00:00:00Z");

  /** The time in which each of the sensors sends its share of the readings. */
  Duration time() {
    return interval.multipliedBy(readings / sensors + 1);
  }

  /** A plant in two facilities in which a tenth of the sensors have faults. */
  static Plant plant(int sensors, Duration time, Duration interval, double duplicateShare) {
    return new Plant(
        new PlantSettings(
            2, sensors, START, time, interval, 1, 0.002, duplicateShare, 0.01, sensors / 10));
  }
}
