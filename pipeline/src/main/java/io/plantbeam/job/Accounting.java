package io.plantbeam.job;

import io.plantbeam.model.Contribution;
import io.plantbeam.model.Contribution.Role;
import io.plantbeam.model.Counters;
import io.plantbeam.model.Timestamps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.metrics.StringSetResult;

/**
 * Where every measure went, and what was refused: what the counters of a job mean by the
 * contributions of its steps and sinks.
 */
public final class Accounting {
  private final List<Contribution> contributions;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, String> reasons = new TreeMap<>();
  private long firstEventTime = Long.MAX_VALUE;
  private long lastEventTime = Long.MIN_VALUE;

  /**
   * What a sink's server has refused for good; each record is a dead letter of its own.
   *
   * @param place the sink's name for where the records should have gone
   * @param sent how many were sent, refused ones included; those of a bundle that was repeated
   *     count again
   * @param reason the server's own, for one of the first; empty where the engine does not tell
   */
  public record Refused(String place, long sent, long records, String reason) {}

  private Accounting(List<Contribution> contributions) {
    // Steps that share a counter say the same of it.
    this.contributions = contributions.stream().distinct().toList();
  }

  /** Reads the counters of a job that runs or has ended. */
  public static Accounting of(List<Contribution> contributions, MetricResults metrics) {
    Accounting accounting = new Accounting(contributions);
    MetricQueryResults found =
        metrics.queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.inNamespace(Counters.NAMESPACE))
                .build());
    for (MetricResult<Long> counter : found.getCounters()) {
      accounting.counts.merge(counter.getName().getName(), latest(counter), Long::sum);
    }
    for (MetricResult<StringSetResult> texts : found.getStringSets()) {
      Set<String> set = latest(texts).getStringSet();
      // Of several steps and workers, whichever.
      set.stream()
          .sorted()
          .findFirst()
          .ifPresent(text -> accounting.reasons.putIfAbsent(texts.getName().getName(), text));
    }
    for (MetricResult<DistributionResult> times : found.getDistributions()) {
      if (times.getName().getName().equals(Counters.EVENT_TIME_MILLIS)) {
        accounting.add(latest(times));
      }
    }
    return accounting;
  }

  private void add(DistributionResult eventTimes) {
    if (eventTimes.getCount() > 0) {
      firstEventTime = Math.min(firstEventTime, eventTimes.getMin());
      lastEventTime = Math.max(lastEventTime, eventTimes.getMax());
    }
  }

  /**
   * The event time of the first reading of bounded input, in UTC; null where there is none, or
   * where it is not known.
   */
  public String firstEventTime() {
    return firstEventTime > lastEventTime ? null : Timestamps.format(firstEventTime);
  }

  /** That of the last reading. */
  public String lastEventTime() {
    return firstEventTime > lastEventTime ? null : Timestamps.format(lastEventTime);
  }

  /**
   * The Direct runner adds what a bundle has counted to the attempts when it has handed on its
   * outputs, and may end before; Flink and Spark know of attempts alone.
   */
  private static <T> T latest(MetricResult<T> metric) {
    T committed = metric.getCommittedOrNull();
    return committed == null ? metric.getAttempted() : committed;
  }

  /** What a counter of {@link Counters} says. */
  public long count(String counter) {
    return counts.getOrDefault(counter, 0L);
  }

  /** The contributions of a role, in the order of the steps. */
  public List<Contribution> of(Role... roles) {
    List<Role> wanted = List.of(roles);
    return contributions.stream()
        .filter(contribution -> wanted.contains(contribution.role()))
        .toList();
  }

  /** The number of a contribution. */
  public long value(Contribution contribution) {
    long count = count(contribution.counter());
    return switch (contribution.role()) {
      // A stream that was stopped has some on the way.
      case MISSED -> Math.max(0, sum(Role.OUT) - count);
      case LEFT ->
          contribution.minus() == null ? count : Math.max(0, count - count(contribution.minus()));
      default -> count;
    };
  }

  private long sum(Role... roles) {
    return of(roles).stream().mapToLong(this::value).sum();
  }

  /** All measures that came in: readings, and the dead letters that stand for measures. */
  public long measures() {
    return sum(Role.IN, Role.IN_AND_ASIDE);
  }

  /** Measures that are not accounted for: 0, unless a stream was stopped with some under way. */
  public long underWay() {
    return measures() - sum(Role.OUT, Role.IN_AND_ASIDE, Role.ASIDE);
  }

  /** Whether every measure that came in is out or aside. */
  public boolean balances() {
    return underWay() == 0;
  }

  /** What was refused, by place; empty where nothing was. */
  public List<Refused> refused() {
    List<Refused> refused = new ArrayList<>();
    counts.forEach(
        (name, count) -> {
          if (name.startsWith(Counters.REFUSED_BY) && count > 0) {
            String place = name.substring(Counters.REFUSED_BY.length());
            refused.add(
                new Refused(
                    place,
                    count(Counters.SENT_TO + place),
                    count,
                    reasons.getOrDefault(Counters.REFUSAL_OF + place, "")));
          }
        });
    return refused;
  }

  /** The fields of {@code summary.json} that are counted, in its order. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    add(fields, Role.RECEIVED, Role.PASSED);
    fields.put("measures", measures());
    add(fields, Role.OUT);
    add(fields, Role.IN_AND_ASIDE, Role.PART, Role.ASIDE);
    fields.put("under_way", underWay());
    fields.put("first_event_time", firstEventTime());
    fields.put("last_event_time", lastEventTime());
    add(fields, Role.DOUBTED);
    add(fields, Role.MISSED);
    add(fields, Role.LEFT);
    add(fields, Role.MADE);
    List<Map<String, Object>> refused = new ArrayList<>();
    for (Refused place : refused()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("place", place.place());
      entry.put("sent", place.sent());
      entry.put("refused", place.records());
      entry.put("reason", place.reason().isEmpty() ? null : place.reason());
      refused.add(entry);
    }
    fields.put("refused", refused);
    return fields;
  }

  private void add(Map<String, Object> fields, Role... roles) {
    of(roles).forEach(contribution -> fields.put(contribution.field(), value(contribution)));
  }

  @Override
  public String toString() {
    return fields().toString();
  }
}
