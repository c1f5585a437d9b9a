package io.plantbeam.maintenance;

import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.PlannedWork;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * When work is planned by some entries in one time zone. Work that overlaps or touches is one span,
 * which has the reason of the part that begins first.
 *
 * <p>Occurrences are found for a stretch of {@value #STRETCH_DAYS} days when one is first asked
 * for; work that is further than {@value #NEAR_DAYS} days from a stretch is not near to any time in
 * it. So what is said of a time depends on the time alone. A time between the same two changes as
 * the one before it costs two comparisons. Not thread-safe: one for each worker thread.
 */
public final class WorkCalendar {
  static final int STRETCH_DAYS = 64;
  static final int NEAR_DAYS = 35;

  private static final long DAY_MICROS = 86_400_000_000L;
  private static final long STRETCH_MICROS = STRETCH_DAYS * DAY_MICROS;
  private static final long NEAR_MICROS = NEAR_DAYS * DAY_MICROS;
  private static final int KEPT_STRETCHES = 64;

  private static final Comparator<PlannedWork> IN_ORDER =
      Comparator.comparingLong(PlannedWork::fromMicros)
          .thenComparingLong(PlannedWork::toMicros)
          .thenComparing(PlannedWork::reason);

  private final List<Occurrences> entries = new ArrayList<>();
  private final Map<Long, Stretch> stretches = new HashMap<>();

  private NearbyWork nearby;
  private long validFrom = Long.MAX_VALUE;
  private long validUntil = Long.MIN_VALUE;

  /** A calendar of entries that can be followed in the zone. */
  WorkCalendar(List<MaintenanceEntry> entries, ZoneId zone) {
    entries.forEach(entry -> this.entries.add(new Occurrences(entry, zone)));
  }

  /** The work around a time. */
  public NearbyWork around(long micros) {
    if (!holds(micros)) {
      find(micros);
    }
    return nearby;
  }

  /** Whether the last answer is that of another time, too. */
  public boolean holds(long micros) {
    return micros >= validFrom && micros < validUntil;
  }

  private void find(long micros) {
    long number = Math.floorDiv(micros, STRETCH_MICROS);
    if (stretches.size() >= KEPT_STRETCHES && !stretches.containsKey(number)) {
      stretches.clear();
    }
    Stretch stretch = stretches.computeIfAbsent(number, this::stretch);
    int index = stretch.firstThatEndsAfter(micros);
    boolean running = index < stretch.works.length && stretch.works[index].fromMicros() <= micros;
    nearby = stretch.nearby(index, running);
    long begin = number * STRETCH_MICROS;
    long from = index == 0 ? begin : stretch.works[index - 1].toMicros();
    long until = begin + STRETCH_MICROS;
    if (running) {
      from = stretch.works[index].fromMicros();
      until = Math.min(until, stretch.works[index].toMicros());
    } else if (index < stretch.works.length) {
      until = Math.min(until, stretch.works[index].fromMicros());
    }
    validFrom = Math.max(begin, from);
    validUntil = until;
  }

  private Stretch stretch(long number) {
    long begin = number * STRETCH_MICROS;
    List<PlannedWork> found = new ArrayList<>();
    for (Occurrences entry : entries) {
      entry.addOverlapping(begin - NEAR_MICROS, begin + STRETCH_MICROS + NEAR_MICROS, found);
    }
    found.sort(IN_ORDER);
    List<PlannedWork> joined = new ArrayList<>(found.size());
    for (PlannedWork work : found) {
      int last = joined.size() - 1;
      if (last < 0 || joined.get(last).toMicros() < work.fromMicros()) {
        joined.add(work);
      } else if (joined.get(last).toMicros() < work.toMicros()) {
        PlannedWork first = joined.get(last);
        joined.set(last, new PlannedWork(first.fromMicros(), work.toMicros(), first.reason()));
      }
    }
    return new Stretch(joined.toArray(PlannedWork[]::new));
  }

  /** The joined works of a stretch and of what is near to it. */
  private static final class Stretch {
    final PlannedWork[] works;
    private final NearbyWork[] during;
    private final NearbyWork[] between;

    Stretch(PlannedWork[] works) {
      this.works = works;
      during = new NearbyWork[works.length + 1];
      between = new NearbyWork[works.length + 1];
    }

    int firstThatEndsAfter(long micros) {
      int low = 0;
      int high = works.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (works[middle].toMicros() > micros) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }

    NearbyWork nearby(int index, boolean running) {
      NearbyWork[] known = running ? during : between;
      if (known[index] == null) {
        int end = Math.min(works.length, index + NearbyWork.MOST_COMING);
        known[index] =
            new NearbyWork(
                index == 0 ? null : works[index - 1],
                running,
                Arrays.asList(works).subList(index, end));
      }
      return known[index];
    }
  }

  /** The occurrences of one entry. */
  private static final class Occurrences {
    private final ZoneId zone;
    private final String reason;
    private final LocalDateTime first;
    private final Duration length;
    private final PlannedWork once;
    private final Recurrence recurrence;

    Occurrences(MaintenanceEntry entry, ZoneId zone) {
      this.zone = zone;
      reason = entry.reason();
      first = entry.from().in(zone);
      // By the clocks: what lasts from ten at night to six in the morning does so in every night.
      length = Duration.between(first, entry.to().in(zone));
      once = new PlannedWork(entry.from().micros(zone), entry.to().micros(zone), reason);
      recurrence = entry.repeats() == null ? null : Recurrence.of(entry.repeats(), zone);
    }

    void addOverlapping(long from, long to, List<PlannedWork> found) {
      if (recurrence == null) {
        add(once, from, to, found);
        return;
      }
      // The clocks are changed by less than a day.
      LocalDateTime earliest = local(from).minus(length).minusDays(1);
      LocalDateTime latest = local(to).plusDays(1);
      Iterator<LocalDateTime> beginnings = recurrence.from(first, earliest);
      while (beginnings.hasNext()) {
        LocalDateTime begin = beginnings.next();
        if (begin.isAfter(latest)) {
          return;
        }
        add(
            new PlannedWork(
                WallTime.micros(begin, zone), WallTime.micros(begin.plus(length), zone), reason),
            from,
            to,
            found);
      }
    }

    private static void add(PlannedWork work, long from, long to, List<PlannedWork> found) {
      // What the clocks skip altogether has no length.
      if (work.fromMicros() < work.toMicros() && work.overlaps(from, to)) {
        found.add(work);
      }
    }

    private LocalDateTime local(long micros) {
      return LocalDateTime.ofInstant(
          Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)), zone);
    }
  }
}
