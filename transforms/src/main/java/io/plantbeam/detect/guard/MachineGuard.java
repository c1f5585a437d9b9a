package io.plantbeam.detect.guard;

import io.plantbeam.detect.reading.MinuteFigures;
import io.plantbeam.detect.reading.SeriesMinutes;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Timestamps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Judges the changes and levels of the series of one machine. Whether a new level is a fault cannot
 * be told from one series: machines idle, and get set points, for the first time on their second
 * and third day. A change of state moves other sensors of the machine at the same time; the fault
 * of a sensor does not. So a minute is decided once event time shows what the others did.
 *
 * <ul>
 *   <li>Move: the change of the mean of 5 minutes, against what the series usually changes by and
 *       2.2 times the greatest change of full hours in which no other sensor moved.
 *   <li>Level: the mean of 5 minutes, against the range of earlier hours, and against what it was
 *       while the machine explained it.
 *   <li>Stuck: a run of equal readings that began with a change, once the machine has changed its
 *       state again.
 *   <li>From the seventh day on the same where other sensors did move, against the greatest change
 *       of all: the machine as a whole is as never before.
 * </ul>
 *
 * <p>On the first day of a series no move and no level is told: whatever a machine does in the
 * course of a day, it does for the first time. Within an hour after planned work it learns and says
 * nothing: a start is not a fault.
 *
 * <p>A series without others beside it has no witness, and learns for five days; so does one that
 * changes by itself more often than with others. Plain Java, and told what time it is by the
 * readings that completed the minutes; so a stream and a batch of the same readings come to the
 * same.
 */
final class MachineGuard {
  private static final long MINUTE_MILLIS = 60_000;
  private static final long DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;

  /** Before this age others cannot be seen to move. */
  private static final long LONE_AFTER_MILLIS = 70 * MINUTE_MILLIS;

  private static final long FORGOTTEN_AFTER_MILLIS = 7 * DAY_MILLIS;

  /** A machine shows most of its states, and a sensor its daily cycle, within this time. */
  private static final long LEARNS_MILLIS = DAY_MILLIS;

  private static final long ALONE_LEARNS_MILLIS = 5 * DAY_MILLIS;
  private static final long JOINT_LEARNS_MILLIS = 7 * DAY_MILLIS;
  private static final long QUIET_MILLIS = GuardDetector.QUIET_MICROS / 1000;
  private static final long STARTING_MICROS = GuardState.HOUR_MICROS;
  private static final double RECORDS = 2.2;
  private static final double SHARE_OF_RANGE = 0.1;
  private static final double JOINT_RECORDS = 1.6;
  private static final double JOINT_SHARE_OF_RANGE = 0.2;

  /** From this part of its threshold on, a change is great. */
  private static final double GREAT = 0.7;

  /** What the machine explains of a level may grow by this factor while the sensor settles. */
  private static final double SETTLES = 1.3;

  private static final Comparator<Line> IN_ORDER =
      Comparator.<Line>comparingLong(line -> line.minute.closedMicros())
          .thenComparing(line -> line.context.key(), MachineState.BY_SERIES)
          .thenComparingLong(line -> line.minute.endMillis());

  private final BySensorType<GuardParameters> parameters;

  private record Line(SeriesContext context, MinuteFigures minute) {}

  /**
   * A guard of machines.
   *
   * @param parameters null where the guard does not judge a sensor type
   */
  MachineGuard(BySensorType<GuardParameters> parameters) {
    this.parameters = parameters;
  }

  /** Takes the minutes of a span of event time in, and tells of what can be decided by them. */
  void add(MachineState machine, Iterable<SeriesMinutes> span, Consumer<Anomaly> told) {
    List<Line> lines = new ArrayList<>();
    for (SeriesMinutes series : span) {
      if (parameters.of(series.context().series().sensorType()) != null) {
        for (MinuteFigures minute : series.minutes()) {
          lines.add(new Line(series.context(), minute));
        }
      }
    }
    lines.sort(IN_ORDER);
    for (Line line : lines) {
      machine.now = Math.max(machine.now, Timestamps.toMillis(line.minute.closedMicros()));
      decide(machine, told);
      Member member = machine.member(line.context);
      member.add(line.minute);
      // And not with the next line, so that it is told at the same time whatever the spans are.
      decide(machine, member, told);
    }
    machine.members.values().removeIf(member -> isForgotten(machine, member));
  }

  private static boolean isForgotten(MachineState machine, Member member) {
    return machine.now - member.lastEnd() > FORGOTTEN_AFTER_MILLIS;
  }

  /** Decides the minutes for which the time has come. */
  private void decide(MachineState machine, Consumer<Anomaly> told) {
    for (Member member : machine.members.values()) {
      decide(machine, member, told);
    }
  }

