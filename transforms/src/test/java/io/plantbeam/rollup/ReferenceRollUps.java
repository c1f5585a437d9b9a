package io.plantbeam.rollup;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The roll-ups by their definition, in plain Java that uses nothing of what is tested: for each row
 * its fields as JSON, with three more digits fewer of standard deviations.
 */
final class ReferenceRollUps {
  private static final MathContext DIGITS = new MathContext(120);
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A reading with what the registry knows; all but sensor and metric may be null. */
  record Point(
      String facility,
      String name,
      String zone,
      String line,
      String equipment,
      String sensor,
      String type,
      String metric,
      String unit,
      long time,
      double value,
      double quality)
      implements Serializable {

    ZonedDateTime local() {
      return Instant.ofEpochMilli(time).atZone(ZoneId.of(zone == null ? "UTC" : zone));
    }

    String shift() {
      int hour = local().getHour();
      return hour < 6 || hour >= 22 ? "night" : hour < 14 ? "morning" : "afternoon";
    }
  }

  /** Points of one row. */
  private record Row(long start, List<Point> points) {
    Point first() {
      return points.get(0);
    }

    Point last() {
      return points.stream().max(Comparator.comparingLong(Point::time)).orElseThrow();
    }

    long distinct(Function<Point, String> id) {
      return points.stream().map(id).filter(text -> text != null).distinct().count();
    }
  }

  private ReferenceRollUps() {}

  private static List<Row> rows(
      List<Point> points, long size, long period, Function<Point, List<Object>> key) {
    Map<String, Row> rows = new TreeMap<>();
    for (Point point : points) {
      for (long start = Math.floorDiv(point.time, period) * period;
          start > point.time - size;
          start -= period) {
        long at = start;
        rows.computeIfAbsent(start + " " + key.apply(point), k -> new Row(at, new ArrayList<>()))
            .points
            .add(point);
      }
    }
    return List.copyOf(rows.values());
  }

  private static List<Object> key(Object... parts) {
    return Arrays.asList(parts);
  }

  static List<String> facilityMetrics(List<Point> points) {
    return rows(points, MINUTE, 30 * SECOND, p -> key(p.facility)).stream()
        .map(
            row ->
                json(
                    "facility_id", row.first().facility,
                    "facility_name", row.first().name,
                    "window_start", time(row.start),
                    "window_end", time(row.start + MINUTE),
                    "active_sensors", row.distinct(Point::sensor),
                    "active_equipment", row.distinct(Point::equipment),
                    "readings", (long) row.points.size(),
                    "quality_alerts", count(row, p -> p.quality < 0.8),
                    "by_type", byType(row)))
        .toList();
  }

  private static Raw byType(Row row) {
    Map<String, List<Point>> types = new LinkedHashMap<>();
    row.points.stream()
        .sorted(
            Comparator.comparing(Point::type, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Point::unit, Comparator.nullsFirst(Comparator.naturalOrder())))
        .forEach(p -> types.computeIfAbsent(p.type + "|" + p.unit, t -> new ArrayList<>()).add(p));
    return new Raw(
        "["
            + String.join(
                ",",
                types.values().stream()
                    .map(
                        some ->
                            json(
                                "sensor_type",
                                some.get(0).type,
                                "unit",
                                some.get(0).unit,
                                "mean",
                                mean(some, Point::value),
                                "readings",
                                (long) some.size()))
                    .toList())
            + "]");
  }

  static List<String> equipmentHealth(List<Point> points) {
    return rows(
            points, 5 * MINUTE, MINUTE, p -> key(p.facility, p.equipment, p.type, p.metric, p.unit))
        .stream()
        .map(
            row -> {
              double variability = deviation(row.points);
              double quality = mean(row.points, Point::quality);
              return json(
                  "equipment_id",
                  row.first().equipment,
                  "facility_id",
                  row.first().facility,
                  "production_line",
                  row.last().line,
                  "sensor_type",
                  row.first().type,
                  "metric",
                  row.first().metric,
                  "unit",
                  row.first().unit,
                  "window_start",
                  time(row.start),
                  "window_end",
                  time(row.start + 5 * MINUTE),
                  "mean",
                  mean(row.points, Point::value),
                  "peak",
                  row.points.stream().mapToDouble(Point::value).max().orElseThrow(),
                  "variability",
                  rounded(variability),
                  "mean_quality",
                  quality,
                  "readings",
                  (long) row.points.size(),
                  "status",
                  quality < 0.7
                      ? "degraded"
                      : variability > ("vibration".equals(row.first().type) ? 2 : 10)
                          ? "unstable"
                          : "healthy");
            })
        .toList();
  }

  static List<String> lineEfficiency(List<Point> points) {
    return rows(points, 10 * MINUTE, 5 * MINUTE, p -> key(p.facility, p.line, p.shift())).stream()
        .map(
            row -> {
              List<Point> power =
                  some(row, p -> p.metric.equals("power") || p.metric.equals("power_watts"));
              List<Point> vibration = some(row, p -> "vibration".equals(p.type));
              List<Point> temperature =
                  some(
                      row,
                      p ->
                          p.metric.equals("temperature") || p.metric.equals("temperature_celsius"));
              long optimal = count(row, p -> p.quality > 0.95);
              long equipment = row.distinct(Point::equipment);
              return json(
                  "production_line", row.first().line,
                  "facility_id", row.first().facility,
                  "shift", row.first().shift(),
                  "window_start", time(row.start),
                  "window_end", time(row.start + 10 * MINUTE),
                  "mean_power", meanOfOneUnit(power),
                  "power_unit", unit(power),
                  "mean_vibration", meanOfOneUnit(vibration),
                  "vibration_unit", unit(vibration),
                  "mean_temperature", meanOfOneUnit(temperature),
                  "temperature_unit", unit(temperature),
                  "active_equipment", equipment,
                  "readings", (long) row.points.size(),
                  "optimal_readings", optimal,
                  "efficiency_score", (double) optimal / row.points.size(),
                  "optimal_per_equipment", (double) optimal / equipment);
            })
        .toList();
  }

