package io.plantbeam.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.config.Durations;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.enrich.SensorAlarms;
import io.plantbeam.model.AlarmLimits;
import io.plantbeam.model.Figures;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The fields of a sensor in, its alarm limits out: fields of their own for all metrics, or {@code
 * alarm_limits} for all or for each.
 */
final class AlarmFields {
  private static final String LIMITS = "alarm_limits";
  private static final List<String> BOUNDS = List.of("low_low", "low", "high", "high_high");
  private static final List<String> NAMES =
      List.of("low_low", "low", "high", "high_high", "deadband", "on_delay", "off_delay");

  private final Fields fields;

  AlarmFields(Fields fields) {
    this.fields = fields;
  }

  /** Where a field of one set of limits is. */
  private interface Place {
    JsonNode value(String name);

    String path(String name);
  }

  SensorAlarms read() {
    SensorAlarms alarms = alarms();
    Place columns = columns();
    if (NAMES.stream().allMatch(name -> Fields.isNothing(columns.value(name)))) {
      return alarms;
    }
    if (isLimits(fields.get(LIMITS))) {
      fields.sentence(
          "alarm limits of all metrics stand in %s and beside it; allowed is one of the two ways."
              .formatted(LIMITS));
    }
    return new SensorAlarms(limits(columns), alarms.byMetric());
  }

  private Place columns() {
    return new Place() {
      @Override
      public JsonNode value(String name) {
        return fields.get(path(name));
      }

      @Override
      public String path(String name) {
        return BOUNDS.contains(name) ? "alarm_" + name : name;
      }
    };
  }

  private static Place within(String path, JsonNode object) {
    return new Place() {
      @Override
      public JsonNode value(String name) {
        return object.path(name);
      }

      @Override
      public String path(String name) {
        return path + "." + name;
      }
    };
  }

  private SensorAlarms alarms() {
    JsonNode value = fields.get(LIMITS);
    if (Fields.isNothing(value) || (value.isEmpty() && value.isObject())) {
      return SensorAlarms.NONE;
    }
    if (isLimits(value)) {
      return new SensorAlarms(limits(LIMITS, value), Map.of());
    }
    if (!value.isObject()) {
      problem(LIMITS, value);
      return SensorAlarms.NONE;
    }
    Map<String, AlarmLimits> byMetric = new HashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = value.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> metric = i.next();
      String path = LIMITS + "." + metric.getKey();
      if (metric.getValue().isObject()) {
        byMetric.put(metric.getKey(), limits(path, metric.getValue()));
      } else {
        problem(path, metric.getValue());
      }
    }
    return new SensorAlarms(AlarmLimits.NONE, byMetric);
  }

  /** A metric may itself be called low or high: then its value is an object. */
  private static boolean isLimits(JsonNode value) {
    return value.isObject() && BOUNDS.stream().anyMatch(name -> value.path(name).isValueNode());
  }

  private AlarmLimits limits(String path, JsonNode object) {
    // What is passed over here is an alarm that never comes: misspelt, or of a single metric.
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!NAMES.contains(name)) {
        List<String> closest = Suggestions.closest(name, NAMES);
        fields.sentence(
            "%s.%s is unknown%s"
                .formatted(
                    path,
                    name,
                    closest.isEmpty()
                        ? "; allowed are %s.".formatted(Words.all(NAMES))
                        : Suggestions.question("", closest)));
      }
    }
    return limits(within(path, object));
  }

  private AlarmLimits limits(Place place) {
    double[] bounds = new double[BOUNDS.size()];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = number(place, BOUNDS.get(i), Double.NaN);
    }
    checkOrder(place, bounds);
    double deadband = number(place, "deadband", 0);
    double distance = distance(bounds);
    if (deadband < 0 || deadband >= distance) {
      fields.problem(
          place.path("deadband"),
          Figures.format(deadband),
          Double.isInfinite(distance)
              ? "a number from 0 upward"
              : "a number from 0 upward and below %s, the distance of the low and high limits"
                  .formatted(Figures.format(distance)));
    }
    return new AlarmLimits(
        bounds[0],
        bounds[1],
        bounds[2],
        bounds[3],
        deadband,
        millis(place, "on_delay"),
        millis(place, "off_delay"));
  }

  /** Each limit is below the next one that there is. */
  private void checkOrder(Place place, double[] bounds) {
    int before = -1;
    for (int i = 0; i < bounds.length; i++) {
      if (Double.isNaN(bounds[i])) {
        continue;
      }
      if (before >= 0 && bounds[before] >= bounds[i]) {
        fields.problem(
            place.path(BOUNDS.get(before)),
            place.value(BOUNDS.get(before)).asText(),
            "a number below %s, which is %s"
                .formatted(place.path(BOUNDS.get(i)), place.value(BOUNDS.get(i)).asText()));
      }
      before = i;
    }
  }

  /** Between the innermost limits: a wider deadband would keep an alarm until the opposite one. */
  private static double distance(double[] bounds) {
    double low = Double.isNaN(bounds[1]) ? bounds[0] : bounds[1];
    double high = Double.isNaN(bounds[2]) ? bounds[3] : bounds[2];
    return Double.isNaN(low) || Double.isNaN(high) || low >= high
        ? Double.POSITIVE_INFINITY
        : high - low;
  }

  private double number(Place place, String name, double none) {
    JsonNode value = place.value(name);
    return Fields.isNothing(value) ? none : fields.number(place.path(name), value);
  }

  private long millis(Place place, String name) {
    JsonNode value = place.value(name);
    if (Fields.isNothing(value)) {
      return 0;
    }
    try {
      if (value.isTextual()) {
        return Durations.parse(value.textValue()).toMillis();
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for what is not a text.
    }
    fields.problem(place.path(name), value.toString(), "a duration such as 30s or 5m");
    return 0;
  }

  private void problem(String path, JsonNode value) {
    fields.problem(
        path,
        value.toString(),
        "{\"low_low\", \"low\", \"high\", \"high_high\": number}, or one such object per metric");
  }
}
