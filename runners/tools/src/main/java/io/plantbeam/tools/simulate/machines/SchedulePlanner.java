package io.plantbeam.tools.simulate.machines;

import static io.plantbeam.tools.simulate.machines.MachinePlantSettings.DAY;
import static io.plantbeam.tools.simulate.machines.MachinePlantSettings.HOUR;
import static io.plantbeam.tools.simulate.machines.MachinePlantSettings.MINUTE;
import static io.plantbeam.tools.simulate.machines.OperatingSchedule.IDLE;
import static io.plantbeam.tools.simulate.machines.OperatingSchedule.STOPPED;

import io.plantbeam.tools.simulate.machines.OperatingSchedule.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What a machine does and when, by its mode and by chance. */
final class SchedulePlanner {
  /** Of a machine's set points, the least and the greatest that it has from its first day on. */
  private static final double LEAST_LOAD = 0.7;

  private static final double GREATEST_LOAD = 1;

  /** The chance that a machine gets, on a later day, a set point that it has never had. */
  private static final double SET_POINT_PER_DAY = 0.35;

  /** The chance that a machine which never idles does so on a later day. */
  private static final double IDLING_PER_DAY = 0.25;

  private static final long WANDER_MILLIS = 20 * MINUTE;

  private final MachinePlantSettings settings;
  private final SplittableRandom random;
  private final double[] setPoints;
  private final List<Phase> phases = new ArrayList<>();
  private long time;

  private SchedulePlanner(MachinePlantSettings settings, SplittableRandom random) {
    this.settings = settings;
    this.random = random;
    this.time = settings.startMillis();
    this.setPoints = new double[2 + random.nextInt(2)];
    for (int i = 0; i < setPoints.length; i++) {
      setPoints[i] =
          LEAST_LOAD + (GREATEST_LOAD - LEAST_LOAD) * (i + random.nextDouble()) / setPoints.length;
    }
  }

  static OperatingSchedule plan(
      MachinePlantSettings settings, OperatingMode mode, SplittableRandom random) {
    SchedulePlanner planner = new SchedulePlanner(settings, random);
    switch (mode) {
      case CONTINUOUS -> planner.planContinuous();
      case TWO_SHIFTS -> planner.planTwoShifts();
      case BATCHES -> planner.planBatches();
      case ON_DEMAND -> planner.planOnDemand();
    }
    planner.planFirsts(mode);
    return new OperatingSchedule(planner.phases, planner.wander());
  }

  private void planContinuous() {
    long nextStop = time + between(6 * HOUR, 60 * HOUR);
    while (time < settings.endMillis()) {
      phase(setPoint(), Math.min(between(4 * HOUR, 16 * HOUR), nextStop - time));
      if (time >= nextStop) {
        phase(STOPPED, between(20 * MINUTE, 3 * HOUR));
        nextStop = time + between(30 * HOUR, 80 * HOUR);
      }
    }
  }

  private void planTwoShifts() {
    long opening = 6 * HOUR + between(-HOUR, HOUR);
    long closing = 22 * HOUR + between(-HOUR, HOUR);
    for (int day = 0; day < settings.days(); day++) {
      long midnight = settings.startMillis() + day * DAY;
      boolean weekend = day % 7 >= 5;
      if (!weekend) {
        double load = setPoint();
        until(midnight + opening + between(-15 * MINUTE, 15 * MINUTE), STOPPED);
        until(midnight + 9 * HOUR + between(0, 15 * MINUTE), load);
        phase(IDLE, between(10 * MINUTE, 20 * MINUTE));
        until(midnight + 12 * HOUR + between(0, 20 * MINUTE), load);
        phase(IDLE, between(25 * MINUTE, 50 * MINUTE));
        load = random.nextInt(3) == 0 ? setPoint() : load;
        until(midnight + 18 * HOUR + between(0, 20 * MINUTE), load);
        phase(IDLE, between(15 * MINUTE, 30 * MINUTE));
        until(midnight + closing + between(-20 * MINUTE, 20 * MINUTE), load);
      }
      until(midnight + DAY, STOPPED);
    }
  }

  private void planBatches() {
    long run = between(30 * MINUTE, 2 * HOUR);
    long pause = between(8 * MINUTE, 30 * MINUTE);
    while (time < settings.endMillis()) {
      double load = setPoint();
      for (int batches = 5 + random.nextInt(8); batches > 0; batches--) {
        phase(load, about(run, 0.1));
        phase(IDLE, about(pause, 0.2));
      }
      phase(STOPPED, between(30 * MINUTE, 2 * HOUR));
    }
  }

  private void planOnDemand() {
    while (time < settings.endMillis()) {
      phase(setPoint(), between(40 * MINUTE, 4 * HOUR));
      if (random.nextInt(5) < 3) {
        phase(IDLE, between(10 * MINUTE, HOUR));
      } else {
        phase(STOPPED, between(15 * MINUTE, 2 * HOUR));
      }
    }
  }

  /** What the machine does for the first time on a later day. */
  private void planFirsts(OperatingMode mode) {
    for (int day = 1; day < settings.days(); day++) {
      long midnight = settings.startMillis() + day * DAY;
      if (random.nextDouble() < SET_POINT_PER_DAY) {
        double load = random.nextBoolean() ? draw(0.45, 0.6) : draw(1.12, 1.3);
        whileRunning(midnight + between(0, DAY), between(HOUR, 3 * HOUR), load);
      }
      if (mode == OperatingMode.CONTINUOUS && random.nextDouble() < IDLING_PER_DAY) {
        whileRunning(midnight + between(0, DAY), between(30 * MINUTE, 90 * MINUTE), IDLE);
      }
    }
  }

  /** Another load for a time, within the first phase from then on in which the machine runs. */
  private void whileRunning(long from, long duration, double load) {
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      long end = i + 1 < phases.size() ? phases.get(i + 1).startMillis() : settings.endMillis();
      if (phase.load() > IDLE && end > from) {
        long start = Math.max(from, phase.startMillis());
        int at = start == phase.startMillis() ? i : i + 1;
        if (start == phase.startMillis()) {
          phases.remove(i);
        }
        phases.add(at, new Phase(start, load));
        if (start + duration < end) {
          phases.add(at + 1, new Phase(start + duration, phase.load()));
        }
        return;
      }
    }
  }

  private double[] wander() {
    double deviation = draw(0, 0.02);
    double kept = Math.exp(-(double) MINUTE / WANDER_MILLIS);
    double[] wander = new double[(int) (settings.days() * DAY / MINUTE) + 1];
    for (int i = 1; i < wander.length; i++) {
      wander[i] =
          kept * wander[i - 1] + Math.sqrt(1 - kept * kept) * deviation * random.nextGaussian();
    }
    return wander;
  }

  private double setPoint() {
    return setPoints[random.nextInt(setPoints.length)];
  }

  private void phase(double load, long duration) {
    until(time + duration, load);
  }

  private void until(long end, double load) {
    if (end > time && time < settings.endMillis()) {
      phases.add(new Phase(time, load));
      time = end;
    }
  }

  private long about(long duration, double share) {
    return between(Math.round(duration * (1 - share)), Math.round(duration * (1 + share)));
  }

  private long between(long least, long greatest) {
    return random.nextLong(least, greatest);
  }

  private double draw(double least, double greatest) {
    return random.nextDouble(least, greatest);
  }
}
