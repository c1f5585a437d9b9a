package io.plantbeam.tools.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The sensors of a latency benchmark. Most of them are probes: each raises one alert in a run, at a
 * time that is known beforehand, and is ordinary otherwise. The others are ordinary all the time.
 */
final class LatencyProbes {
  /** Readings that a detector of readings has to have seen. */
  static final int LEARNING_READINGS = 25;

  /** The sensor that is beyond its limit from its first reading on. */
  static final String PILOT = "pilot-0";

  private static final double USUAL = 50;
  private static final double BEYOND = 150;

  /** What raises the alert of a probe. */
  enum Kind {
    LIMIT("limit"),
    READING("robust_z"),
    WINDOW("stuck"),
    NONE(null);

    private final String detector;

    Kind(String detector) {
      this.detector = detector;
    }

    /** Null of {@link #NONE}. */
    String detector() {
      return detector;
    }

    String sensorType() {
      return "latency_" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** One sensor. */
  static final class Probe {
    private final Kind kind;
    private final String sensorId;
    private final long windowMillis;
    private final long periodMillis;
    private final Random random;

    /** The part of the schedule in which it raises its alert. */
    private final int phase;

    /** Where in that part, from 0 to 1. */
    private final double place;

    private long at = Long.MAX_VALUE;
    private volatile long causedAt;

    Probe(Kind kind, int number, long windowMillis, long periodMillis, int phase, double place) {
      this.kind = kind;
      this.windowMillis = windowMillis;
      this.periodMillis = periodMillis;
      this.sensorId = kind.name().toLowerCase(Locale.ROOT) + "-" + number;
      this.phase = phase;
      this.place = place;
      random = new Random(sensorId.hashCode());
    }

    Kind kind() {
      return kind;
    }

    String sensorId() {
      return sensorId;
    }

    int phase() {
      return phase;
    }

    /**
     * What the alert is measured from: the timestamp of the message that raises it, or the end of
     * the window; 0 before that.
     */
    long causedAt() {
      return causedAt;
    }

    private void schedule(long beginMillis, long phaseMillis) {
      long time = beginMillis + phase * phaseMillis + Math.round(place * phaseMillis);
      at = kind == Kind.WINDOW ? -Math.floorDiv(-time, periodMillis) * periodMillis : time;
    }

    /** The value of its reading at this time. */
    double value(long now) {
      double usual = USUAL + random.nextGaussian();
      if (now < at) {
        return usual;
      }
      if (kind == Kind.WINDOW) {
        causedAt = at + windowMillis;
        return now < at + windowMillis ? USUAL : usual;
      }
      if (kind != Kind.NONE && causedAt == 0) {
        causedAt = now;
        return BEYOND;
      }
      return usual;
    }
  }

  private final List<Probe> probes = new ArrayList<>();

  /**
   * Sensors for a run of some phases: of ten, four have limits, four are judged by a detector of
   * readings, and one by a detector of windows.
   *
   * @param windowMillis length of the windows
   * @param periodMillis how often one begins
   */
  LatencyProbes(int sensors, int phases, long windowMillis, long periodMillis) {
    int[] counts = new int[Kind.values().length];
    int[] totals = new int[counts.length];
    for (int i = 0; i < sensors; i++) {
      totals[kindOf(i).ordinal()]++;
    }
    for (int i = 0; i < sensors; i++) {
      Kind kind = kindOf(i);
      int number = counts[kind.ordinal()]++;
      int inPhase = Math.max(1, totals[kind.ordinal()] / phases);
      int before = number / phases;
      double place = (before + 0.5) / (inPhase + 1);
      probes.add(new Probe(kind, number, windowMillis, periodMillis, number % phases, place));
    }
  }

  private static Kind kindOf(int sensor) {
    return switch (sensor % 10) {
      case 0, 1, 2, 3 -> Kind.LIMIT;
      case 4, 5, 6, 7 -> Kind.READING;
      case 8 -> Kind.WINDOW;
      default -> Kind.NONE;
    };
  }

  List<Probe> all() {
    return probes;
  }

  /** Sets the times at which they raise their alerts. */
  void schedule(long beginMillis, long phaseMillis) {
    probes.forEach(probe -> probe.schedule(beginMillis, phaseMillis));
  }

  /** Writes an asset registry with the limits. */
  void writeRegistry(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("facilities.csv"), "facility_id\nplant\n");
    StringBuilder rows = new StringBuilder("sensor_id,facility_id,alarm_high\n");
    rows.append(PILOT).append(",plant,100\n");
    for (Probe probe : probes) {
      rows.append(probe.sensorId)
          .append(",plant,")
          .append(probe.kind == Kind.LIMIT ? "100" : "")
          .append('\n');
    }
    Files.writeString(directory.resolve("sensors.csv"), rows);
  }

  /** Writes sensor types whose detectors alert on the probes. */
  static void writeSensorTypes(Path file) throws IOException {
    Files.writeString(
        file,
        """
        sensor_types:
          %s: {}
          %s: {}
          %s:
            detectors:
              robust_z: { window: 50, minimum_readings: %d }
          %s:
            detectors:
              stuck: { readings: 5, alert_from: medium }
        """
            .formatted(
                Kind.NONE.sensorType(),
                Kind.LIMIT.sensorType(),
                Kind.READING.sensorType(),
                LEARNING_READINGS - 5,
                Kind.WINDOW.sensorType()));
  }
}