  private void decide(MachineState machine, Member member, Consumer<Anomaly> told) {
    while (!member.pending.isEmpty() && isDue(machine, member)) {
      decide(machine, member, member.pending.poll(), told);
    }
  }

  private boolean isDue(MachineState machine, Member member) {
    MinuteFigures minute = member.pending.peek();
    GuardParameters ofType = parametersOf(member);
    // The minute that ends with it is completed within one more.
    return machine.now >= Witnesses.neededUntil(minute, ofType.holdMillis()) + minute.lengthMillis()
        || isAlone(machine, member);
  }

  private GuardParameters parametersOf(Member member) {
    GuardParameters ofType = parameters.of(member.context.series().sensorType());
    // It was taken in by a job that had other settings.
    return ofType == null ? GuardParameters.DEFAULTS : ofType;
  }

  private static boolean isAlone(MachineState machine, Member member) {
    for (Member other : machine.members.values()) {
      if (other != member && other.isPresent(machine.now)) {
        return false;
      }
    }
    return true;
  }

  private void decide(
      MachineState machine, Member member, MinuteFigures minute, Consumer<Anomaly> told) {
    long end = minute.endMillis();
    Witnesses others = new Witnesses(machine, member, minute, parametersOf(member).holdMillis());
    boolean witness = others.moved();
    boolean moveWitness = others.explainChange(witness);
    boolean learning = minute.ageMillis() < LEARNS_MILLIS;
    member.advance(minute);
    double first = FirstDay.factor(minute.ageMillis());
    double change = Math.abs(minute.change());
    double own = Math.max(minute.changeBound(), RECORDS * member.loneChanges.record());
    double joint = Math.max(minute.changeBound(), JOINT_RECORDS * member.allChanges.record());
    if (!moveWitness && minute.ageMillis() >= LONE_AFTER_MILLIS) {
      member.loneChanges.add(minute.learned() ? Math.min(change, first * own) : change);
    }
    if (minute.learned() && change > minute.changeBound()) {
      member.companionship.add(moveWitness, learning);
    }
    member.allChanges.add(minute.learned() ? Math.min(change, first * joint) : change);
    double expected = parametersOf(member).threshold();
    Finding level = Finding.ofLevel(MachineView.LEVEL, minute, SHARE_OF_RANGE, expected);
    double outside = level.score();
    member.followLevel(outside, Member.isUnusual(outside) && others.movedBefore());
    if (change > GREAT * minute.changeBound()) {
      member.follow(end, moveWitness);
    }
    boolean alone = isAlone(machine, member);
    if (!minute.learned()
        || isStarting(member, minute)
        || (alone && minute.ageMillis() < ALONE_LEARNS_MILLIS)) {
      return;
    }
    if (minute.isStuck() && end >= member.stuckQuietUntil && others.changedSinceStuck()) {
      member.stuckQuietUntil = end + QUIET_MILLIS;
      told.accept(Finding.ofStuck(expected).anomaly(member.context, minute, false));
      return;
    }
    if (learning || (member.companionship.isLone() && minute.ageMillis() < ALONE_LEARNS_MILLIS)) {
      return;
    }
    if (!moveWitness) {
      Finding move = Finding.ofChange(MachineView.MOVE, minute, own, expected);
      if (move.score() > expected && end >= member.moveQuietUntil) {
        member.moveQuietUntil = end + QUIET_MILLIS;
        // Of where it moved to nothing more need be said.
        member.levelQuietUntil = end + QUIET_MILLIS;
        told.accept(move.anomaly(member.context, minute, alone));
        return;
      }
    }
    if (!witness
        && outside - SETTLES * member.excusedTo > expected
        && end >= member.levelQuietUntil) {
      member.levelQuietUntil = end + QUIET_MILLIS;
      told.accept(level.anomaly(member.context, minute, alone));
      return;
    }
    if ((witness || member.excused)
        && !alone
        && minute.ageMillis() >= JOINT_LEARNS_MILLIS
        && end >= machine.jointQuietUntil) {
      Finding finding = Finding.ofChange(MachineView.JOINT_MOVE, minute, joint, expected);
      if (finding.score() <= expected) {
        finding = Finding.ofLevel(MachineView.JOINT_LEVEL, minute, JOINT_SHARE_OF_RANGE, expected);
      }
      if (finding.score() > expected) {
        machine.jointQuietUntil = end + QUIET_MILLIS;
        told.accept(finding.anomaly(member.context, minute, false));
      }
    }
  }

  private static boolean isStarting(Member member, MinuteFigures minute) {
    long since =
        Timestamps.toMicros(minute.endMillis()) - member.context.asset().work().lastEndMicros();
    return since >= 0 && since < STARTING_MICROS;
  }
}
