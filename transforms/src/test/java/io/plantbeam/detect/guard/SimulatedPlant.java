package io.plantbeam.detect.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Machines with a few sensors each, as plants have them: operating states with starts, stops and
 * set points that all sensors of a machine follow, each by its own gain and lag; daily cycles;
 * noise that is correlated in time and has heavy tails; quantised values. Of a seed it is always
 * the same.
 */
final class SimulatedPlant {
  static final int SENSORS = 5;

  /**
   * What goes wrong with a sensor. Sizes are standard deviations of its noise, where it has one.
   */
  enum Fault {
    SPIKE,
    DRIFT,
    STUCK,
    NOISE,
    SHIFT
  }

  /** A fault of a sensor, from one second on until another, exclusive. */
  record Seeded(int machine, int sensor, Fault fault, int from, int until) {}

  private final int intervalSeconds;
  private final int seconds;
  private final long seed;

  SimulatedPlant(long seed, int intervalSeconds, int days) {
    this.seed = seed;
    this.intervalSeconds = intervalSeconds;
    seconds = days * 86_400;
  }

  int intervalSeconds() {
    return intervalSeconds;
  }

  int readings() {
    return seconds / intervalSeconds;
  }

  /** The values of the sensors of a machine, all of them taken at the same times. */
  double[][] machine(int number, List<Seeded> faults) {
    Random random = new Random(seed * 1_000_003 + number);
    double[] load = load(random);
    double[][] values = new double[SENSORS][];
    for (int sensor = 0; sensor < SENSORS; sensor++) {
      // The standard deviation of its noise.
      double noise = Math.exp(2 * random.nextGaussian());
      values[sensor] = sensor(load, noise, new Random(random.nextLong()));
      for (Seeded fault : faults) {
        if (fault.machine == number && fault.sensor == sensor) {
          seed(values[sensor], fault, noise, new Random(seed + number));
        }
      }
    }
    return values;
  }

  /** How hard the machine works, from 0 to some 1, at each reading. */
  private double[] load(Random random) {
    double[] load = new double[readings()];
    boolean nights = random.nextInt(3) == 0;
    boolean running = random.nextBoolean();
    double setPoint = 0.8;
    double left = 3_600 * random.nextDouble();
    for (int i = 0; i < load.length; i++) {
      left -= intervalSeconds;
      if (left <= 0) {
        double chance = random.nextDouble();
        if (!running) {
          running = true;
          left = 3_600 * (0.5 - 5 * Math.log(1 - random.nextDouble()));
        } else if (chance < 0.5) {
          running = false;
          left = 3_600 * (0.2 - Math.log(1 - random.nextDouble()));
        } else {
          setPoint = 0.5 + 0.5 * random.nextDouble();
          left = 3_600 * (0.5 - 4 * Math.log(1 - random.nextDouble()));
        }
      }
      double hour = (double) i * intervalSeconds / 3_600 % 24;
      load[i] = running && !(nights && (hour < 5 || hour >= 22)) ? setPoint : 0;
    }
    return load;
  }

  /** A sensor: its level follows the load with a delay and a lag of its own. */
  private double[] sensor(double[] load, double noise, Random random) {
    double level = noise * 200 * random.nextDouble();
    double gain = noise * (10 + 40 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
    double lagSeconds = 20 + 300 * random.nextDouble();
    int delay = (int) Math.round(60 * random.nextDouble() / intervalSeconds);
    double daily = noise * 6 * random.nextDouble();
    double phase = 2 * Math.PI * random.nextDouble();
    double share = 0.3 + 0.6 * random.nextDouble();
    double kept = Math.exp(-intervalSeconds / (30 + 270 * random.nextDouble()));
    double quantum = noise * (random.nextInt(3) == 0 ? 1.5 : 0.1);
    double[] values = new double[load.length];
    double slow = 0;
    double followed = load[0];
    double follow = 1 - Math.exp(-intervalSeconds / lagSeconds);
    for (int i = 0; i < values.length; i++) {
      followed += (load[Math.max(0, i - delay)] - followed) * follow;
      slow = kept * slow + Math.sqrt(1 - kept * kept) * random.nextGaussian();
      double fast = random.nextGaussian() * (random.nextInt(200) == 0 ? 3 : 1);
      double day = daily * Math.sin(phase + 2 * Math.PI * i * intervalSeconds / 86_400.0);
      double value =
          level
              + gain * followed
              + day
              + noise * (Math.sqrt(share) * slow + Math.sqrt(1 - share) * fast);
      values[i] = quantum * Math.rint(value / quantum);
    }
    return values;
  }

  private void seed(double[] values, Seeded fault, double noise, Random random) {
    double sign = random.nextBoolean() ? 1 : -1;
    int from = fault.from / intervalSeconds;
    int until = Math.min(values.length, fault.until / intervalSeconds);
    for (int i = from; i < until; i++) {
      double done = (double) (i - from) / (until - from);
      values[i] =
          switch (fault.fault) {
            case SPIKE -> i < from + 2 ? values[i] + sign * 15 * noise : values[i];
            case DRIFT -> values[i] + sign * 40 * noise * done;
            case STUCK -> values[from];
            case NOISE -> values[i] + 4 * noise * random.nextGaussian();
            case SHIFT -> values[i] + sign * 25 * noise;
          };
    }
  }

  /** A fault of each kind in turn, one for each machine, after the first day. */
  static List<Seeded> faults(long seed, int machines, int hours) {
    Random random = new Random(seed);
    List<Seeded> faults = new ArrayList<>();
    for (int machine = 0; machine < machines; machine++) {
      int from = 3_600 * 26 + random.nextInt(3_600 * (hours - 32));
      faults.add(
          new Seeded(
              machine,
              random.nextInt(SENSORS),
              Fault.values()[machine % Fault.values().length],
              from,
              from + 2 * 3_600));
    }
    return faults;
  }
}
