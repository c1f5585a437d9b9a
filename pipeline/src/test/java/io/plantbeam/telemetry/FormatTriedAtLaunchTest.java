package io.plantbeam.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.job.Job;
import io.plantbeam.job.JobSettingsReader;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.preflight.Finding;
import io.plantbeam.preflight.Preflight;
import io.plantbeam.testing.SharedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mapping that cannot be meant for the messages of a job is told before the job starts. */
class FormatTriedAtLaunchTest {
  /** Before any options are read: it makes its own known. */
  private static final PipelineKind KIND = PipelineKinds.TELEMETRY;

  private static final String MESSAGE = "{\"id\":\"p-1\",\"ts\":1772352000000,\"v\":1}";

  @TempDir Path folder;
  private Path mapping;

  @BeforeEach
  void write() throws IOException {
    mapping = folder.resolve("mapping.yaml");
    Files.writeString(mapping, "sensor: /id\ntime: /tss\nvalue: /v\n");
  }

  private String problem() {
    return mapping
        + ": 'time' leads to nothing in any of the one message tried, by /tss; did you mean ts?";
  }

  private PipelineOptions options(String... more) {
    String[] all = new String[more.length + 2];
    System.arraycopy(more, 0, all, 0, more.length);
    all[more.length] = "--messageFormat=" + mapping;
    all[more.length + 1] = "--output=" + folder.resolve("out");
    return PipelineOptionsFactory.fromArgs(all).create();
  }

  private static Finding preflight(PipelineOptions options) {
    return new Preflight(
            JobSettingsReader.read(KIND, options)
                .checks(OptionalInt.empty(), Duration.ofSeconds(20)),
            Duration.ofSeconds(20))
        .run().stream()
            .filter(
                finding ->
                    finding.sentence().startsWith("messages: ")
                        || finding.sentence().startsWith("/"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void ofFilesTheJobIsNotStarted() throws IOException {
    Path messages = Files.writeString(folder.resolve("messages.ndjson"), MESSAGE + "\n");
    PipelineOptions options = options("--inputFiles=" + messages);
    assertEquals(
        List.of(problem()),
        assertThrows(InvalidOptionsException.class, () -> Job.launch(KIND, options)).problems());
    assertFalse(Files.exists(folder.resolve("out").resolve("summary.json")));
    assertEquals(new Finding(false, problem()), preflight(options));
  }

  @Test
  void someMessagesOfEachOfTheFirstFilesAreTried() throws IOException {
    Files.writeString(folder.resolve("a.ndjson"), "{\"heartbeat\":1}\n".repeat(200));
    Files.writeString(folder.resolve("b.ndjson"), MESSAGE.replace("ts", "tss") + "\n");
    assertEquals(
        new Finding(
            true, "messages: the format finds sensors, times and values in those that were tried"),
        preflight(options("--inputFiles=" + folder + "/*.ndjson")));
  }

  @Test
  void ofTopicsAPreflightSaysIt() {
    String topic = SharedKafka.newTopic("tried", 2);
    String servers = "--bootstrapServers=" + SharedKafka.broker().bootstrapServers();
    assertEquals(
        new Finding(true, "messages: there are none that the format could be tried on"),
        preflight(options(servers, "--inputTopics=" + topic)));
    SharedKafka.send(topic, 1, MESSAGE);
    assertEquals(
        new Finding(false, problem()), preflight(options(servers, "--inputTopics=" + topic)));
  }
}
