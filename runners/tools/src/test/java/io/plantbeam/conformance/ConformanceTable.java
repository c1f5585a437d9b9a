package io.plantbeam.conformance;

import io.plantbeam.testing.GeneratedDocs;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The table of engines and outputs in the docs, of which each test has its row. */
final class ConformanceTable {
  private ConformanceTable() {}

  /** Checks that the docs say of an engine what was found, or writes it there. */
  static void assertRow(String engine, Outputs reference, Outputs found) throws IOException {
    GeneratedDocs.assertRow(
        GeneratedDocs.page("conformance.md"),
        "conformance",
        engine,
        Arrays.stream(Output.values())
            .map(output -> cell(reference.of(output), found.of(output)))
            .collect(Collectors.toList()));
  }

  private static String cell(List<String> reference, List<String> found) {
    Difference difference = Difference.between(reference, found);
    int missing = difference.missing().size();
    int unexpected = difference.unexpected().size();
    String lines = "%,d lines: ".formatted(found.size());
    if (difference.isEmpty()) {
      return lines + "same";
    }
    int others = Math.min(missing, unexpected);
    return lines
        + "same"
        + (others > 0 ? ", but " + others + " differ" : "")
        + (unexpected > others ? ", and " + (unexpected - others) + " more" : "")
        + (missing > others ? ", and " + (missing - others) + " fewer" : "");
  }
}
