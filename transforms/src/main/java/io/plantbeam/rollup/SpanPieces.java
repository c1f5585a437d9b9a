package io.plantbeam.rollup;

import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.order.OrderedReadings;
import io.plantbeam.rollup.LocalHours.LocalHour;
import io.plantbeam.windows.WindowGrid;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The readings of a shard and a span to the pieces of all roll-ups. Each reading is added once for
 * its series, cell and local hour, and once for its facility, whose cells are shorter; what groups
 * get are these sums.
 *
 * <p>Remembers what is known of series. Not thread-safe.
 */
final class SpanPieces {
  private static final int REMEMBERED_SERIES = 20_000;

  private final RollUpPlan plan;
  private final boolean bounded;
  private final WindowGrid facilities;
  private final WindowGrid equipment;
  private final WindowGrid lines;
  private final long cell;
  private final long facilityCell;
  private final Map<SeriesContext, Series> known = new HashMap<>();
  private final Map<String, LocalHours> zones = new HashMap<>();
  private final Map<Slot, Map<Group.Key, Group>> slots = new LinkedHashMap<>();

  /** The last of {@link #slots}, by kind. */
  private final Slot[] lastSlots = new Slot[Kind.values().length];

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final Map<Group.Key, Group>[] lastGroups = new Map[Kind.values().length];

  /** A span of time and what is in it. */
  private record Slot(Kind kind, long start, long end) {}

  /**
   * @param bounded whether a span is an hour, and local hours are those of any week
   */
  SpanPieces(RollUpPlan plan, boolean bounded) {
    this.plan = plan;
    this.bounded = bounded;
    facilities = plan.grids().get(Kind.FACILITY);
    equipment = plan.grids().get(Kind.EQUIPMENT);
    lines = plan.grids().get(Kind.LINE);
    cell = plan.cellOf(Kind.EQUIPMENT, Kind.LINE);
    facilityCell = plan.cellOf(Kind.FACILITY);
  }

  /** Hands on the pieces of a span. */
  void of(List<OrderedReadings> span, Consumer<Piece> out) {
    for (OrderedReadings ofSeries : span) {
      for (EnrichedBatch batch : ofSeries.batches()) {
        add(batch);
      }
    }
    slots.forEach(
        (slot, groups) ->
            out.accept(new Piece(slot.kind, slot.start, slot.end, Groups.of(groups.values()))));
    slots.clear();
    for (int i = 0; i < lastSlots.length; i++) {
      lastSlots[i] = null;
      lastGroups[i] = null;
    }
  }

  private void add(EnrichedBatch batch) {
    ReadingBatch readings = batch.readings();
    Series series = seriesOf(batch.context());
    int size = readings.size();
    int i = 0;
    while (i < size) {
      long time = readings.eventTimeMillis(i);
      LocalHour hour = series.hours.at(time);
      long begin = time - Math.floorMod(time, cell);
      long start = Math.max(hour.start(), begin);
      long end = Math.min(hour.end(), begin + cell);
      Readings part = Readings.none();
      long last = Long.MIN_VALUE;
      int first = i;
      do {
        part.add(readings.value(i), readings.quality(i));
        last = Math.max(last, readings.eventTimeMicros(i));
        i++;
      } while (i < size
          && readings.eventTimeMillis(i) >= start
          && readings.eventTimeMillis(i) < end);
      addToSeries(series, hour, time, last, part);
      if (facilities != null) {
        addToFacility(series, readings, first, i);
      }
    }
  }

  /** Adds the readings from an index on to another. */
  private void addToFacility(Series series, ReadingBatch readings, int from, int until) {
    int i = from;
    while (i < until) {
      long time = readings.eventTimeMillis(i);
      long start = time - Math.floorMod(time, facilityCell);
      long end = start + facilityCell;
      Readings part = Readings.noneForMean();
      long last = Long.MIN_VALUE;
      do {
        part.add(readings.value(i), readings.quality(i));
        last = Math.max(last, readings.eventTimeMicros(i));
        i++;
      } while (i < until
          && readings.eventTimeMillis(i) >= start
          && readings.eventTimeMillis(i) < end);
      group(Kind.FACILITY, facilities, time, series.facility)
          .add(
              series.facility.label(),
              last,
              part,
              series.typeAndUnit,
              series.sensor,
              series.itsEquipment);
    }
  }

