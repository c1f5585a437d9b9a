package io.plantbeam.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is in each output of a job, by the output's name. */
record OutputContents(Map<String, List<?>> outputs) {

  OutputContents() {
    this(Map.of());
  }

  /** These and one more output. */
  OutputContents with(String output, List<?> found) {
    Map<String, List<?>> all = new LinkedHashMap<>(outputs);
    all.put(output, found);
    return new OutputContents(all);
  }

  List<?> of(String output) {
    return outputs.get(output);
  }

  /** These with each record of one output once. */
  OutputContents distinct(String output) {
    return with(output, of(output).stream().distinct().toList());
  }

  /** Whether no output has less in it than the same of others. */
  boolean areAsManyAs(OutputContents others) {
    return others.outputs.keySet().stream().allMatch(o -> of(o).size() >= others.of(o).size());
  }

  /** Asserts that all is there that was expected, as often as expected, and nothing else. */
  void assertEqual(OutputContents expected) {
    assertAll(
        expected.outputs.keySet().stream()
            .map(output -> () -> assertSame(output, expected.of(output), of(output))));
  }

  private static void assertSame(String output, List<?> expected, List<?> found) {
    List<Object> missing = without(expected, found);
    List<Object> unexpected = without(found, expected);
    assertTrue(
        missing.isEmpty() && unexpected.isEmpty(),
        () ->
            "%s: %d missing, %d unexpected or more than once%n- %s%n+ %s"
                .formatted(
                    output, missing.size(), unexpected.size(), first(missing), first(unexpected)));
  }

  /** Some less others, each as often as it is there. */
  private static List<Object> without(List<?> some, List<?> others) {
    Map<Object, Integer> counts = new HashMap<>();
    others.forEach(other -> counts.merge(other, 1, Integer::sum));
    List<Object> rest = new ArrayList<>();
    for (Object one : some) {
      if (counts.merge(one, -1, Integer::sum) < 0) {
        rest.add(one);
      }
    }
    return rest;
  }

  private static List<Object> first(List<Object> list) {
    return list.subList(0, Math.min(3, list.size()));
  }
}
