package io.plantbeam.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.enrich.AlertThresholds;
import io.plantbeam.enrich.AlertThresholds.Bounds;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a sensor in, its thresholds out: {@code alert_low} and {@code alert_high} for all
 * metrics, or {@code alert_thresholds} for all or for each.
 */
final class ThresholdFields {
  private static final String THRESHOLDS = "alert_thresholds";
  private static final String LOW = "alert_low";
  private static final String HIGH = "alert_high";
  private static final Set<String> BOUNDS = Set.of("low", "high");

  private final Fields fields;

  ThresholdFields(Fields fields) {
    this.fields = fields;
  }

  AlertThresholds read() {
    AlertThresholds thresholds = thresholds();
    if (!fields.has(LOW) && !fields.has(HIGH)) {
      return thresholds;
    }
    if (isBounds(fields.get(THRESHOLDS))) {
      fields.sentence(
          "%s and %s stand beside %s for all metrics; allowed is one of the two ways."
              .formatted(LOW, HIGH, THRESHOLDS));
    }
    double low = fields.number(LOW, Double.NaN);
    double high = fields.number(HIGH, Double.NaN);
    checkOrder(LOW, fields.get(LOW), HIGH, fields.get(HIGH), low, high);
    return new AlertThresholds(new Bounds(low, high), thresholds.byMetric());
  }

  private AlertThresholds thresholds() {
    JsonNode value = fields.get(THRESHOLDS);
    if (Fields.isNothing(value) || (value.isEmpty() && value.isObject())) {
      return AlertThresholds.NONE;
    }
    if (isBounds(value)) {
      return new AlertThresholds(bounds(THRESHOLDS, value), Map.of());
    }
    if (!value.isObject()) {
      problem(THRESHOLDS, value);
      return AlertThresholds.NONE;
    }
    Map<String, Bounds> byMetric = new HashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = value.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> metric = i.next();
      String path = THRESHOLDS + "." + metric.getKey();
      if (isBounds(metric.getValue())) {
        byMetric.put(metric.getKey(), bounds(path, metric.getValue()));
      } else {
        problem(path, metric.getValue());
      }
    }
    return new AlertThresholds(Bounds.OPEN, byMetric);
  }

  /** A metric may itself be called low or high: then its value is an object. */
  private static boolean isBounds(JsonNode value) {
    return value.isObject()
        && (value.path("low").isValueNode() || value.path("high").isValueNode());
  }

  private Bounds bounds(String path, JsonNode value) {
    // What is passed over here is a bound that nobody watches: misspelt, or of a single metric.
    for (Iterator<Map.Entry<String, JsonNode>> i = value.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> field = i.next();
      if (!BOUNDS.contains(field.getKey())) {
        problem(path + "." + field.getKey(), field.getValue());
      }
    }
    double low = bound(path + ".low", value.path("low"));
    double high = bound(path + ".high", value.path("high"));
    checkOrder(path + ".low", value.path("low"), "high", value.path("high"), low, high);
    return new Bounds(low, high);
  }

  private void checkOrder(
      String lowPath,
      JsonNode lowValue,
      String highName,
      JsonNode highValue,
      double low,
      double high) {
    if (low > high) {
      fields.problem(
          lowPath,
          lowValue.asText(),
          "a number that is not above %s, which is %s".formatted(highName, highValue.asText()));
    }
  }

  private double bound(String path, JsonNode value) {
    return Fields.isNothing(value) ? Double.NaN : fields.number(path, value);
  }

  private void problem(String path, JsonNode value) {
    fields.problem(
        path,
        value.toString(),
        "{\"low\": number, \"high\": number}, or one such object per metric");
  }
}
