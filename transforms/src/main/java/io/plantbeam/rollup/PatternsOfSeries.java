package io.plantbeam.rollup;

import java.util.function.Consumer;

/**
 * Hours of series to rows of the hours of their weeks: the rows that {@link RollUps} makes of a
 * batch, or of a stream, which tells weeks apart. Not thread-safe.
 */
public final class PatternsOfSeries {
  /** A clock can go back over an hour. */
  private static final long LONGEST_HOUR_MICROS = 3 * RollUpPlan.HOUR * 1000;

  private final boolean byWeek;
  private MergedGroups groups = new MergedGroups();

  /**
   * @param byWeek whether each week has rows of its own
   */
  public PatternsOfSeries(boolean byWeek) {
    this.byWeek = byWeek;
  }

  /** Adds all hours of some series, which get no more readings. */
  public void add(HoursOfSeries hours) {
    hours.addLocalHours(groups, byWeek);
  }

  /**
   * Hands on, and forgets, the rows to which no reading of a later time belongs.
   *
   * @param timeMicros in microseconds since the epoch
   */
  public void rowsBefore(long timeMicros, Consumer<DevicePattern> out) {
    if (!byWeek) {
      return;
    }
    MergedGroups open = new MergedGroups();
    for (Group group : groups.groups()) {
      if (group.lastTime() < timeMicros - LONGEST_HOUR_MICROS) {
        out.accept(RowMaker.pattern(group, true, 0));
      } else {
        open.add(group);
      }
    }
    groups = open;
  }

  /** Hands on all rows that are left. */
  public void rows(Consumer<DevicePattern> out) {
    groups.groups().forEach(group -> out.accept(RowMaker.pattern(group, byWeek, 0)));
  }
}
