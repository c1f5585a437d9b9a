package io.plantbeam.detect.guard;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.detect.reading.MinuteFigures;

/**
 * The means of a series by minute, or by a longer stretch where readings are rarer, and what they
 * tell of changes and of the level.
 *
 * <p>With the means of the last 5 minutes and of the 5 before them, their distance is the change;
 * likewise of 30 minutes. What these distances usually are is learned as a {@link TypicalSize}.
 *
 * <p>Mutable and not thread-safe.
 */
final class Minutes {
  /** Nothing is divided by less. */
  static final double LEAST_THRESHOLD = 1e-100;

  private static final long MINUTE_MILLIS = 60_000;
  private static final int ROOM = 60;

  /** Thresholds of the change: so many usual changes, deviations and steps. */
  private static final double CHANGES = 11;

  private static final double CHANGE_SIGMAS = 4;
  private static final double QUANTA = 2;

  /** Thresholds of the level, likewise. */
  private static final double LEVEL_CHANGES = 6;

  private static final double LEVEL_SIGMAS = 5.5;

  /** The standard deviation of a reading by the changes of 30 minutes. */
  private static final double SIGMA_OF_CHANGE = 1.25;

  /** So many usual changes are a move that another sensor of the machine may have made, too. */
  private static final double MOVE_CHANGES = 4.5;

  /** A change is made at once if so much of it is between two stretches and two soon after. */
  private static final double AT_ONCE = 0.85;

  private static final int JUMP = 2;

  /** A sensor that is stuck at a reading moves by less. */
  private static final double FAR_SIGMAS = 3;

  /** So many usual jumps are one: fewer than of moves, for it is asked for in less time. */
  private static final double JUMP_CHANGES = 3.75;

  private static final long MOVES_AFTER_MILLIS = 3_600_000;

  /** A sensor that was noisy within so many stretches is no witness. */
  private static final long NOISY_STRETCHES = 12;

  private long length = MINUTE_MILLIS;

  /** The running stretch, in lengths since the epoch. */
  private long number;

  private double sum;
  private int count;

  /** The means of stretches with readings, a ring. */
  private final double[] means = new double[ROOM];

  private int next;
  private int known;
  private TypicalSize shortChanges = new TypicalSize();
  private TypicalSize longChanges = new TypicalSize();

  /** Changes from two stretches to the next two. */
  private TypicalSize jumps = new TypicalSize();

  private LevelRange levels = new LevelRange();

  /** The last stretch in which the series was noisy. */
  private long noisy = Long.MIN_VALUE / 2;

  /** The end of the last minute in which the series moved far, in milliseconds since the epoch. */
  private long lastMove = Long.MIN_VALUE / 2;

  /**
   * When the series last moved by more than its noise, in milliseconds since the epoch; long ago if
   * it never did.
   */
  long lastMove() {
    return lastMove;
  }

  void begin(long millis) {
    number = Math.floorDiv(millis, length);
  }

  /**
   * Goes on after planned work: the running stretch ended when it began, and what was before it
   * says nothing of the changes after it.
   */
  void resume(long millis) {
    sum = 0;
    count = 0;
    known = 0;
    begin(millis);
  }

  /** Whether a reading at this time is after the running stretch. */
  boolean isOver(long millis) {
    return millis >= (number + 1) * length;
  }

  void add(double value, boolean isNoisy) {
    sum += value;
    count++;
    if (isNoisy) {
      noisy = number;
    }
  }

  /**
   * Ends the running stretch.
   *
   * @param closedMicros event time of the first reading after it
   * @param ageMillis for how long the series has been known
   * @param learned whether it has been for long enough to be judged
   * @param stillSince since when the series stands still, in milliseconds since the epoch
   * @param stuckSince the same if that is unusual and began with a change
   * @param noise of the series
   * @return null while too few are known
   */
  MinuteFigures close(
      long closedMicros,
      long ageMillis,
      boolean learned,
      long stillSince,
      long stuckSince,
      Noise noise) {
    long millis = Math.floorDiv(closedMicros, 1000L);
    if (count > 0) {
      means[next] = sum / count;
      next = (next + 1) % ROOM;
      known = Math.min(known + 1, ROOM);
      sum = 0;
      count = 0;
    }
    long end = (number + 1) * length;
    MinuteFigures figures =
        known < 2 * few()
            ? null
            : figures(closedMicros, end, ageMillis, learned, stillSince, stuckSince, noise);
    number = Math.floorDiv(millis, length);
    if (millis - end > many() * length) {
      // What was before a pause says nothing of the changes after it.
      known = 0;
    }
    return figures;
  }

