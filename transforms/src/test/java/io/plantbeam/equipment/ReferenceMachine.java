package io.plantbeam.equipment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What has to be told of a machine, second by second, with nothing of the product: the state of
 * each second of a time without gaps, and sums of seconds. Readings are of whole seconds.
 *
 * <p>The machine is in fault while vibration is above 9 for 5 seconds, running from power above 200
 * for 10 seconds until power below 180, idle with power from 5 to 200, and off with power below 5;
 * in that order.
 */
final class ReferenceMachine {
  private static final int TOLD_EVERY = 900;

  private final int offlineAfter;
  private final ZoneId zone;

  /** By second; of each the values of metrics. */
  private final NavigableMap<Long, Map<String, List<Double>>> readings;

  private final List<String> frames = new ArrayList<>();
  private final List<String> statuses = new ArrayList<>();
  private final TreeMap<LocalDate, long[]> days = new TreeMap<>();
  private final Map<String, List<Double>> inFrame = new TreeMap<>();
  private String state;
  private String previous;
  private String lastKnown;
  private long since;
  private long run;
  private long starts;
  private long faults;
  private long faulty;
  private long repairs;
  private long repaired;

  ReferenceMachine(
      int offlineAfter, String zone, NavigableMap<Long, Map<String, List<Double>>> readings) {
    this.offlineAfter = offlineAfter;
    this.zone = ZoneId.of(zone);
    this.readings = readings;
  }

  /** Follows the machine up to a second. */
  void runUntil(long end) {
    List<Long> seconds = new ArrayList<>(readings.keySet());
    int from = 0;
    while (from < seconds.size()) {
      int to = from;
      while (to + 1 < seconds.size() && seconds.get(to + 1) - seconds.get(to) <= offlineAfter) {
        to++;
      }
      live(seconds.get(from), seconds.get(to));
      if (to + 1 < seconds.size() || end - seconds.get(to) > offlineAfter) {
        enter("offline", seconds.get(to));
        status(seconds.get(to) + offlineAfter);
      }
      from = to + 1;
    }
  }

  private void live(long first, long last) {
    Double power = null;
    Double vibration = null;
    boolean latched = false;
    long[] held = {0, 0, 0, 0};
    String[] names = {"fault", "running", "idle", "off"};
    int[] needed = {5, 10, 0, 0};
    for (long second = first; second <= last; second++) {
      if (second > first) {
        count(second - 1);
      }
      Map<String, List<Double>> now = readings.getOrDefault(second, Map.of());
      if (now.containsKey("power_watts")) {
        power = greatest(now.get("power_watts"));
        latched = latched ? !(power < 180) : power > 200;
      }
      if (now.containsKey("vibration")) {
        vibration = greatest(now.get("vibration"));
      }
      boolean[] holds = {
        vibration != null && vibration > 9,
        power != null && latched,
        power != null && power >= 5 && power <= 200,
        power != null && power < 5
      };
      String next = null;
      boolean waiting = false;
      for (int i = 0; i < names.length; i++) {
        held[i] = holds[i] ? held[i] + 1 : 0;
        // Held from its first second on: after one more it has been held for one.
        if (holds[i] && held[i] - 1 >= needed[i] && next == null) {
          next = names[i];
        }
        waiting |= holds[i];
      }
      if (next == null) {
        next = waiting && state != null && !state.equals("offline") ? state : "unknown";
      }
      boolean entered = !next.equals(state);
      if (entered) {
        enter(next, second);
      }
      now.forEach(
          (metric, values) ->
              inFrame.computeIfAbsent(metric, m -> new ArrayList<>()).addAll(sorted(values)));
      if (entered || (second % TOLD_EVERY == 0 && second > first)) {
        status(second);
      }
    }
  }

  private static List<Double> sorted(List<Double> values) {
    return values.stream().sorted().toList();
  }

  private static double greatest(List<Double> values) {
    return values.stream().mapToDouble(v -> v).max().orElseThrow();
  }

  /** The second that begins then. */
  private void count(long second) {
    if (state.equals("running")) {
      run++;
    }
    if (state.equals("fault")) {
      faulty++;
    }
    if (!state.equals("unknown")) {
      long[] day = days.computeIfAbsent(dayOf(second), d -> new long[2]);
      day[0]++;
      day[1] += state.equals("fault") ? 1 : 0;
    }
  }

  private LocalDate dayOf(long second) {
    return Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
  }

  private void enter(String next, long second) {
    if (state != null) {
      StringBuilder metrics = new StringBuilder();
      for (String metric : List.of("power_watts", "vibration")) {
        List<Double> values = inFrame.get(metric);
        if (values != null) {
          // All values are whole numbers: the sum is exact.
          metrics.append(
              String.format(
                  Locale.ROOT,
                  " %s mean %s min %s max %s last %s",
                  metric,
                  values.stream().mapToDouble(v -> v).sum() / values.size(),
                  values.stream().mapToDouble(v -> v).min().orElseThrow(),
                  values.stream().mapToDouble(v -> v).max().orElseThrow(),
                  values.get(values.size() - 1)));
        }
      }
      frames.add("2 %s after %s %d to %d%s".formatted(state, previous, since, second, metrics));
    }
    if (!next.equals("unknown") && !next.equals("offline")) {
      if (!next.equals(lastKnown)) {
        if ("fault".equals(lastKnown)) {
          repairs++;
          repaired = faulty;
        }
        starts += next.equals("running") ? 1 : 0;
        faults += next.equals("fault") ? 1 : 0;
      }
      lastKnown = next;
    }
    previous = state;
    state = next;
    since = second;
    inFrame.clear();
    frames.add("1 %s after %s %d".formatted(state, previous, since));
  }

  private void status(long second) {
    statuses.add(
        "%s after %s since %d at %d: run %d starts %d faults %d repairs %d repair %d today %s week %s"
            .formatted(
                state,
                previous,
                since,
                second,
                run,
                starts,
                faults,
                repairs,
                repaired,
                availability(second, 1),
                availability(second, 7)));
  }

  private double availability(long second, int number) {
    LocalDate today = dayOf(second);
    long known = 0;
    long lost = 0;
    for (int i = 0; i < number; i++) {
      long[] day = days.getOrDefault(today.minusDays(i), new long[2]);
      known += day[0];
      lost += day[1];
    }
    return known == 0 ? Double.NaN : (double) (known - lost) / known;
  }

  List<String> frames() {
    return frames;
  }

  List<String> statuses() {
    return statuses;
  }
}
