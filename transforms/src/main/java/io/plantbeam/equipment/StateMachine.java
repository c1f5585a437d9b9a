package io.plantbeam.equipment;

import io.plantbeam.condition.Operand;
import io.plantbeam.condition.Truth;
import io.plantbeam.enrich.EquipmentState;
import io.plantbeam.equipment.StateRules.Part;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import io.plantbeam.model.MetricFigures;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.order.OrderedReadings;
import io.plantbeam.panes.ValueStats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Takes the readings of machines in event-time order, and tells of their states. Knows nothing of
 * Beam. What it says follows from the readings and their times alone, however they are split into
 * spans:
 *
 * <ul>
 *   <li>All readings of one time count together; of several of one metric the greatest value is the
 *       last one. A value holds until the next one comes.
 *   <li>The machine is in the first state whose condition has held for as long as it has to. While
 *       none is, but one is on the way, it stays in the state that it is in; else its state is
 *       unknown.
 *   <li>A condition that has to hold for a while puts the machine into its state at the end of that
 *       while, between two readings too.
 *   <li>Where the next reading comes later than the machine may be silent, it has been offline from
 *       its last reading on, and what was known of metrics and conditions is forgotten. The time
 *       until then is in no sum.
 * </ul>
 *
 * <p>Times are microseconds since the epoch. Not thread-safe.
 */
final class StateMachine {
  /** Once in this time, from the epoch on, a machine is told of where its state does not change. */
  private static final long TELL_MICROS = TimeUnit.MINUTES.toMicros(15);

  private final Map<String, LocalDays> zones = new HashMap<>();

  /** A reading with what it is to the states. */
  private record Taken(Part part, double value) {}

  /**
   * Takes the readings of a machine.
   *
   * @return how many of them came too late, because later ones had been taken
   */
  int take(MachineLog log, StateRules rules, OrderedReadings readings, StateEvents out) {
    List<EnrichedBatch> batches = readings.batches();
    List<Part> parts = new ArrayList<>(batches.size());
    batches.forEach(batch -> parts.add(rules.partOf(batch.readings().series())));
    // Others may have been in force in the span before.
    log.conditions.retain(rules.operands(), rules.latches());
    log.holdsSince.keySet().retainAll(rules.names());
    Steps steps = new Steps(log, rules, out);
    readings.forEach(
        (b, index) -> {
          EnrichedBatch batch = batches.get(b);
          steps.take(
              batch.readings().eventTimeMicros(index),
              batch.asset(),
              new Taken(parts.get(b), batch.readings().value(index)));
        });
    steps.end();
    return steps.late;
  }

  /** Takes a time that event time has come to, by which a machine {@linkplain #isOffline is}. */
  void takeTime(MachineLog log, long time, StateEvents out) {
    goOffline(log, out);
    log.judgedUntil = Math.max(log.judgedUntil, time);
  }

  /** Whether a machine has been silent for too long at a time, and was not offline before. */
  static boolean isOffline(MachineLog log, long time) {
    return !log.state.equals(EquipmentState.OFFLINE) && time - log.last > log.offlineAfterMicros;
  }

  /** Gathers the readings of one time. */
  private final class Steps {
    private final MachineLog log;
    private final StateRules rules;
    private final StateEvents out;
    private final List<Taken> taken = new ArrayList<>();
    private long time;
    private AssetContext asset;
    private int late;

    Steps(MachineLog log, StateRules rules, StateEvents out) {
      this.log = log;
      this.rules = rules;
      this.out = out;
    }

    void take(long itsTime, AssetContext itsAsset, Taken reading) {
      if (log.state != null && itsTime <= log.judgedUntil) {
        late++;
        return;
      }
      if (itsTime != time) {
        end();
      }
      time = itsTime;
      asset = itsAsset;
      addInOrder(reading);
    }

