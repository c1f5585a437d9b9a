package io.plantbeam.tools.simulate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The messages of a plant in the order in which they are sent: by event time, but for those that
 * are held back and for duplicates. {@link #truth()} counts what {@link #next()} has given out.
 */
public final class MessageStream implements Iterator<SimulatedMessage> {
  /** Correlation of the noise with that of the reading before. */
  private static final double PERSISTENCE = 0.3;

  /** Makes the sum of two uniform numbers less one an innovation for noise of deviation 1. */
  private static final double INNOVATION = Math.sqrt(6 * (1 - PERSISTENCE * PERSISTENCE));

  private static final double DAY_RADIANS = 2 * Math.PI / 86_400_000;
  private static final double DRIFT_PER_MILLI = 20.0 / 60_000;
  private static final double NOISE_FACTOR = 10;
  private static final double SPIKE_DEVIATIONS = 15;

  /** The deviation below which the default detectors do not look. */
  private static final double DEVIATION_FLOOR = 0.1;

  /** One dirty message of so many is too large: one in every plant with a few, never a flood. */
  private static final int TOO_LARGE_EVERY = 500;

  private static final DirtyKind[] SMALL_KINDS = {
    DirtyKind.MALFORMED_JSON,
    DirtyKind.MISSING_FIELD,
    DirtyKind.INVALID_TIMESTAMP,
    DirtyKind.INVALID_VALUE,
    DirtyKind.OUT_OF_RANGE
  };

  /**
   * A message and what it counts as.
   *
   * @param readings good measures that were not sent before
   * @param duplicates good measures that were
   * @param refused why it, or one measure of it, becomes a dead letter; null where it is clean
   */
  private record Pending(
      SimulatedMessage message, int readings, int duplicates, DirtyKind refused) {}

  private final PlantSettings settings;
  private final List<SimulatedSensor> byPhase;
  private final MessageEncoder encoder;
  private final SplittableRandom noiseRandom;
  private final SplittableRandom troubleRandom;
  private final double[][] noise;
  private final double[][] values;
  private final double[] stuckValues;
  private final long end;
  private final PriorityQueue<Pending> heldBack =
      new PriorityQueue<>(
          Comparator.comparingLong((Pending pending) -> pending.message.sentMillis())
              .thenComparing(pending -> pending.message.key())
              .thenComparingLong(pending -> pending.message.eventTimeMillis()));
  private final Truth truth = new Truth();

  private long roundStart;
  private int nextInRound;
  private int dirtyMessages;
  private Pending upcoming;

  MessageStream(Plant plant) {
    settings = plant.settings();
    byPhase =
        plant.sensors().stream()
            .sorted(Comparator.comparingLong(SimulatedSensor::phaseMillis))
            .toList();
    encoder = new MessageEncoder(plant.sensors());
    SplittableRandom random = new SplittableRandom(settings.seed());
    noiseRandom = random.split();
    troubleRandom = random.split();
    noise = new double[plant.sensors().size()][];
    values = new double[plant.sensors().size()][];
    for (SimulatedSensor sensor : plant.sensors()) {
      noise[sensor.index()] = new double[sensor.measures().size()];
      values[sensor.index()] = new double[sensor.measures().size()];
    }
    stuckValues = new double[plant.sensors().size()];
    Arrays.fill(stuckValues, Double.NaN);
    roundStart = settings.start().toEpochMilli();
    end = roundStart + settings.duration().toMillis();
  }

  @Override
  public boolean hasNext() {
    lookAhead();
    return upcoming != null || !heldBack.isEmpty();
  }

  @Override
  public SimulatedMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Pending pending;
    if (upcoming == null || isDue(upcoming.message.sentMillis())) {
      pending = heldBack.poll();
    } else {
      pending = upcoming;
      upcoming = null;
    }
    truth.count(
        pending.readings,
        pending.duplicates,
        pending.refused,
        pending.message.sentMillis() > pending.message.eventTimeMillis());
    return pending.message;
  }

  /** Counts of what was given out so far. */
  public Truth truth() {
    return truth;
  }

  /** Measures until it is known which message is sent next, and no further. */
  private void lookAhead() {
    while (upcoming == null && nextTime() < end && !isDue(nextTime())) {
      measureNext();
    }
  }

  /** Whether a message that was held back is sent before one of this time. */
  private boolean isDue(long millis) {
    Pending held = heldBack.peek();
    return held != null && held.message.sentMillis() <= millis;
  }

  /** The event time of the reading that is measured next. */
  private long nextTime() {
    return nextInRound < byPhase.size()
        ? roundStart + byPhase.get(nextInRound).phaseMillis()
        : roundStart + settings.interval().toMillis() + byPhase.get(0).phaseMillis();
  }

  /** A message that is sent at once is the upcoming one; those to be sent later are put aside. */
  private void measureNext() {
    long time = nextTime();
    if (nextInRound == byPhase.size()) {
      nextInRound = 0;
      roundStart += settings.interval().toMillis();
    }
    SimulatedSensor sensor = byPhase.get(nextInRound++);
    measure(sensor, time);
    FaultLabel fault = sensor.fault();
    boolean faulty = fault != null && fault.covers(time);
    if (faulty && fault.kind() == FaultKind.DROPOUT) {
      return;
    }
    Pending pending = faulty ? clean(sensor, time) : cleanOrDirty(sensor, time);
    if (pending.refused == null && happens(settings.duplicateShare())) {
      heldBack.add(new Pending(sentAfterDelay(pending.message), 0, pending.readings, null));
    }
    if (happens(settings.outOfOrderShare())) {
      heldBack.add(
          new Pending(sentAfterDelay(pending.message), pending.readings, 0, pending.refused));
    } else {
      upcoming = pending;
    }
  }

  private boolean happens(double share) {
    return share > 0 && troubleRandom.nextDouble() < share;
  }

  private SimulatedMessage sentAfterDelay(SimulatedMessage message) {
    long delay = 1 + troubleRandom.nextLong(PlantSettings.MAX_DELAY.toMillis());
    return new SimulatedMessage(
        message.eventTimeMillis(),
        message.eventTimeMillis() + delay,
        message.key(),
        message.payload());
  }

  private Pending clean(SimulatedSensor sensor, long time) {
    byte[] payload =
        encoder.encode(sensor, time, values[sensor.index()], 90 + noiseRandom.nextInt(11));
    return pending(sensor, time, payload, values[sensor.index()].length, null);
  }

  private Pending cleanOrDirty(SimulatedSensor sensor, long time) {
    if (!happens(settings.dirtyShare())) {
      return clean(sensor, time);
    }
    int turn = dirtyMessages++;
    DirtyKind kind =
        turn % TOO_LARGE_EVERY == SMALL_KINDS.length
            ? DirtyKind.TOO_LARGE
            : SMALL_KINDS[turn % SMALL_KINDS.length];
    if (kind == DirtyKind.OUT_OF_RANGE && !sensor.model().rejectsOutOfRange()) {
      kind = DirtyKind.INVALID_VALUE;
    }
    boolean oneMeasure = kind == DirtyKind.INVALID_VALUE || kind == DirtyKind.OUT_OF_RANGE;
    byte[] payload =
        encoder.encodeDirty(sensor, time, values[sensor.index()], kind, troubleRandom.nextInt(60));
    int readings = oneMeasure ? values[sensor.index()].length - 1 : 0;
    return pending(sensor, time, payload, readings, kind);
  }

  private static Pending pending(
      SimulatedSensor sensor, long time, byte[] payload, int readings, DirtyKind refused) {
    return new Pending(
        new SimulatedMessage(time, time, sensor.sensorId(), payload), readings, 0, refused);
  }

  /** Moves the noise on by one reading and writes what the sensor shows into {@link #values}. */
  private void measure(SimulatedSensor sensor, long time) {
    int index = sensor.index();
    double cycle = Math.sin(time * DAY_RADIANS + index);
    FaultLabel fault = sensor.fault();
    int faulty = fault != null && fault.covers(time) ? sensor.faultyMeasure() : -1;
    for (int i = 0; i < values[index].length; i++) {
      MeasureModel model = sensor.measures().get(i);
      double innovation = (noiseRandom.nextDouble() + noiseRandom.nextDouble() - 1) * INNOVATION;
      noise[index][i] = PERSISTENCE * noise[index][i] + innovation;
      double usual = model.level() + model.dailyAmplitude() * cycle;
      double healthy = usual + model.deviation() * noise[index][i];
      values[index][i] =
          i == faulty ? withFault(fault, model, index, time, usual, healthy) : healthy;
    }
  }

  private double withFault(
      FaultLabel fault, MeasureModel model, int index, long time, double usual, double healthy) {
    return switch (fault.kind()) {
      case SPIKE -> healthy + SPIKE_DEVIATIONS * Math.max(model.deviation(), DEVIATION_FLOOR);
      case DRIFT -> healthy + DRIFT_PER_MILLI * (time - fault.startMillis());
      case NOISE -> {
        double side = noiseRandom.nextBoolean() ? NOISE_FACTOR : -NOISE_FACTOR;
        yield usual + side * model.deviation() * (0.9 + 0.2 * noiseRandom.nextDouble());
      }
      case STUCK -> {
        if (Double.isNaN(stuckValues[index])) {
          stuckValues[index] = healthy;
        }
        yield stuckValues[index];
      }
      case DROPOUT -> healthy;
      case SHIFT -> throw FaultPlan.notSeeded(fault.kind());
    };
  }
}
