package io.plantbeam.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.config.Durations;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.enrich.EquipmentState;
import io.plantbeam.enrich.MachineStates;
import io.plantbeam.registry.condition.ConditionException;
import io.plantbeam.registry.condition.Conditions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The fields of equipment or a class in, its states out: {@code [{"name": "running", "when":
 * "power_watts > 200", "for": "10s"}, …]}, the metrics that are told of each, and for how long it
 * may be silent.
 */
final class StateFields {
  private static final String STATES = "states";
  private static final List<String> NAMES = List.of("name", "when", "for");
  private static final List<String> ALWAYS_THERE =
      List.of(EquipmentState.OFFLINE, EquipmentState.UNKNOWN);
  private static final String FORM = "[a-z][a-z0-9_-]{0,62}";

  private static final String METRICS = "frame_metrics";
  private static final String OFFLINE_AFTER = "offline_after";

  /** So many are enough to see a machine by. */
  private static final int MOST_STATES = 50;

  private final Fields fields;
  private final Conditions conditions;

  StateFields(Fields fields, Conditions conditions) {
    this.fields = fields;
    this.conditions = conditions;
  }

  /**
   * What an entry says.
   *
   * @param offlineAfterMillis null where it says nothing
   */
  record Given(List<EquipmentState> list, List<String> metrics, Long offlineAfterMillis) {

    /** What this leaves open as the other says, which may be null. */
    Given orElse(Given other) {
      return other == null
          ? this
          : new Given(
              list.isEmpty() ? other.list : list,
              metrics.isEmpty() ? other.metrics : metrics,
              offlineAfterMillis == null ? other.offlineAfterMillis : offlineAfterMillis);
    }

    MachineStates states() {
      return new MachineStates(
          list,
          metrics,
          offlineAfterMillis == null ? MachineStates.OFFLINE_AFTER_MILLIS : offlineAfterMillis);
    }
  }

  Given read() {
    return new Given(states(), metrics(), offlineAfterMillis());
  }

  private List<String> metrics() {
    JsonNode value = fields.get(METRICS);
    List<String> metrics = new ArrayList<>();
    if (Fields.isNothing(value)) {
      return metrics;
    }
    for (JsonNode metric : value) {
      if (metric.isTextual() && !metric.textValue().isBlank()) {
        metrics.add(metric.textValue());
      }
    }
    if (!value.isArray() || metrics.size() < value.size()) {
      fields.problem(METRICS, value.toString(), "a list of metrics such as [\"power_watts\"]");
    }
    for (String metric : metrics) {
      String problem = conditions.problemOf(metric);
      if (problem != null) {
        fields.sentence(
            "%s has %s, %s%s"
                .formatted(METRICS, quoted(metric), problem, problem.endsWith("?") ? "" : "."));
      }
    }
    return metrics;
  }

  private Long offlineAfterMillis() {
    if (!fields.has(OFFLINE_AFTER)) {
      return null;
    }
    long millis = millis(OFFLINE_AFTER, fields.get(OFFLINE_AFTER));
    if (millis == 0) {
      fields.problem(
          OFFLINE_AFTER, fields.get(OFFLINE_AFTER).toString(), "a duration above 0 such as 5m");
    }
    return millis;
  }

  private List<EquipmentState> states() {
    JsonNode value = fields.get(STATES);
    List<EquipmentState> states = new ArrayList<>();
    if (Fields.isNothing(value)) {
      return states;
    }
    if (!value.isArray()) {
      fields.problem(
          STATES, value.toString(), "a list such as [{\"name\": \"running\", \"when\": \"…\"}]");
      return states;
    }
    if (value.size() > MOST_STATES) {
      fields.problem(
          STATES, "a list of " + value.size(), "at most %d states".formatted(MOST_STATES));
      return states;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < value.size(); i++) {
      String path = "%s[%d]".formatted(STATES, i);
      EquipmentState state = state(path, value.get(i));
      if (state != null && !names.add(state.name())) {
        fields.problem(path + ".name", quoted(state.name()), "one state of each name");
      }
      if (state != null) {
        states.add(state);
      }
    }
    return states;
  }

  /** Null after a problem. */
  private EquipmentState state(String path, JsonNode value) {
    if (!value.isObject()) {
      fields.problem(path, value.toString(), "an object with name and when");
      return null;
    }
    for (Iterator<String> i = value.fieldNames(); i.hasNext(); ) {
      String name = i.next();
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
    JsonNode name = value.path("name");
    JsonNode when = value.path("when");
    if (!name.isTextual()
        || !name.textValue().matches(FORM)
        || ALWAYS_THERE.contains(name.textValue())) {
      fields.problem(
          path + ".name",
          shown(name),
          "a word in lower case other than %s, which are always there"
              .formatted(Words.all(ALWAYS_THERE)));
      return null;
    }
    if (!when.isTextual() || when.textValue().isBlank()) {
      fields.problem(path + ".when", shown(when), "a condition such as power_watts > 200");
      return null;
    }
    long forMillis = forMillis(path, value);
    try {
      return new EquipmentState(name.textValue(), conditions.parse(when.textValue()), forMillis);
    } catch (ConditionException e) {
      fields.sentence(
          "%s.when is no condition: %s%s"
              .formatted(path, e.getMessage(), e.getMessage().endsWith("?") ? "" : "."));
      return null;
    }
  }

  private long forMillis(String path, JsonNode state) {
    JsonNode value = state.path("for");
    return Fields.isNothing(value) ? 0 : millis(path + ".for", value);
  }

  /** 0 after a problem. */
  private long millis(String path, JsonNode value) {
    try {
      if (value.isTextual()) {
        return Durations.parse(value.textValue()).toMillis();
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for what is not a text.
    }
    fields.problem(path, shown(value), "a duration such as 10s or 5m");
    return 0;
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
