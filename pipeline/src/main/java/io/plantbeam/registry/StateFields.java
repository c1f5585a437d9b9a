package io.plantbeam.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.config.Durations;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.enrich.EquipmentState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The fields of equipment in, its states out: {@code [{"name": "running", "when": "power_watts >
 * 200", "for": "10s"}, …]}. Conditions are texts here; whatever evaluates them checks them.
 */
final class StateFields {
  private static final String STATES = "states";
  private static final List<String> NAMES = List.of("name", "when", "for");
  private static final String FORM = "[a-z][a-z0-9_-]{0,62}";

  private final Fields fields;

  StateFields(Fields fields) {
    this.fields = fields;
  }

  List<EquipmentState> read() {
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
        || name.textValue().equals(EquipmentState.OFFLINE)) {
      fields.problem(
          path + ".name",
          shown(name),
          "a word in lower case other than %s, which is always there"
              .formatted(EquipmentState.OFFLINE));
      return null;
    }
    if (!when.isTextual() || when.textValue().isBlank()) {
      fields.problem(path + ".when", shown(when), "a condition such as power_watts > 200");
      return null;
    }
    return new EquipmentState(name.textValue(), when.textValue(), forMillis(path, value));
  }

  private long forMillis(String path, JsonNode state) {
    JsonNode value = state.path("for");
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
    fields.problem(path + ".for", shown(value), "a duration such as 10s or 5m");
    return 0;
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