    /** By value; there are few. */
    private void addInOrder(Taken reading) {
      int at = taken.size();
      while (at > 0 && taken.get(at - 1).value > reading.value) {
        at--;
      }
      taken.add(at, reading);
    }

    void end() {
      if (!taken.isEmpty()) {
        step(log, rules, time, asset, taken, out);
        taken.clear();
      }
    }
  }

  private void step(
      MachineLog log,
      StateRules rules,
      long time,
      AssetContext asset,
      List<Taken> taken,
      StateEvents out) {
    boolean tell = false;
    if (log.state != null) {
      if (isOffline(log, time)) {
        goOffline(log, out);
      }
      log.asset = asset;
      enterWhatWasOnTheWay(log, rules, time, out);
      tell = count(log, time, out);
    }
    log.asset = asset;
    log.offlineAfterMicros = rules.offlineAfterMicros();
    look(log, rules, time, taken);
    String state = choose(log, rules, time);
    if (!state.equals(log.state)) {
      enter(log, state, time, out);
      tell = true;
    }
    addFigures(log, taken);
    log.last = time;
    log.judgedUntil = time;
    if (tell) {
      tell(log, time, out);
    }
  }

  /** Between the last reading and this one nothing is new but that time has passed. */
  private void enterWhatWasOnTheWay(MachineLog log, StateRules rules, long time, StateEvents out) {
    if (log.holdsSince.isEmpty()) {
      return;
    }
    TreeSet<Long> ends = null;
    for (EquipmentState state : rules.states()) {
      Long since = state.forMillis() == 0 ? null : log.holdsSince.get(state.name());
      long end = since == null ? time : since + micros(state);
      if (end > log.last && end < time) {
        ends = ends == null ? new TreeSet<>() : ends;
        ends.add(end);
      }
    }
    if (ends == null) {
      return;
    }
    for (long end : ends) {
      String state = choose(log, rules, end);
      if (!state.equals(log.state)) {
        count(log, end, out);
        enter(log, state, end, out);
        tell(log, end, out);
      }
    }
  }

  private static long micros(EquipmentState state) {
    return TimeUnit.MILLISECONDS.toMicros(state.forMillis());
  }

  /** Takes in the latest values, and sees which conditions hold. */
  private static void look(MachineLog log, StateRules rules, long time, List<Taken> taken) {
    boolean isNew = false;
    for (Taken reading : taken) {
      for (Operand operand : reading.part.operands()) {
        log.conditions.set(operand, reading.value);
        isNew = true;
      }
    }
    if (!isNew) {
      return;
    }
    log.conditions.update(rules.latches());
    for (EquipmentState state : rules.states()) {
      if (log.conditions.evaluate(state.when()) == Truth.TRUE) {
        log.holdsSince.putIfAbsent(state.name(), time);
      } else {
        log.holdsSince.remove(state.name());
      }
    }
  }

  private static String choose(MachineLog log, StateRules rules, long time) {
    boolean onTheWay = false;
    for (EquipmentState state : rules.states()) {
      Long since = log.holdsSince.get(state.name());
      if (since != null) {
        if (time - since >= micros(state)) {
          return state.name();
        }
        onTheWay = true;
      }
    }
    return onTheWay && log.state != null && !log.state.equals(EquipmentState.OFFLINE)
        ? log.state
        : EquipmentState.UNKNOWN;
  }

  /** Adds the time up to a moment to the state that the machine was in, and tells in between. */
  private boolean count(MachineLog log, long until, StateEvents out) {
    if (log.state.equals(EquipmentState.OFFLINE)) {
      add(log, until);
      return false;
    }
    long next = (Math.floorDiv(log.countedUntil, TELL_MICROS) + 1) * TELL_MICROS;
    while (next < until) {
      add(log, next);
      tell(log, next, out);
      next += TELL_MICROS;
    }
    add(log, until);
    return next == until;
  }

