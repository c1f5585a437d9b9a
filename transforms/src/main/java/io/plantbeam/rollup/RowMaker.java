package io.plantbeam.rollup;

import io.plantbeam.panes.ValueSums;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Groups whose window is complete to the rows that are published of them. */
final class RowMaker {
  private static final double DEGRADED_BELOW = 0.7;

  private static final Comparator<String> TEXTS = Comparator.nullsFirst(Comparator.naturalOrder());
  private static final Comparator<TypeMean> BY_TYPE_AND_UNIT =
      Comparator.comparing(TypeMean::sensorType, TEXTS).thenComparing(TypeMean::unit, TEXTS);

  private static final int REMEMBERED_TYPES = 1_000;

  private final RollUpSettings settings;

  /** Of sensor types as messages write them. */
  private final Map<String, Double> bounds = new HashMap<>();

  RowMaker(RollUpSettings settings) {
    this.settings = settings;
  }

  private double unstableAbove(String sensorType) {
    Double known = bounds.get(sensorType);
    if (known == null) {
      known = settings.unstableAbove(sensorType);
      if (bounds.size() < REMEMBERED_TYPES) {
        bounds.put(sensorType, known);
      }
    }
    return known;
  }

  FacilityMetrics facility(Group group, long start, long end, long revision) {
    List<TypeMean> byType = new ArrayList<>(group.measures().size());
    group
        .measures()
        .forEach(
            (measure, sums) ->
                byType.add(
                    new TypeMean(measure.name(), measure.unit(), sums.mean(), sums.count())));
    byType.sort(BY_TYPE_AND_UNIT);
    Label label = group.label();
    return new FacilityMetrics(
        label.field(0),
        label.field(1),
        start,
        end,
        group.activeSensors(),
        group.activeEquipment(),
        group.readings(),
        group.alerting(),
        byType,
        revision);
  }

  EquipmentHealth equipment(Group group, long start, long end, long revision) {
    Label label = group.label();
    ValueSums sums = group.sums();
    double variability = sums.stddev();
    double quality = sums.meanQuality();
    return new EquipmentHealth(
        label.field(1),
        label.field(0),
        label.field(5),
        label.field(2),
        label.field(3),
        label.field(4),
        start,
        end,
        sums.mean(),
        sums.max(),
        variability,
        quality,
        sums.count(),
        quality < DEGRADED_BELOW
            ? "degraded"
            : variability > unstableAbove(label.field(2)) ? "unstable" : "healthy",
        revision);
  }

  LineEfficiency line(Group group, long start, long end, long revision) {
    Label label = group.label();
    Mean power = mean(group, LineMetric.POWER);
    Mean vibration = mean(group, LineMetric.VIBRATION);
    Mean temperature = mean(group, LineMetric.TEMPERATURE);
    int equipment = group.activeEquipment();
    return new LineEfficiency(
        label.field(1),
        label.field(0),
        group.shift(),
        start,
        end,
        power.value,
        power.unit,
        vibration.value,
        vibration.unit,
        temperature.value,
        temperature.unit,
        equipment,
        group.readings(),
        group.optimal(),
        (double) group.optimal() / group.readings(),
        equipment == 0 ? Double.NaN : (double) group.optimal() / equipment,
        revision);
  }

  private record Mean(double value, String unit) {
    static final Mean NONE = new Mean(Double.NaN, null);
  }

  /** There is none of values in several units. */
  private static Mean mean(Group group, LineMetric metric) {
    Mean mean = Mean.NONE;
    int units = 0;
    for (Map.Entry<Measure, ValueSums> entry : group.measures().entrySet()) {
      if (entry.getKey().name().equals(metric.label())) {
        mean = new Mean(entry.getValue().mean(), entry.getKey().unit());
        units++;
      }
    }
    return units == 1 ? mean : Mean.NONE;
  }

  static HourlyStats hour(Group group, long start, long revision) {
    Label label = group.label();
    ValueSums sums = group.sums();
    return new HourlyStats(
        label.field(0),
        label.field(1),
        label.field(2),
        label.field(3),
        label.field(4),
        label.field(5),
        label.field(6),
        start,
        start + RollUpPlan.HOUR,
        sums.mean(),
        sums.min(),
        sums.max(),
        sums.stddev(),
        sums.count(),
        sums.meanQuality(),
        revision);
  }

  /**
   * @param ofWeek whether the local hour is that of one week
   */
  static DevicePattern pattern(Group group, boolean ofWeek, long revision) {
    Label label = group.label();
    long hour = group.localHour();
    return new DevicePattern(
        label.field(0),
        label.field(1),
        label.field(2),
        label.field(3),
        label.field(4),
        LocalHours.hourOfDay(hour),
        LocalHours.dayOfWeek(hour),
        ofWeek ? week(hour) : null,
        group.readings(),
        group.sums().mean(),
        revision);
  }

  private static String week(long localHour) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(localHour, 24L));
    return String.format(
        Locale.ROOT,
        "%d-W%02d",
        day.get(IsoFields.WEEK_BASED_YEAR),
        day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }
}