  private MinuteFigures figures(
      long closedMicros,
      long end,
      long ageMillis,
      boolean learned,
      long stillSince,
      long stuckSince,
      Noise noise) {
    int few = few();
    int many = many();
    double mean = mean(0, few);
    double change = mean - mean(few, few);
    double usual = shortChanges.mean();
    boolean known30 = known >= 2 * many;
    double longChange = known30 ? Math.abs(mean(0, many) - mean(many, many)) : 0;
    double sigma = Math.max(noise.sigmaOfSteps(), SIGMA_OF_CHANGE * longChanges.mean());
    double quantum = noise.quantum();
    double jump = Math.abs(mean(0, JUMP) - mean(JUMP, JUMP));
    boolean steady = ageMillis >= MOVES_AFTER_MILLIS && number - noisy > NOISY_STRETCHES;
    boolean moved = steady && isMove(Math.abs(change), MOVE_CHANGES * usual, quantum);
    boolean jumped = steady && isMove(jump, JUMP_CHANGES * jumps.mean(), quantum);
    if (moved && Math.abs(change) > FAR_SIGMAS * noise.sigma()) {
      lastMove = end;
    }
    boolean hasLevel = levels.isKnown();
    MinuteFigures figures =
        new MinuteFigures(
            closedMicros,
            end,
            length,
            ageMillis,
            learned,
            moved,
            jumped,
            onset(end, change, usual),
            stuckSince,
            mean,
            change,
            greatest(CHANGES * usual, CHANGE_SIGMAS * sigma, QUANTA * quantum),
            hasLevel ? levels.low() : Double.NaN,
            hasLevel ? levels.high() : Double.NaN,
            hasLevel
                ? greatest(
                    LEVEL_CHANGES * longChanges.mean(), LEVEL_SIGMAS * sigma, QUANTA * quantum)
                : Double.NaN);
    // A series that stands still tells nothing of its changes while it does not.
    boolean still = end - stillSince >= 2L * few * length;
    if (!still) {
      shortChanges.add(Math.abs(change), quantum);
      jumps.add(jump, quantum);
    }
    if (!still && known30) {
      longChanges.add(longChange, quantum);
    }
    levels.add(mean);
    return figures;
  }

  private static boolean isMove(double change, double least, double quantum) {
    return change > least && change > quantum;
  }

  /** When a change began that was made at once; {@link MinuteFigures#NONE} of any other. */
  private long onset(long end, double change, double usual) {
    if (Math.abs(change) <= MOVE_CHANGES * usual) {
      return MinuteFigures.NONE;
    }
    double most = 0;
    int at = 0;
    // The stretch between them is the one in which the change was made.
    int last = 2 * (few() - JUMP) - 1;
    for (int i = 0; i <= last; i++) {
      double jump = (mean(i, JUMP) - mean(i + JUMP + 1, JUMP)) * Math.signum(change);
      if (jump > most) {
        most = jump;
        at = i;
      }
    }
    // At the far end it may be what is left of a change that began before.
    return at >= last - 1 || most < AT_ONCE * Math.abs(change)
        ? MinuteFigures.NONE
        : end - (at + JUMP + 1L) * length;
  }

  private static double greatest(double one, double two, double three) {
    return Math.max(Math.max(one, two), Math.max(three, LEAST_THRESHOLD));
  }

  /** The stretches in 5 minutes, at least 3. */
  private int few() {
    return few(length);
  }

  /** The stretches of a length over which a level is taken. */
  static int few(long length) {
    return (int) Math.max(3, Math.round(5.0 * MINUTE_MILLIS / length));
  }

  /** The stretches in 30 minutes, at least 6. */
  private int many() {
    return (int) Math.max(6, Math.round(30.0 * MINUTE_MILLIS / length));
  }

  /** The mean of some means, of which the last ones are left out. */
  private double mean(int leftOut, int size) {
    double total = 0;
    int at = next - leftOut;
    for (int i = 0; i < size; i++) {
      at--;
      total += means[Math.floorMod(at, ROOM)];
    }
    return total / size;
  }

  /**
   * Ends the clock hour; the running stretch has just begun.
   *
   * @param usualMillis between readings; where it has become another one, stretches do, and what is
   *     known of changes begins anew
   */
  void endHour(long millis, double usualMillis) {
    levels.endHour();
    long fitting = Math.max(1, Math.round(usualMillis / MINUTE_MILLIS)) * MINUTE_MILLIS;
    if (fitting >= 2 * length || 2 * fitting <= length) {
      length = fitting;
      known = 0;
      shortChanges = new TypicalSize();
      longChanges = new TypicalSize();
      jumps = new TypicalSize();
      noisy = Long.MIN_VALUE / 2;
      begin(millis);
    }
  }

  void write(ByteWriter out) {
    out.writeVarLong(length);
    out.writeSignedVarLong(number);
    out.writeDouble(sum);
    out.writeVarLong(count);
    out.writeByte(known);
    for (int i = known; i > 0; i--) {
      out.writeDouble(means[Math.floorMod(next - i, ROOM)]);
    }
    shortChanges.write(out);
    longChanges.write(out);
    jumps.write(out);
    levels.write(out);
    out.writeSignedVarLong(noisy);
    out.writeSignedVarLong(lastMove);
  }

  static Minutes read(ByteReader in) {
    Minutes value = new Minutes();
    value.length = in.readVarLong();
    value.number = in.readSignedVarLong();
    value.sum = in.readDouble();
    value.count = in.readVarInt();
    value.known = in.readByte();
    for (int i = 0; i < value.known; i++) {
      value.means[i] = in.readDouble();
    }
    value.next = value.known % ROOM;
    value.shortChanges = TypicalSize.read(in);
    value.longChanges = TypicalSize.read(in);
    value.jumps = TypicalSize.read(in);
    value.levels = LevelRange.read(in);
    value.noisy = in.readSignedVarLong();
    value.lastMove = in.readSignedVarLong();
    return value;
  }
}
