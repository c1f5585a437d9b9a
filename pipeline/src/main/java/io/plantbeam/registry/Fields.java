package io.plantbeam.registry;

import com.fasterxml.jackson.databind.JsonNode;

/** The fields of one entry, each read strictly; what is wrong with one is a problem. */
final class Fields {
  private final Entry entry;
  private final Problems problems;

  Fields(Entry entry, Problems problems) {
    this.entry = entry;
    this.problems = problems;
  }

  /** The value of a field, which may be missing. */
  JsonNode get(String field) {
    return entry.fields().path(field);
  }

  boolean has(String field) {
    return !isNothing(get(field));
  }

  static boolean isNothing(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  /** An id as messages can carry it, which every entry has; null after a problem. */
  String id(String field) {
    JsonNode value = get(field);
    if (!has(field) || (value.isTextual() && value.textValue().isBlank())) {
      problems.add(
          "%s has no %s; allowed is a text that is not empty.".formatted(entry.place(), field));
      return null;
    }
    return reference(field);
  }

  /** The id of another entry; null where there is none. */
  String reference(String field) {
    JsonNode value = get(field);
    if (!has(field) || value.isTextual() || value.isIntegralNumber()) {
      return scalar(value);
    }
    problem(field, value.toString(), "a text or a whole number, as in messages");
    return null;
  }

  /** A text; null where there is none. */
  String text(String field) {
    JsonNode value = get(field);
    if (value.isContainerNode()) {
      problem(field, value.toString(), "a text");
      return null;
    }
    return scalar(value);
  }

  /** A text, or JSON as it is written. */
  String textOrJson(String field) {
    JsonNode value = get(field);
    return value.isContainerNode() ? value.toString() : scalar(value);
  }

  private static String scalar(JsonNode value) {
    return isNothing(value) || value.asText().isBlank() ? null : value.asText();
  }

  /** A finite number; {@code none} where it is missing. */
  double number(String field, double none) {
    return has(field) ? number(field, get(field)) : none;
  }

  /** The same for a value within a field. */
  double number(String path, JsonNode value) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      problem(path, value.toString(), "a number" + pointFor(value));
      return Double.NaN;
    }
    return value.doubleValue();
  }

  private static String pointFor(JsonNode value) {
    return value.isTextual() && value.textValue().matches("[-+]?[0-9.]*,[0-9]+")
        ? " with a point before its decimals"
        : "";
  }

  void problem(String field, String value, String allowed) {
    problems.add("%s: %s is %s; allowed is %s.".formatted(entry.place(), field, value, allowed));
  }

  void sentence(String sentence) {
    problems.add("%s: %s".formatted(entry.place(), sentence));
  }
}
