package io.plantbeam.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.cli.Plantbeam;
import io.plantbeam.reference.ReferenceComparison;
import io.plantbeam.reference.ReferenceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the job puts out where nothing happens to it: the Direct runner on the load as a file. */
record Undisturbed(
    List<JsonNode> windows,
    List<JsonNode> anomalies,
    List<JsonNode> alerts,
    List<JsonNode> scores) {

  /** Runs the job; the folder takes what it needs and puts out, and the registry. */
  static Undisturbed run(Load load, Path folder, String... options) throws IOException {
    Path input = folder.resolve("load.ndjson");
    load.write(input);
    load.writeRegistry(registry(folder));
    Path output = folder.resolve("undisturbed");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--inputFiles=" + input,
                "--assetRegistry=" + registry(folder),
                ReferenceSettings.allAlert(folder),
                "--output=" + output,
                "--lake=false"));
    arguments.addAll(List.of(options));
    assertEquals(0, Plantbeam.commandLine().execute(arguments.toArray(String[]::new)));
    return new Undisturbed(
        ReferenceComparison.records(output.resolve("window-stats")),
        ReferenceComparison.records(output.resolve("anomalies")),
        ReferenceComparison.records(output.resolve("alerts")),
        ReferenceComparison.records(output.resolve("scores")));
  }

  static Path registry(Path folder) {
    return folder.resolve("registry");
  }
}