  private void add(MachineLog log, long until) {
    long from = log.countedUntil;
    NearbyWork work = log.asset.work();
    log.planned |= work.overlapping(from, until) != null;
    log.countedUntil = until;
    boolean isFault = log.state.equals(EquipmentState.FAULT);
    if (log.state.equals(EquipmentState.RUNNING)) {
      log.runMicros += until - from;
    } else if (isFault) {
      log.faultMicros += until - from;
    }
    if (isKnown(log.state)) {
      log.knownTime.add(from, until, work, isFault, zone(log));
    }
  }

  private static boolean isKnown(String state) {
    return !state.equals(EquipmentState.OFFLINE) && !state.equals(EquipmentState.UNKNOWN);
  }

  private LocalDays zone(MachineLog log) {
    return zones.computeIfAbsent(
        log.asset.timezone() == null ? "UTC" : log.asset.timezone(), LocalDays::new);
  }

  private void goOffline(MachineLog log, StateEvents out) {
    long knownAt = log.last + log.offlineAfterMicros;
    enter(log, EquipmentState.OFFLINE, log.last, knownAt, out);
    log.conditions.clear();
    log.holdsSince.clear();
    tell(log, knownAt, out);
  }

  private void enter(MachineLog log, String state, long time, StateEvents out) {
    enter(log, state, time, time, out);
  }

  /**
   * Ends the frame that is open, and begins the next.
   *
   * @param knownAt when it is known, up to when planned work counts
   */
  private static void enter(
      MachineLog log, String state, long time, long knownAt, StateEvents out) {
    if (log.state != null) {
      out.frame(frame(log, 2, time, figures(log)));
    }
    if (isKnown(state)) {
      if (!state.equals(log.lastKnownState)) {
        countEntry(log, state);
      }
      log.lastKnownState = state;
    }
    log.previousState = log.state;
    log.state = state;
    log.since = time;
    log.countedUntil = time;
    log.planned = log.asset.work().overlapping(time, knownAt) != null;
    log.figures.clear();
    out.frame(frame(log, 1, EventFrame.OPEN, List.of()));
  }

  private static void countEntry(MachineLog log, String state) {
    if (EquipmentState.FAULT.equals(log.lastKnownState)) {
      log.repairs++;
      log.repairMicros = log.faultMicros;
    }
    if (state.equals(EquipmentState.RUNNING)) {
      log.starts++;
    } else if (state.equals(EquipmentState.FAULT)) {
      log.faults++;
    }
  }

  private static EventFrame frame(
      MachineLog log, long sequence, long endsAt, List<MetricFigures> metrics) {
    return new EventFrame(
        sequence, log.asset, log.state, log.previousState, log.since, endsAt, log.planned, metrics);
  }

  private static List<MetricFigures> figures(MachineLog log) {
    List<MetricFigures> all = new ArrayList<>(log.figures.size());
    new TreeMap<>(log.figures)
        .forEach(
            (metric, stats) ->
                all.add(
                    new MetricFigures(
                        metric, stats.mean(), stats.min(), stats.max(), stats.last())));
    return all;
  }

  /** In the order of values, so that of several of one time the greatest is the last. */
  private static void addFigures(MachineLog log, List<Taken> taken) {
    for (Taken reading : taken) {
      String metric = reading.part.metric();
      if (metric != null) {
        ValueStats stats = log.figures.computeIfAbsent(metric, name -> new ValueStats());
        stats.add(reading.value);
        stats.setLast(reading.value);
      }
    }
  }

  private void tell(MachineLog log, long time, StateEvents out) {
    long day = zone(log).dayOf(time);
    out.status(
        new EquipmentStatus(
            log.asset,
            log.state,
            log.previousState,
            log.since,
            time,
            log.runMicros,
            log.starts,
            log.faults,
            log.repairs,
            log.repairMicros,
            log.knownTime.ofDays(day, 1),
            log.knownTime.ofDays(day, KnownTime.DAYS)));
  }
}
