package io.plantbeam.tools.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * What somebody has said of an alert.
 *
 * @param at when it was said: of several, the last counts
 */
record Feedback(String alertId, Verdict verdict, Instant at) {
  private static final List<String> FIELDS = List.of("alert_id", "verdict", "by", "at", "comment");

  /** What an alert was. */
  enum Verdict {
    /** There was something. */
    TRUE("true"),
    /** There was nothing. */
    FALSE("false"),
    /** There was work that was planned: no fault, and nothing that the detector got wrong. */
    PLANNED("planned");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    private static Verdict of(JsonNode value) {
      for (Verdict verdict : values()) {
        if (value != null && value.isValueNode() && verdict.label.equals(value.asText())) {
          return verdict;
        }
      }
      throw new IllegalArgumentException(
          value == null || value.isNull()
              ? "verdict is missing"
              : "verdict=%s: allowed are true, false and planned".formatted(value));
    }
  }

  /**
   * Reads a line of feedback.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static Feedback of(byte[] line) {
    JsonFields fields = JsonFields.of(line);
    Iterator<String> names = fields.object().fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new IllegalArgumentException(
            "there is no field %s; allowed are %s".formatted(name, String.join(", ", FIELDS)));
      }
    }
    fields.textOrNull("by");
    fields.textOrNull("comment");
    Instant at = fields.timeOrNull("at");
    if (at == null) {
      throw new IllegalArgumentException("at is missing");
    }
    return new Feedback(fields.text("alert_id"), Verdict.of(fields.object().get("verdict")), at);
  }
}