  private void addToSeries(Series series, LocalHour hour, long time, long last, Readings part) {
    if (equipment != null) {
      group(Kind.EQUIPMENT, equipment, time, series.equipment)
          .add(series.equipment.label(), last, part);
    }
    if (lines != null) {
      Group.Key line = series.line(hour.shift());
      group(Kind.LINE, lines, time, line)
          .add(line.label(), last, part, series.ofLine, series.sensor, series.itsEquipment);
    }
    long utcHour = time - Math.floorMod(time, RollUpPlan.HOUR);
    long endOfUtcHour = utcHour + RollUpPlan.HOUR;
    if (plan.hourly()
        && plan.localHours()
        && !bounded
        && hour.start() == utcHour
        && hour.end() == endOfUtcHour) {
      addToHour(series.bothHours(hour.number()), utcHour, endOfUtcHour, last, part);
      return;
    }
    if (plan.hourly()) {
      addToHour(series.utcHour, utcHour, endOfUtcHour, last, part);
    }
    if (plan.localHours()) {
      if (bounded) {
        long number = LocalHours.hourOfWeek(hour.number());
        addToHour(series.localHour(number), 0, 0, last, part);
      } else {
        addToHour(series.localHour(hour.number()), hour.start(), hour.end(), last, part);
      }
    }
  }

  private void addToHour(Group.Key key, long start, long end, long last, Readings part) {
    group(key.label().kind(), start, end, key).add(key.label(), last, part);
  }

  private Group group(Kind kind, WindowGrid grid, long time, Group.Key key) {
    long start = grid.paneStart(time);
    return group(kind, start, start + grid.pane(), key);
  }

  private Group group(Kind kind, long start, long end, Group.Key key) {
    int place = kind.ordinal();
    Slot last = lastSlots[place];
    if (last == null || last.start != start || last.end != end) {
      Slot slot = new Slot(kind, start, end);
      lastSlots[place] = slot;
      lastGroups[place] = slots.computeIfAbsent(slot, s -> new LinkedHashMap<>());
    }
    return lastGroups[place].computeIfAbsent(key, Group.Key::group);
  }

  private Series seriesOf(SeriesContext context) {
    Series series = known.get(context);
    if (series == null) {
      if (known.size() >= REMEMBERED_SERIES) {
        known.clear();
      }
      series = new Series(context);
      known.put(context, series);
    }
    return series;
  }

  /** What is computed once of a series. */
  private final class Series {
    private final LocalHours hours;
    private final String sensor;
    private final String itsEquipment;
    private final Measure typeAndUnit;
    private final Measure ofLine;
    private final Group.Key facility;
    private final Group.Key equipment;
    private final Group.Key utcHour;
    private Group.Key line;
    private Group.Key localHour;
    private Group.Key bothHours;
    private String shift = "";
    private long number = Long.MIN_VALUE;

    Series(SeriesContext context) {
      hours = zones.computeIfAbsent(context.asset().timezone(), LocalHours::new);
      sensor = context.series().sensorId();
      itsEquipment = context.asset().equipmentId();
      typeAndUnit = new Measure(context.series().sensorType(), context.series().unit());
      ofLine = plan.measureOfLine(context.series());
      facility = new Group.Key(Label.of(Kind.FACILITY, context), "", 0);
      equipment = new Group.Key(Label.of(Kind.EQUIPMENT, context), "", 0);
      utcHour = new Group.Key(Label.of(Kind.HOUR, context), "", 0);
      line = new Group.Key(Label.of(Kind.LINE, context), "", 0);
      localHour = new Group.Key(Label.of(Kind.LOCAL_HOUR, context), "", 0);
      bothHours = new Group.Key(Label.of(Kind.BOTH_HOURS, context), "", 0);
    }

    Group.Key line(String itsShift) {
      if (!itsShift.equals(shift)) {
        shift = itsShift;
        line = new Group.Key(line.label(), itsShift, 0);
      }
      return line;
    }

    Group.Key localHour(long itsNumber) {
      setHour(itsNumber);
      return localHour;
    }

    Group.Key bothHours(long itsNumber) {
      setHour(itsNumber);
      return bothHours;
    }

    private void setHour(long itsNumber) {
      if (itsNumber != number) {
        number = itsNumber;
        localHour = new Group.Key(localHour.label(), "", itsNumber);
        bothHours = new Group.Key(bothHours.label(), "", itsNumber);
      }
    }
  }
}
