package io.plantbeam.tools.simulate.machines;

import static io.plantbeam.tools.simulate.machines.MachinePlantSettings.DAY;
import static io.plantbeam.tools.simulate.machines.MachinePlantSettings.HOUR;
import static io.plantbeam.tools.simulate.machines.MachinePlantSettings.MINUTE;

import io.plantbeam.tools.simulate.FaultKind;
import io.plantbeam.tools.simulate.FaultLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Healthy series of a machine in, faults put into them. The first begins on the second day, each in
 * another sensor and {@value #LEAST_APART_HOURS} hours or more after the end of the one before. The
 * kinds take turns.
 *
 * <p>Sizes are in noise units ({@link SensorTraits#noiseUnit()}) and parts of the {@linkplain
 * SensorSeries#range() range} of the series, times 0.8 to 1.2, to either side:
 *
 * <ul>
 *   <li>spike: one reading or two, off by 15 units or half of the range, whichever is more;
 *   <li>drift: to the range and 6 units within 1.5 to 3 hours, and an hour there;
 *   <li>stuck: for 1 to 2 hours, in series of which the longest healthy run of equal values is less
 *       than a third of that;
 *   <li>dropout: no readings for 20 to 90 minutes;
 *   <li>noise: normal, with a standard deviation of 6 units or a twentieth of the range, whichever
 *       is more, for 20 to 60 minutes;
 *   <li>shift: by 10 units or 0.4 of the range, whichever is more, for 2 to 4 hours.
 * </ul>
 */
final class FaultSeeding {
  private static final long LEAST_APART_HOURS = 4;

  /**
   * So that kinds are as frequent in plants of few machines, of which each has some four faults.
   */
  private static final int TURNS_PER_MACHINE = 4;

  /** A fault other than a spike has this many, where the interval is long. */
  private static final int LEAST_READINGS = 30;

  private final MachinePlantSettings settings;
  private final SplittableRandom random;

  private FaultSeeding(MachinePlantSettings settings, SplittableRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /** Changes the series, and tells how, in order of time. */
  static List<FaultLabel> into(
      List<SensorSeries> series,
      MachinePlantSettings settings,
      int machine,
      SplittableRandom random) {
    return new FaultSeeding(settings, random).seed(series, TURNS_PER_MACHINE * machine);
  }

  private List<FaultLabel> seed(List<SensorSeries> series, int firstTurn) {
    List<SensorSeries> healthy = new ArrayList<>(series);
    List<FaultLabel> faults = new ArrayList<>();
    long time = settings.startMillis() + DAY + between(0, 4 * HOUR);
    for (int turn = firstTurn; !healthy.isEmpty(); turn++) {
      FaultKind kind = FaultKind.values()[turn % FaultKind.values().length];
      long duration = duration(kind);
      if (time + duration > settings.endMillis() - HOUR) {
        break;
      }
      SensorSeries sensor = take(healthy, kind, duration);
      if (sensor != null) {
        faults.add(seed(sensor, kind, time, time + duration));
        time += duration + between(LEAST_APART_HOURS * HOUR, 2 * LEAST_APART_HOURS * HOUR);
      }
    }
    return faults;
  }

  private long duration(FaultKind kind) {
    long interval = settings.interval().toMillis();
    long wanted =
        switch (kind) {
          case SPIKE -> (1 + random.nextInt(2)) * interval;
          case DRIFT -> between(150 * MINUTE, 4 * HOUR);
          case STUCK -> between(HOUR, 2 * HOUR);
          case DROPOUT -> between(20 * MINUTE, 90 * MINUTE);
          case NOISE -> between(20 * MINUTE, HOUR);
          case SHIFT -> between(2 * HOUR, 4 * HOUR);
        };
    return kind == FaultKind.SPIKE ? wanted : Math.max(wanted, LEAST_READINGS * interval);
  }

  /** A sensor that the fault shows in; null where none is left. */
  private SensorSeries take(List<SensorSeries> healthy, FaultKind kind, long duration) {
    int first = random.nextInt(healthy.size());
    for (int i = 0; i < healthy.size(); i++) {
      int at = (first + i) % healthy.size();
      long longestRun = healthy.get(at).longestRun() * settings.interval().toMillis();
      if (kind != FaultKind.STUCK || 3 * longestRun < duration) {
        return healthy.remove(at);
      }
    }
    return null;
  }

  private FaultLabel seed(SensorSeries series, FaultKind kind, long from, long to) {
    int first = series.slotAt(from);
    int end = Math.max(first + 1, series.slotAt(to));
    double size = size(series, kind);
    double stuck = series.values()[first];
    long ramp = series.times()[end] - series.times()[first] - HOUR;
    for (int slot = first; slot < end; slot++) {
      double healthy = series.values()[slot];
      switch (kind) {
        case SPIKE -> {
          series.show(slot, healthy + size);
          series.sent()[slot] = true;
        }
        case DRIFT -> {
          double part = (double) (series.times()[slot] - series.times()[first]) / ramp;
          series.show(slot, healthy + size * Math.min(1, part));
        }
        case STUCK -> series.show(slot, stuck);
        case DROPOUT -> series.sent()[slot] = false;
        case NOISE -> series.show(slot, healthy + size * random.nextGaussian());
        case SHIFT -> series.show(slot, healthy + size);
      }
    }
    SensorTraits traits = series.traits();
    return new FaultLabel(
        traits.sensorId(),
        traits.quantity().sensorType(),
        kind,
        series.times()[first],
        series.times()[end]);
  }

  private double size(SensorSeries series, FaultKind kind) {
    double unit = series.traits().noiseUnit();
    double range = series.range();
    double usual =
        switch (kind) {
          case SPIKE -> Math.max(15 * unit, 0.5 * range);
          case DRIFT -> range + 6 * unit;
          case NOISE -> Math.max(6 * unit, 0.05 * range);
          case SHIFT -> Math.max(10 * unit, 0.4 * range);
          case STUCK, DROPOUT -> 0;
        };
    double side = random.nextBoolean() ? 1 : -1;
    return side * usual * settings.faultSize() * random.nextDouble(0.8, 1.2);
  }

  private long between(long least, long greatest) {
    return random.nextLong(least, greatest);
  }
}
