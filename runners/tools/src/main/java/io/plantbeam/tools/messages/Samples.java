package io.plantbeam.tools.messages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What stands at one place of several messages: objects, as a rule. */
record Samples(List<JsonNode> nodes) {
  private static final int MAX_DEPTH = 3;

  /** The names of the fields that the objects have, in the order of their first use. */
  Set<String> fields() {
    Set<String> names = new LinkedHashSet<>();
    nodes.forEach(node -> node.fieldNames().forEachRemaining(names::add));
    return names;
  }

  /** What stands in a field. */
  Samples field(String name) {
    return new Samples(
        nodes.stream().filter(node -> node.has(name)).map(node -> node.get(name)).toList());
  }

  /** The elements of the arrays, and the values of the objects' fields. */
  Samples elements() {
    List<JsonNode> elements = new ArrayList<>();
    nodes.forEach(node -> node.elements().forEachRemaining(elements::add));
    return new Samples(elements);
  }

  boolean all(Predicate<JsonNode> test) {
    return !nodes.isEmpty() && nodes.stream().allMatch(node -> node.isNull() || test.test(node));
  }

  boolean any(Predicate<JsonNode> test) {
    return nodes.stream().anyMatch(test);
  }

  boolean areObjects() {
    return all(JsonNode::isObject);
  }

  boolean areArraysOfObjects() {
    return all(JsonNode::isArray) && elements().areObjects();
  }

  boolean areNumbers() {
    return all(node -> node.isNumber() || node.isBoolean()) && any(JsonNode::isNumber);
  }

  /** Texts or integers, as ids and names are. */
  boolean areIds() {
    return all(node -> node.isTextual() || node.isIntegralNumber());
  }

  /** Numbers, or texts that are written as numbers. */
  boolean areNumeric() {
    return all(node -> node.isNumber() || isNumericText(node));
  }

  private static boolean isNumericText(JsonNode node) {
    return node.isTextual()
        && node.asText().strip().matches("[-+]?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?");
  }

  /**
   * The pointer of the scalar that is called by one of these names, at the first of them that any
   * is called by; null where none is.
   */
  String pointerOf(List<String> names, Predicate<Samples> test) {
    for (String name : names) {
      String pointer = pointerOf(name, test, MAX_DEPTH);
      if (pointer != null) {
        return pointer;
      }
    }
    return null;
  }

  /**
   * The pointer of the number that is called as values are, in the objects or in the one object of
   * theirs that has such a number; null where there is none, or where several objects have one
   * each.
   */
  String pointerOfTheValue() {
    for (String name : Names.VALUE) {
      String pointer = pointerOf(name, Samples::areNumeric, 1);
      if (pointer != null) {
        return pointer;
      }
    }
    String only = null;
    for (String field : fields()) {
      String inner = field(field).areObjects() ? field(field).pointerOfTheValue() : null;
      if (inner != null) {
        if (only != null) {
          return null;
        }
        only = "/" + escaped(field) + inner;
      }
    }
    return only;
  }

  private String pointerOf(String name, Predicate<Samples> test, int depth) {
    for (String field : fields()) {
      if (Names.folded(field).equals(name) && test.test(field(field))) {
        return "/" + escaped(field);
      }
    }
    if (depth > 1) {
      for (String field : fields()) {
        if (field(field).areObjects()) {
          String inner = field(field).pointerOf(name, test, depth - 1);
          if (inner != null) {
            return "/" + escaped(field) + inner;
          }
        }
      }
    }
    return null;
  }

  /** A name as JSON pointers have it. */
  static String escaped(String field) {
    return field.replace("~", "~0").replace("/", "~1");
  }
}
