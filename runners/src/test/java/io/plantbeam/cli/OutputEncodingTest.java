package io.plantbeam.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.testing.StartedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputEncodingTest {
  @TempDir private Path folder;

  @Test
  void whatIsPrintedWithoutALocaleIsUtf8() throws IOException {
    Path values = folder.resolve("values.yaml");
    Files.writeString(
        values, "inputFiles: /data/s\u00fcd/*.ndjson\noutput: /data/m\u00fcnchen/\u5de5\u5382\n");
    String printed =
        StartedProgram.start(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    Plantbeam.class.getName(),
                    "templates",
                    "render",
                    "backfill-files-to-lake",
                    "--target=flink-cli",
                    "--values=" + values),
                Map.of("LC_ALL", "C"),
                folder.resolve("printed"))
            .awaitSuccess(Duration.ofMinutes(1));

    assertTrue(printed.contains("--output='/data/m\u00fcnchen/\u5de5\u5382'"), printed);
    assertTrue(printed.contains("--inputFiles='/data/s\u00fcd/*.ndjson'"), printed);
  }
}
