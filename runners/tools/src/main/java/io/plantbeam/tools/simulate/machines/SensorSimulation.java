package io.plantbeam.tools.simulate.machines;

import static io.plantbeam.tools.simulate.machines.MachinePlantSettings.DAY;
import static io.plantbeam.tools.simulate.machines.MachinePlantSettings.HOUR;

import java.util.SplittableRandom;

/**
 * One sensor from reading to reading: it follows the load of its machine with a delay and a lag,
 * goes beyond it at starts, has a daily cycle, wanders, and is noisy. The noise is an
 * autoregressive process of first order.
 */
final class SensorSimulation {
  /** A rise of the load by this is a start. */
  private static final double START = 0.3;

  private static final long WANDER_MILLIS = 3 * HOUR;
  private static final double ONE_MISSING = 0.004;
  private static final double SEVERAL_MISSING = 0.0002;
  private static final int MOST_MISSING = 3;

  /** Times are off by this part of the interval at most. */
  private static final double JITTER = 0.1;

  private final OperatingSchedule schedule;
  private final SensorTraits traits;
  private final SplittableRandom random;
  private final double interval;

  private double load;
  private double followed;
  private double beyond;
  private double noise;
  private double wander;
  private int missing;

  private SensorSimulation(
      OperatingSchedule schedule, SensorTraits traits, SplittableRandom random, double interval) {
    this.schedule = schedule;
    this.traits = traits;
    this.random = random;
    this.interval = interval;
  }

  /** The whole series, the same for the same seed. */
  static SensorSeries run(
      MachinePlantSettings settings, OperatingSchedule schedule, SensorTraits traits, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new SensorSimulation(schedule, traits, random, settings.interval().toMillis())
        .run(settings.startMillis(), settings.slots());
  }

  private SensorSeries run(long start, int slots) {
    SensorSeries series =
        new SensorSeries(traits, new long[slots], new double[slots], new boolean[slots]);
    double phase = interval * random.nextDouble(JITTER, 1 - JITTER);
    load = schedule.stepAt(start);
    followed = load;
    noise = innovation();
    wander = random.nextGaussian();
    for (int slot = 0; slot < slots; slot++) {
      double jitter = interval * random.nextDouble(-JITTER, JITTER);
      long time = start + Math.round(slot * interval + phase + jitter);
      series.times()[slot] = time;
      series.show(slot, measure(time));
      series.sent()[slot] = isSent();
    }
    return series;
  }

  private double measure(long time) {
    follow(time - traits.delayMillis());
    noise = next(noise, traits.memoryMillis(), innovation());
    wander = next(wander, WANDER_MILLIS, random.nextGaussian());
    double running = Math.min(1, followed);
    double cycle =
        Math.cos(2 * Math.PI * Math.floorMod(time - traits.dailyPeakMillis(), DAY) / DAY);
    return traits.level()
        + traits.gain() * (Math.pow(followed, traits.curve()) + beyond)
        + traits.dailyAmplitude() * cycle
        + traits.wander() * wander
        + traits.noise() * (traits.stoppedNoise() * (1 - running) + running) * noise;
  }

  private void follow(long time) {
    double step = schedule.stepAt(time);
    if (step - load >= START) {
      beyond += traits.overshoot() * (step - load);
    }
    load = step;
    beyond *= Math.exp(-interval / traits.overshootMillis());
    double share = 1 - Math.exp(-interval / traits.lagMillis());
    followed = Math.max(0, followed + share * (schedule.loadAt(time) - followed));
  }

  /** A step of a process of deviation 1. */
  private double next(double before, double memoryMillis, double innovation) {
    double kept = Math.exp(-interval / memoryMillis);
    return kept * before + Math.sqrt(1 - kept * kept) * innovation;
  }

  /** Of deviation 1: normal, or Student's with 4 degrees of freedom, as z / sqrt(chi2 / 4). */
  private double innovation() {
    double normal = random.nextGaussian();
    if (!traits.heavyTails()) {
      return normal;
    }
    double chiSquare = -2 * Math.log((1 - random.nextDouble()) * (1 - random.nextDouble()));
    return normal / Math.sqrt(chiSquare / 4) / Math.sqrt(2);
  }

  private boolean isSent() {
    double chance = random.nextDouble();
    if (missing == 0 && chance < ONE_MISSING + SEVERAL_MISSING) {
      missing = chance < ONE_MISSING ? 1 : 2 + random.nextInt(MOST_MISSING - 1);
    }
    if (missing > 0) {
      missing--;
      return false;
    }
    return true;
  }
}
