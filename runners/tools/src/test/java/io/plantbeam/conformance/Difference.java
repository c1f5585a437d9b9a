package io.plantbeam.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the lines of an output differ from others.
 *
 * @param missing those that only the others have
 * @param unexpected those that the others do not have
 */
record Difference(List<String> missing, List<String> unexpected) {

  static Difference between(List<String> expected, List<String> actual) {
    return new Difference(without(expected, actual), without(actual, expected));
  }

  /** Lines less others, each as often as it is there. */
  private static List<String> without(List<String> lines, List<String> others) {
    List<String> rest = new ArrayList<>(lines);
    Map<String, Integer> counts = new HashMap<>();
    others.forEach(line -> counts.merge(line, 1, Integer::sum));
    rest.removeIf(line -> counts.merge(line, -1, Integer::sum) >= 0);
    return rest;
  }

  boolean isEmpty() {
    return missing.isEmpty() && unexpected.isEmpty();
  }

  @Override
  public String toString() {
    return "%d missing, %d unexpected%n- %s%n+ %s"
        .formatted(
            missing.size(),
            unexpected.size(),
            String.join("\n- ", missing.subList(0, Math.min(5, missing.size()))),
            String.join("\n+ ", unexpected.subList(0, Math.min(5, unexpected.size()))));
  }
}
