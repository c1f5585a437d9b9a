package io.plantbeam.rollup;

import io.plantbeam.model.SeriesInfo;
import io.plantbeam.windows.WindowGrid;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Into what spans of time readings are put, for the roll-ups that are made. */
final class RollUpPlan implements Serializable {
  static final long HOUR = 3_600_000;

  private final RollUpSettings settings;
  private final EnumMap<Kind, WindowGrid> grids = new EnumMap<>(Kind.class);

  RollUpPlan(RollUpSettings settings) {
    this.settings = settings;
    add(Kind.FACILITY, RollUp.FACILITY_METRICS);
    add(Kind.EQUIPMENT, RollUp.EQUIPMENT_HEALTH);
    add(Kind.LINE, RollUp.LINE_EFFICIENCY);
  }

  private void add(Kind kind, RollUp rollUp) {
    if (settings.has(rollUp)) {
      RollUpWindows windows = settings.windows().get(rollUp);
      grids.put(kind, new WindowGrid(windows.size().toMillis(), windows.period().toMillis()));
    }
  }

  RollUpSettings settings() {
    return settings;
  }

  /** Of the kinds that have sliding windows and are made. */
  Map<Kind, WindowGrid> grids() {
    return grids;
  }

  boolean hasGrids() {
    return !grids.isEmpty();
  }

  boolean hourly() {
    return settings.has(RollUp.HOURLY);
  }

  boolean localHours() {
    return settings.has(RollUp.DEVICE_PATTERNS);
  }

  /**
   * The number of the first of the spans of time in which windows begin that hold a piece: an hour,
   * or the length of a window if longer.
   */
  long firstSpan(Piece piece) {
    WindowGrid grid = grids.get(piece.kind());
    return grid == null
        ? Math.floorDiv(piece.start(), HOUR)
        : grid.span(grid.firstWindowStart(piece.start()));
  }

  /** The number of the last of them. */
  long lastSpan(Piece piece) {
    WindowGrid grid = grids.get(piece.kind());
    return grid == null ? firstSpan(piece) : grid.span(grid.lastWindowStart(piece.start()));
  }

  /** The length of the longest parts of an hour of which the sliding windows can be made. */
  long cellOf(Kind... kinds) {
    long cell = HOUR;
    for (Kind kind : kinds) {
      WindowGrid grid = grids.get(kind);
      if (grid != null) {
        cell = BigInteger.valueOf(cell).gcd(BigInteger.valueOf(grid.pane())).longValueExact();
      }
    }
    return cell;
  }

  /** What a line has a mean of that a series counts for; null for nothing. */
  Measure measureOfLine(SeriesInfo series) {
    for (LineMetric metric : LineMetric.values()) {
      List<MetricChoice> choices = settings.lineMetrics().getOrDefault(metric, List.of());
      if (choices.stream().anyMatch(choice -> choice.includes(series))) {
        return new Measure(metric.label(), series.unit());
      }
    }
    return null;
  }

  /** Sizes and periods, made or not, as they stand in the name of a step. */
  String name() {
    List<String> names = new ArrayList<>();
    for (RollUp rollUp : RollUp.ALL) {
      if (rollUp.slides()) {
        RollUpWindows windows = settings.windows().get(rollUp);
        names.add("%sEvery%s".formatted(length(windows.size()), length(windows.period())));
      }
    }
    return String.join("And", names);
  }

  private static String length(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
