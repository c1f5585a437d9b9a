package io.plantbeam.detect.guard;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * The last readings of a series, as far as the views of single readings need them.
 *
 * <p>Mutable and not thread-safe.
 */
final class RecentReadings {
  private static final int BEFORE = 4;
  private static final int TURNS = 20;

  /** After so many equal readings in a row a series stands still. */
  private static final long STILL = 6;

  /** A figure so much larger than the sum of the others has taken digits of it along. */
  private static final double LARGE = 1000;

  private static final double SMALL_STEP = 1.5;
  private static final double CHANGE_LEFT_OUT = 0.5;

  /** The last readings, the last one first. */
  private final double[] before = new double[BEFORE];

  private int known;

  /** The last step that was not 0; 0 where there is none. */
  private double lastStep;

  private final double[] turns = new double[TURNS];
  private int nextTurn;
  private double sumOfTurns;
  private long run;

  /** When the run began, in microseconds since the epoch. */
  private long runStart;

  /** Whether the run began with the end of planned work. */
  private boolean resumed;

  void begin(long time, double value) {
    before[0] = value;
    known = 1;
    lastStep = 0;
    run = 1;
    runStart = time;
    resumed = false;
  }

  /** The first reading after planned work, after which the machine may stand still for a while. */
  void resume(long time, double value) {
    begin(time, value);
    resumed = true;
  }

  double last() {
    return before[0];
  }

  /** How often the last reading has come in a row. */
  long run() {
    return run;
  }

  /**
   * When it came for the first time, in microseconds since the epoch, or when an equally still time
   * before it began that ended by the smallest step.
   */
  long runStart() {
    return runStart;
  }

  /** Whether it came for the first time at the end of planned work. */
  boolean isResumed() {
    return resumed;
  }

  /** Whether it has come so often that the series stands still: it then tells of no noise. */
  boolean isStill() {
    return run > STILL;
  }

  /**
   * How far one to three readings stuck out between the one before them and this one, above where
   * positive and below where negative; 0 where they did not. Where those two differ, half of their
   * difference is left out: a series that goes beyond a new level at first has come with it.
   */
  double pulse(double value) {
    if (known < BEFORE) {
      return 0;
    }
    double change = CHANGE_LEFT_OUT * Math.abs(value - before[3]);
    double up = greatest() - Math.max(value, before[3]) - change;
    double down = Math.min(value, before[3]) - least() - change;
    if (up >= down) {
      return Math.max(up, 0);
    }
    return down > 0 ? -down : 0;
  }

  /** Of the three readings that may have stuck out. */
  double greatest() {
    return Math.max(before[0], Math.max(before[1], before[2]));
  }

  /** Of the same. */
  double least() {
    return Math.min(before[0], Math.min(before[1], before[2]));
  }

  /** The reading before those. */
  double beforePulse() {
    return before[3];
  }

  /** The mean of what the last steps went back of the steps before them, in the other direction. */
  double zigzag() {
    return sumOfTurns / TURNS;
  }

  /** Takes a reading in. */
  void add(long time, double value, double quantum) {
    double step = value - before[0];
    boolean goesOn = isStill() && Math.abs(step) <= SMALL_STEP * quantum;
    if (isStill()) {
      // The start of a machine takes nothing back of its stop.
      lastStep = 0;
    }
    boolean turned = (step > 0 && lastStep < 0) || (step < 0 && lastStep > 0);
    turn(turned ? Math.min(Math.abs(step), Math.abs(lastStep)) : 0);
    if (step == 0) {
      run++;
    } else {
      run = 1;
      runStart = goesOn ? runStart : time;
      resumed = false;
    }
    if (step != 0) {
      lastStep = step;
    }
    before[3] = before[2];
    before[2] = before[1];
    before[1] = before[0];
    before[0] = value;
    known = Math.min(known + 1, BEFORE);
  }

  private void turn(double figure) {
    double oldest = turns[nextTurn];
    sumOfTurns += figure - oldest;
    turns[nextTurn] = figure;
    nextTurn++;
    if (nextTurn == TURNS || oldest > LARGE * Math.abs(sumOfTurns)) {
      nextTurn %= TURNS;
      // Sums and differences gather rounding errors.
      sumOfTurns = 0;
      for (double turn : turns) {
        sumOfTurns += turn;
      }
    }
  }

  void write(ByteWriter out) {
    out.writeByte(known);
    for (int i = 0; i < known; i++) {
      out.writeDouble(before[i]);
    }
    out.writeDouble(lastStep);
    out.writeByte(nextTurn);
    out.writeDouble(sumOfTurns);
    for (double turn : turns) {
      out.writeDouble(turn);
    }
    out.writeVarLong(run);
    out.writeTime(runStart);
    out.writeBoolean(resumed);
  }

  static RecentReadings read(ByteReader in) {
    RecentReadings value = new RecentReadings();
    value.known = in.readByte();
    for (int i = 0; i < value.known; i++) {
      value.before[i] = in.readDouble();
    }
    value.lastStep = in.readDouble();
    value.nextTurn = in.readByte();
    value.sumOfTurns = in.readDouble();
    for (int i = 0; i < TURNS; i++) {
      value.turns[i] = in.readDouble();
    }
    value.run = in.readVarLong();
    value.runStart = in.readTime();
    value.resumed = in.readBoolean();
    return value;
  }
}
