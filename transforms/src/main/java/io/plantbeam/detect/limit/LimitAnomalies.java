package io.plantbeam.detect.limit;

import io.plantbeam.model.AlarmLimits;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Figures;
import io.plantbeam.model.SeriesContext;

/** What is told of an alarm in, an anomaly out. */
final class LimitAnomalies {
  private LimitAnomalies() {}

  static Anomaly of(
      SeriesContext context,
      LimitLevel level,
      LimitAlarm.Occasion occasion,
      long timeMicros,
      double value) {
    AlarmLimits limits = context.asset().alarms();
    return new Anomaly(
        DetectLimits.NAME,
        context,
        level.severity(),
        Double.NaN,
        timeMicros,
        timeMicros,
        timeMicros,
        value,
        limits.innerLow(),
        limits.innerHigh(),
        evidence(level, occasion, value, limits, context.series().unit()));
  }

  private static String evidence(
      LimitLevel level,
      LimitAlarm.Occasion occasion,
      double value,
      AlarmLimits limits,
      String unit) {
    String seen = Figures.format(value, unit);
    String beyond = level.isHigh() ? "above" : "below";
    String limit =
        "the %s limit of %s".formatted(level.label(), Figures.format(level.limit(limits), unit));
    return switch (occasion) {
      case BEGINS -> "%s is %s %s.".formatted(seen, beyond, limit);
      case GOES_ON -> "Still %s %s; the furthest was %s.".formatted(beyond, limit, seen);
      case WAS_FURTHEST -> "%s was the furthest %s %s.".formatted(seen, beyond, limit);
    };
  }
}
