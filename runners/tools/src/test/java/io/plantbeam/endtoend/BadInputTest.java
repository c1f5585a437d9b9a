package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.reference.ReferenceComparison;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that is broken, and servers that are away when the job is to start. */
class BadInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void brokerThatIsDownEndsTheLaunchWithASentence() throws IOException {
    String server = "localhost:" + closedPort();
    CommandRun run =
        CommandRun.of(
            List.of("--inputTopics=t", "--bootstrapServers=" + server, "--output=" + folder));
    assertEquals(ExitCode.SERVER_UNAVAILABLE, run.exitCode());
    assertEquals(
        List.of(
            "no Kafka broker answers at %s within 10 s; are the address and the security properties right, and is the broker running?"
                .formatted(server),
            "Nothing was started."),
        run.errors());
  }

  @Test
  void elasticsearchThatIsDownEndsTheLaunchWithASentence() throws IOException {
    Path file = Files.writeString(folder.resolve("a.ndjson"), "{}\n");
    String url = "http://localhost:" + closedPort();
    CommandRun run =
        CommandRun.of(
            List.of(
                "--inputFiles=" + file,
                "--elasticsearchUrls=" + url,
                "--output=" + folder.resolve("out")));
    assertEquals(ExitCode.SERVER_UNAVAILABLE, run.exitCode());
    assertEquals(
        List.of(
            "--elasticsearchUrls=%s: Elasticsearch cannot be reached (Connection refused)"
                .formatted(url),
            "Nothing was started."),
        run.errors());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void brokenGzipFailsTheJobNamesTheFileAndLeavesNoPartOfIt() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lines.append(
          "{\"sensor_id\":\"s\",\"timestamp\":%d,\"value\":%d}\n"
              .formatted(1_767_225_600_000L + i, i * i % 97));
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
    Path file = folder.resolve("broken.ndjson.gz");
    Files.write(file, Arrays.copyOf(compressed.toByteArray(), compressed.size() / 2));

    CommandRun run = run(file);

    assertEquals(ExitCode.JOB_FAILED, run.exitCode());
    assertEquals(1, run.errors().size(), run::toString);
    String sentence = run.errors().get(0);
    assertTrue(
        sentence.matches(
            "The job failed: \\Q%s\\E breaks off at byte \\d+ of its uncompressed text: ends in the middle of compressed data"
                .formatted(file)),
        sentence);
    assertFalse(Files.exists(folder.resolve("out/summary.json")));
    assertFalse(Files.exists(folder.resolve("out/readings")));
  }

  @Test
  void emptyFileIsAJobOfZeros() throws IOException {
    CommandRun run = run(Files.createFile(folder.resolve("empty.ndjson")));
    assertEquals(ExitCode.OK, run.exitCode(), run::toString);
    assertEquals(List.of(), run.errors());
    JsonNode summary = JSON.readTree(folder.resolve("out/summary.json").toFile());
    Map<String, Integer> counts = new TreeMap<>();
    summary
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isNumber()) {
                counts.put(field.getKey(), field.getValue().asInt(-1));
              }
            });
    assertEquals(
        Stream.of(
                "messages",
                "passed_over",
                "measures",
                "archived",
                "unarchived",
                "dead_lettered",
                "not_replayable",
                "duplicates",
                "under_way",
                "day_behind_clock",
                "hour_ahead_of_clock",
                "attributes_cut",
                "same_time",
                "ambiguous_sensor",
                "without_asset",
                "dropped_late",
                "late_for_limits",
                "unscored_late",
                "windows",
                "anomalies",
                "alerts",
                "alerts_resolved",
                "incidents",
                "facility_metrics",
                "equipment_health",
                "line_efficiency",
                "hourly",
                "device_patterns",
                "event_frames",
                "late_for_states")
            .collect(Collectors.toMap(name -> name, name -> 0)),
        counts);
  }

  @Test
  void messageThatIsNotUtf8IsADeadLetterInBase64() throws IOException {
    byte[] message = "{\"sensor_id\":\"\u00E9\"}".getBytes(StandardCharsets.ISO_8859_1);
    Path file = folder.resolve("latin.ndjson");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(message);
      out.write(
          "\n{\"sensor_id\":\"s\",\"timestamp\":1767225600000,\"value\":1}\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    CommandRun run = run(file);
    assertEquals(ExitCode.OK, run.exitCode(), run::toString);
    List<JsonNode> letters = ReferenceComparison.records(folder.resolve("out/dead-letters"));
    assertEquals(1, letters.size());
    assertEquals("malformed_json", letters.get(0).path("reason").asText());
    assertEquals("base64", letters.get(0).path("payload_encoding").asText());
    assertEquals(
        new String(message, StandardCharsets.ISO_8859_1),
        new String(
            Base64.getDecoder().decode(letters.get(0).path("payload").asText()),
            StandardCharsets.ISO_8859_1));
    JsonNode summary = JSON.readTree(folder.resolve("out/summary.json").toFile());
    assertEquals(1, summary.path("archived").asInt());
    assertEquals(1, summary.path("dead_lettered").asInt());
  }

  private CommandRun run(Path file) {
    return CommandRun.of(List.of("--inputFiles=" + file, "--output=" + folder.resolve("out")));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
