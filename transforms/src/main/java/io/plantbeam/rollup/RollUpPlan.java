package io.plantbeam.rollup;

import io.plantbeam.model.SeriesInfo;
import io.plantbeam.windows.WindowGrid;
import java.io.Serializable;
import java.math.BigInteger;
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
    StringBuilder name = new StringBuilder();
    for (RollUp rollUp : RollUp.ALL) {
      if (rollUp.slides()) {
        RollUpWindows windows = settings.windows().get(rollUp);
        name.append(windows.size()).append("Every").append(windows.period());
      }
    }
    return name.toString();
  }
}
