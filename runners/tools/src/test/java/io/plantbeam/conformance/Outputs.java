package io.plantbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The canonical lines of each output of a job. */
record Outputs(Map<Output, List<String>> lines) {

  /** Reads all outputs of a job from its directory. */
  static Outputs ofDirectory(Path directory, GoldenPlaces places) throws SQLException {
    CanonicalForm form = new CanonicalForm(places);
    Map<Output, List<String>> lines = new EnumMap<>(Output.class);
    for (Output output : Output.values()) {
      Path part = directory.resolve(output.directory());
      lines.put(
          output,
          switch (output) {
            case READINGS -> form.ofLake(part);
            case HOURLY -> form.ofHours(part);
            default -> form.of(output, CanonicalForm.lines(part));
          });
    }
    return new Outputs(lines);
  }

  List<String> of(Output output) {
    return lines.get(output);
  }

  /** Asserts that all lines are those of others, and says which are not. */
  void assertEqual(Outputs expected) {
    assertAll(
        Arrays.stream(Output.values())
            .map(
                output -> {
                  Difference difference = Difference.between(expected.of(output), of(output));
                  return () -> assertTrue(difference.isEmpty(), () -> output + ": " + difference);
                }));
  }

  /** These with the lines of one output replaced. */
  Outputs with(Output output, List<String> newLines) {
    Map<Output, List<String>> changed = new EnumMap<>(lines);
    changed.put(output, newLines.stream().sorted().toList());
    return new Outputs(changed);
  }

  /** These with each line of one output once. */
  Outputs distinct(Output output) {
    return with(output, of(output).stream().distinct().toList());
  }
}
