package io.plantbeam.rollup;

import io.plantbeam.model.SeriesContext;
import io.plantbeam.rollup.LocalHours.LocalHour;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Readings that are there already to rows of the hours of their series: the rows that {@link
 * RollUps} makes of the same readings while they come. In whatever order they are given, the rows
 * are the same.
 *
 * <p>Holds the sums of all hours that it was given. Not thread-safe.
 */
public final class HoursOfSeries {
  private final Map<SeriesContext, Series> all = new LinkedHashMap<>();
  private final Map<String, LocalHours> zones = new HashMap<>();

  /** What takes the readings of a series that have the same labels. */
  public Series of(SeriesContext context) {
    return all.computeIfAbsent(context, Series::new);
  }

  /** Hands on a row for each series and hour of the clock in UTC. */
  public void rows(Consumer<HourlyStats> out) {
    Map<Long, MergedGroups> hours = new TreeMap<>();
    for (Series series : all.values()) {
      for (Cell cell : series.cells.values()) {
        hours
            .computeIfAbsent(cell.utcHour, hour -> new MergedGroups())
            .add(cell.group(series.ofHour, 0));
      }
    }
    hours.forEach(
        (start, groups) ->
            groups.groups().forEach(group -> out.accept(RowMaker.hour(group, start, 0))));
  }

  /**
   * Adds the hours of the clocks of facilities.
   *
   * @param byWeek whether weeks are told apart
   */
  void addLocalHours(MergedGroups groups, boolean byWeek) {
    for (Series series : all.values()) {
      for (Cell cell : series.cells.values()) {
        long hour = byWeek ? cell.localHour : LocalHours.hourOfWeek(cell.localHour);
        groups.add(cell.group(series.ofLocalHour, hour));
      }
    }
  }

  /** Readings of a series that have the same labels. */
  public final class Series {
    private final Label ofHour;
    private final Label ofLocalHour;
    private final LocalHours hours;
    private final Map<Long, Cell> cells = new HashMap<>();
    private Cell last;

    private Series(SeriesContext context) {
      ofHour = Label.of(Kind.HOUR, context);
      ofLocalHour = ofHour.as(Kind.LOCAL_HOUR);
      hours = zones.computeIfAbsent(context.asset().timezone(), LocalHours::new);
    }

    /**
     * Adds a reading.
     *
     * @param timeMicros its event time, in microseconds since the epoch
     * @param quality from 0 to 1
     */
    public void add(long timeMicros, double value, double quality) {
      long millis = Math.floorDiv(timeMicros, 1000L);
      if (last == null || millis < last.start || millis >= last.end) {
        last = cell(millis);
      }
      last.readings.add(value, quality);
      last.lastTime = Math.max(last.lastTime, timeMicros);
    }

    private Cell cell(long millis) {
      LocalHour local = hours.at(millis);
      long utcHour = millis - Math.floorMod(millis, RollUpPlan.HOUR);
      long start = Math.max(utcHour, local.start());
      long end = Math.min(utcHour + RollUpPlan.HOUR, local.end());
      return cells.computeIfAbsent(start, s -> new Cell(utcHour, local.number(), start, end));
    }
  }

  /** A time in which both the clock in UTC and that of the facility show one hour. */
  private static final class Cell {
    private final long utcHour;
    private final long localHour;
    private final long start;
    private final long end;
    private final Readings readings = Readings.none();
    private long lastTime = Long.MIN_VALUE;

    private Cell(long utcHour, long localHour, long start, long end) {
      this.utcHour = utcHour;
      this.localHour = localHour;
      this.start = start;
      this.end = end;
    }

    private Group group(Label label, long itsLocalHour) {
      Group group = new Group(label, "", itsLocalHour);
      group.add(label, lastTime, readings);
      return group;
    }
  }
}
