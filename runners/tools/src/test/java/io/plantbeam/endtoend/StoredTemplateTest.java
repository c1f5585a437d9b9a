package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.cli.Plantbeam;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.spec.Templates;
import io.plantbeam.stores.Stores;
import io.plantbeam.testing.SharedS3;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A template and values in an S3 store, which is reached by what stands on the command line. */
class StoredTemplateTest {
  @TempDir Path folder;

  private final String bucket = SharedS3.newBucket();
  private Map<String, String> access;

  @BeforeEach
  void writeTemplate() throws IOException {
    access =
        SharedS3.server().access(folder).stream()
            .map(option -> option.substring(2).split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    Stores.open(access);
    try (InputStream template =
        Templates.class.getResourceAsStream("backfill-files-to-lake.yaml")) {
      Stores.write(uri("template.yaml"), template.readAllBytes());
    }
    Files.writeString(
        folder.resolve("in.ndjson"),
        "{\"sensor_id\":\"s\",\"timestamp\":1767225600000,\"value\":1}\n");
    Stores.write(
        uri("values.yaml"),
        "inputFiles: %s\noutput: %s\n"
            .formatted(folder.resolve("in.ndjson"), uri("out"))
            .getBytes(StandardCharsets.UTF_8));
    Stores.open(Map.of());
  }

  private String uri(String name) {
    return "s3://%s/%s".formatted(bucket, name);
  }

  /** Runs a command on the template; gives its exit code, and its lines on standard error. */
  private Map.Entry<Integer, List<String>> run(String command, String values) {
    List<String> arguments =
        new ArrayList<>(List.of("templates", command, uri("template.yaml"), "--values=" + values));
    access.forEach((name, value) -> arguments.add("--set=%s=%s".formatted(name, value)));
    StringWriter err = new StringWriter();
    int exitCode =
        Plantbeam.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return Map.entry(exitCode, err.toString().lines().toList());
  }

  @Test
  void jobIsLaunchedFromThem() {
    assertEquals(Map.entry(ExitCode.OK, List.of()), run("launch", uri("values.yaml")));
    assertTrue(Files.exists(SharedS3.server().bucket(bucket).resolve("out/summary.json")));
  }

  @Test
  void valuesThatAreNotThereAreNamed() {
    Map.Entry<Integer, List<String>> refused = run("validate", uri("none.yaml"));
    assertEquals(ExitCode.INVALID_OPTIONS, refused.getKey());
    assertEquals(
        "--values: %s cannot be read: there is no such file".formatted(uri("none.yaml")),
        refused.getValue().get(0));
  }
}