  private static double meanOfOneUnit(List<Point> points) {
    return points.stream().map(Point::unit).distinct().count() == 1
        ? mean(points, Point::value)
        : Double.NaN;
  }

  private static String unit(List<Point> points) {
    return points.stream().map(Point::unit).distinct().count() == 1 ? points.get(0).unit : null;
  }

  static List<String> hourly(List<Point> points) {
    return rows(points, HOUR, HOUR, p -> key(p.facility, p.sensor, p.metric)).stream()
        .map(
            row ->
                json(
                    "facility_id",
                    row.first().facility,
                    "sensor_id",
                    row.first().sensor,
                    "metric",
                    row.first().metric,
                    "sensor_type",
                    row.last().type,
                    "unit",
                    row.last().unit,
                    "equipment_id",
                    row.last().equipment,
                    "production_line",
                    row.last().line,
                    "window_start",
                    time(row.start),
                    "window_end",
                    time(row.start + HOUR),
                    "mean",
                    mean(row.points, Point::value),
                    "min",
                    row.points.stream().mapToDouble(Point::value).min().orElseThrow(),
                    "max",
                    row.points.stream().mapToDouble(Point::value).max().orElseThrow(),
                    "stddev",
                    rounded(deviation(row.points)),
                    "readings",
                    (long) row.points.size(),
                    "mean_quality",
                    mean(row.points, Point::quality)))
        .toList();
  }

  /**
   * @param byWeek whether each week has cells of its own
   */
  static List<String> devicePatterns(List<Point> points, boolean byWeek) {
    Map<List<Object>, List<Point>> cells = new LinkedHashMap<>();
    for (Point p : points) {
      ZonedDateTime local = p.local();
      List<Object> cell =
          key(
              p.facility,
              p.sensor,
              p.metric,
              (long) local.getHour(),
              (long) local.getDayOfWeek().getValue(),
              byWeek ? week(local) : null);
      cells.computeIfAbsent(cell, c -> new ArrayList<>()).add(p);
    }
    List<String> rows = new ArrayList<>();
    cells.forEach(
        (cell, some) -> {
          Point last = new Row(0, some).last();
          rows.add(
              json(
                  "facility_id", cell.get(0),
                  "sensor_id", cell.get(1),
                  "metric", cell.get(2),
                  "sensor_type", last.type,
                  "unit", last.unit,
                  "hour_of_day", cell.get(3),
                  "day_of_week", cell.get(4),
                  "week", cell.get(5),
                  "readings", (long) some.size(),
                  "mean", mean(some, Point::value)));
        });
    return rows;
  }

  private static String week(ZonedDateTime local) {
    return local.get(IsoFields.WEEK_BASED_YEAR)
        + "-W"
        + (local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) < 10 ? "0" : "")
        + local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  private static List<Point> some(Row row, java.util.function.Predicate<Point> wanted) {
    return row.points.stream().filter(wanted).toList();
  }

  private static long count(Row row, java.util.function.Predicate<Point> wanted) {
    return some(row, wanted).size();
  }

  private static BigDecimal sum(List<Point> points, Function<BigDecimal, BigDecimal> of) {
    return points.stream()
        .map(p -> of.apply(new BigDecimal(p.value)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The exact sum, divided, and then rounded once. */
  private static double mean(List<Point> points, ToDoubleFunction<Point> figure) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Point point : points) {
      sum = sum.add(new BigDecimal(figure.applyAsDouble(point)));
    }
    return sum.divide(BigDecimal.valueOf(points.size()), DIGITS).doubleValue();
  }

  private static double deviation(List<Point> points) {
    if (points.size() < 2) {
      return Double.NaN;
    }
    BigDecimal n = BigDecimal.valueOf(points.size());
    BigDecimal sum = sum(points, v -> v);
    BigDecimal spread = n.multiply(sum(points, v -> v.multiply(v))).subtract(sum.multiply(sum));
    return Math.sqrt(spread.divide(n.multiply(n.subtract(BigDecimal.ONE)), DIGITS).doubleValue());
  }

  /** The last digits of a standard deviation may differ. */
  static double rounded(double deviation) {
    return Double.isNaN(deviation)
        ? deviation
        : new BigDecimal(deviation).round(new MathContext(12)).doubleValue();
  }

  private static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  private record Raw(String json) {}

  private static String json(Object... namesAndValues) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      json.append(i == 0 ? "" : ",").append('"').append(namesAndValues[i]).append("\":");
      if (value instanceof Raw raw) {
        json.append(raw.json);
      } else if (value == null || (value instanceof Double d && !Double.isFinite(d))) {
        json.append("null");
      } else if (value instanceof String) {
        json.append('"').append(value).append('"');
      } else {
        json.append(value);
      }
    }
    return json.append("}").toString();
  }
}
