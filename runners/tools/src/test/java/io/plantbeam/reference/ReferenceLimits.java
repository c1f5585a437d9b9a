package io.plantbeam.reference;

import io.plantbeam.reference.ReferenceResult.Anomaly;
import io.plantbeam.reference.ReferenceResult.Labels;
import io.plantbeam.reference.ReferenceResult.Reading;
import java.util.ArrayList;
import java.util.List;

/** The alarm limits of one series, naively: whole columns, one after the other. */
final class ReferenceLimits {
  private static final long REPEAT = 5 * 60_000_000L;

  private static final List<Limit> LIMITS = List.of(Limit.values());

  /** From the outermost to the innermost of each side; which is also the order of precedence. */
  private enum Limit {
    HIGH_HIGH("alarm_high_high", true, "critical"),
    LOW_LOW("alarm_low_low", false, "critical"),
    HIGH("alarm_high", true, "high"),
    LOW("alarm_low", false, "high");

    private final String field;
    private final boolean isHigh;
    private final String severity;

    Limit(String field, boolean isHigh, String severity) {
      this.field = field;
      this.isHigh = isHigh;
      this.severity = severity;
    }
  }

  private final ReferenceRegistry registry;
  private final List<Reading> readings;
  private final Reading first;
  private final List<Long> ends = new ArrayList<>();

  /** Readings of one series in order. */
  ReferenceLimits(ReferenceRegistry registry, List<Reading> readings) {
    this.registry = registry;
    this.readings = readings;
    this.first = readings.get(0);
  }

  /** When the series was normal again, once it has been judged. */
  List<Long> ends() {
    return ends;
  }

  List<Anomaly> judge(Labels labels) {
    List<Anomaly> anomalies = new ArrayList<>();
    List<boolean[]> active = LIMITS.stream().map(this::active).toList();
    int begin = 0;
    while (begin < readings.size()) {
      Limit limit = limitAt(active, begin);
      int end = begin + 1;
      while (end < readings.size() && limitAt(active, end) == limit) {
        end++;
      }
      if (limit != null) {
        Limit next = end < readings.size() ? limitAt(active, end) : limit;
        stay(limit, begin, end, next, labels, anomalies);
        if (next == null) {
          ends.add(readings.get(end).eventTime());
        }
      }
      begin = end;
    }
    return anomalies;
  }

  /** Null where the series is normal. */
  private static Limit limitAt(List<boolean[]> active, int reading) {
    for (int i = 0; i < LIMITS.size(); i++) {
      if (active.get(i)[reading]) {
        return LIMITS.get(i);
      }
    }
    return null;
  }

  /** At which readings the alarm of one limit is active. */
  private boolean[] active(Limit limit) {
    boolean[] active = new boolean[readings.size()];
    for (int i = 0; i < active.length; i++) {
      boolean before = i > 0 && active[i - 1];
      long delay = registry.delay(first, before ? "off_delay" : "on_delay");
      // Back to where all readings say the opposite of what holds, and held at each of them.
      int from = i;
      while (from >= 0
          && isBeyond(limit, readings.get(from), before) != before
          && (from == i || active[from] == before)) {
        from--;
      }
      boolean changes =
          from < i && readings.get(i).eventTime() - readings.get(from + 1).eventTime() >= delay;
      active[i] = before != changes;
    }
    return active;
  }

  private boolean isBeyond(Limit limit, Reading reading, boolean isActive) {
    double bound = registry.alarm(first, limit.field);
    double deadband = registry.alarm(first, "deadband");
    double slack = isActive && !Double.isNaN(deadband) ? deadband : 0;
    return limit.isHigh ? reading.value() > bound - slack : reading.value() < bound + slack;
  }

  /** All readings of one state, from {@code begin} on and before {@code end}. */
  private void stay(
      Limit limit, int begin, int end, Limit next, Labels labels, List<Anomaly> anomalies) {
    Reading furthest = readings.get(begin);
    boolean told = true;
    long toldAt = furthest.eventTime();
    anomalies.add(anomaly(limit, toldAt, furthest.value(), labels));
    for (Reading reading : readings.subList(begin + 1, end)) {
      if (!isBeyond(limit, reading, true)) {
        continue;
      }
      if (limit.isHigh ? reading.value() > furthest.value() : reading.value() < furthest.value()) {
        furthest = reading;
        told = false;
      }
      if (reading.eventTime() - toldAt >= REPEAT) {
        toldAt = reading.eventTime();
        told = true;
        anomalies.add(anomaly(limit, toldAt, furthest.value(), labels));
      }
    }
    boolean rises =
        next == limit
            || (next != null
                && next.isHigh == limit.isHigh
                && LIMITS.indexOf(next) < LIMITS.indexOf(limit));
    if (!told && !rises) {
      anomalies.add(anomaly(limit, furthest.eventTime(), furthest.value(), labels));
    }
  }

  private Anomaly anomaly(Limit limit, long time, double value, Labels labels) {
    return new Anomaly(
        "limit",
        labels,
        limit.severity,
        Double.NaN,
        time,
        time,
        time,
        value,
        bound("alarm_low", "alarm_low_low"),
        bound("alarm_high", "alarm_high_high"));
  }

  private double bound(String inner, String outer) {
    double bound = registry.alarm(first, inner);
    return Double.isNaN(bound) ? registry.alarm(first, outer) : bound;
  }
}
