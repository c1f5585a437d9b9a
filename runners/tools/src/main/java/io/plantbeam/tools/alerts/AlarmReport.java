package io.plantbeam.tools.alerts;

import io.plantbeam.tools.alerts.Feedback.Verdict;
import io.plantbeam.tools.alerts.Tally.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The load of alerts in a period, hour by hour and by what raised them.
 *
 * <p>EEMUA publication 191, "Alarm systems: a guide to design, management and procurement": an
 * operator can take some six alarms an hour in the long run.
 *
 * @param from start of the first hour
 * @param to end of the last hour
 * @param hours with alerts, by their start
 * @param detectors the most alerts first, as in the other lists
 * @param sensors of one facility each
 * @param worstActors the series and detectors that raised most alerts, at most ten
 */
record AlarmReport(
    Instant from,
    Instant to,
    Tally all,
    TreeMap<Instant, Long> hours,
    List<Tally> detectors,
    List<Tally> sensors,
    List<Tally> worstActors) {
  static final int MOST_AN_HOUR = 6;
  static final int MOST_ACTORS = 10;

  private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<Tally> MOST_FIRST =
      Comparator.comparingLong(Tally::alerts)
          .reversed()
          .thenComparing(tally -> tally.subject().facilityId(), TEXT)
          .thenComparing(tally -> tally.subject().sensorId(), TEXT)
          .thenComparing(tally -> tally.subject().metric(), TEXT)
          .thenComparing(tally -> tally.subject().detector(), TEXT);

  /**
   * The load of the alerts that began in a period.
   *
   * @param from start of the period; null for the hour of the first alert
   * @param to its end, exclusive; null for the end of the hour of the last alert
   */
  static AlarmReport of(Ledger ledger, Instant from, Instant to) {
    List<AlertEvent> alerts = new ArrayList<>();
    for (AlertEvent alert : ledger.alerts()) {
      boolean early = from != null && alert.at().isBefore(from);
      boolean late = to != null && !alert.at().isBefore(to);
      if (!early && !late) {
        alerts.add(alert);
      }
    }
    TreeMap<Instant, Long> hours = new TreeMap<>();
    Tally all = new Tally(Subject.ALL);
    for (AlertEvent alert : alerts) {
      hours.merge(alert.at().truncatedTo(ChronoUnit.HOURS), 1L, Long::sum);
      all.add(ledger.verdict(alert));
    }
    return new AlarmReport(
        from != null || hours.isEmpty() ? from : hours.firstKey(),
        to != null || hours.isEmpty() ? to : hours.lastKey().plus(1, ChronoUnit.HOURS),
        all,
        hours,
        tallies(ledger, alerts, a -> new Subject(a.detector(), null, null, null, null)),
        tallies(
            ledger,
            alerts,
            a -> new Subject(null, a.facilityId(), a.equipmentId(), a.sensorId(), null)),
        tallies(
                ledger,
                alerts,
                a ->
                    new Subject(
                        a.detector(), a.facilityId(), a.equipmentId(), a.sensorId(), a.metric()))
            .stream()
            .limit(MOST_ACTORS)
            .toList());
  }

  private static List<Tally> tallies(
      Ledger ledger, List<AlertEvent> alerts, Function<AlertEvent, Subject> subjects) {
    Map<Subject, Tally> tallies = new HashMap<>();
    for (AlertEvent alert : alerts) {
      tallies.computeIfAbsent(subjects.apply(alert), Tally::new).add(ledger.verdict(alert));
    }
    return tallies.values().stream().sorted(MOST_FIRST).toList();
  }

  /** The length of the period in hours; 0 where there is no period. */
  double lengthInHours() {
    return from == null || to == null
        ? 0
        : Duration.between(from, to).toMillis() / (double) Duration.ofHours(1).toMillis();
  }

  /** Alerts per hour of the period; NaN where that has no length. */
  double perHour(long alerts) {
    double length = lengthInHours();
    return length > 0 ? alerts / length : Double.NaN;
  }

  /** The part of all alerts; NaN where there are none. */
  double share(long alerts) {
    return all.alerts() == 0 ? Double.NaN : (double) alerts / all.alerts();
  }

  /** The clock hours with more alerts than an operator can take, by their start. */
  List<Map.Entry<Instant, Long>> hoursAbove() {
    return hours.entrySet().stream().filter(hour -> hour.getValue() > MOST_AN_HOUR).toList();
  }

  boolean hasVerdicts() {
    for (Verdict verdict : Verdict.values()) {
      if (all.verdicts(verdict) > 0) {
        return true;
      }
    }
    return false;
  }
}
