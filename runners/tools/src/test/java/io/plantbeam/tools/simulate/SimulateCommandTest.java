package io.plantbeam.tools.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.reference.ReferenceInput;
import io.plantbeam.reference.ReferenceJob;
import io.plantbeam.reference.ReferenceJob.Options;
import io.plantbeam.reference.ReferenceResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path directory;

  private int simulate(String... options) {
    return new CommandLine(new SimulateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(options);
  }

  private List<Path> readings() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("readings"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void filesHoldWhatTruthSays() throws IOException {
    int exit =
        simulate(
            "--output=" + directory,
            "--sensors=30",
            "--duration=20m",
            "--dirty=0.02",
            "--duplicates=0.02",
            "--faults=5",
            "--files=3",
            "--gzip");
    assertEquals(0, exit, err.toString());
    assertEquals(
        List.of("part-00000.ndjson.gz", "part-00001.ndjson.gz", "part-00002.ndjson.gz"),
        readings().stream().map(file -> file.getFileName().toString()).toList());
    ReferenceResult result =
        ReferenceJob.run(
            ReferenceInput.ofFiles(readings()), directory.resolve("registry"), Options.DEFAULTS);
    JsonNode truth = JSON.readTree(directory.resolve("truth.json").toFile());
    assertEquals(result.messages(), truth.get("messages").asLong());
    assertEquals(result.readings().size(), truth.get("archived").asLong());
    assertEquals(result.duplicates(), truth.get("duplicates").asLong());
    assertEquals(result.deadLetters().size(), truth.get("dead_lettered").asLong());
    assertEquals(
        truth.get("measures").asLong(),
        result.readings().size() + result.duplicates() + result.deadLetters().size());
    assertTrue(result.readings().stream().anyMatch(reading -> reading.assetMatched()));

    List<JsonNode> labels = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("labels.ndjson"))) {
      labels.add(JSON.readTree(line));
    }
    assertEquals(5, labels.size());
    labels.forEach(label -> assertTrue(label.get("start").asText().endsWith("Z")));
    assertTrue(
        out.toString()
            .contains(
                "./plantbeam run --runner=DirectRunner --inputFiles='"
                    + directory.resolve("readings")
                    + "/part-*.ndjson.gz' --assetRegistry="
                    + directory.resolve("registry")),
        out.toString());
  }

  @Test
  void readingsThatAreThereAreNotMixedWithOthers() {
    String[] options = {"--output=" + directory, "--sensors=1", "--duration=1m"};
    assertEquals(0, simulate(options));
    assertEquals(2, simulate(options));
    assertTrue(err.toString().contains("holds readings already"), err.toString());
  }

  @Test
  void theRateLimitsTheMessagesPerSecond() {
    long begin = System.nanoTime();
    assertEquals(
        0,
        simulate(
            "--output=" + directory,
            "--sensors=30",
            "--duration=10s",
            "--duplicates=0",
            "--outOfOrder=0",
            "--rate=100"));
    assertTrue(System.nanoTime() - begin >= 280_000_000L, "30 messages at 100 a second");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sensors=3 | nowhere to write",
        "--topic=t --output=x | --topic=t: needs --bootstrapServers",
        "--bootstrapServers=h:1 | --bootstrapServers=h:1: needs --topic",
        "--output=x --producerConfig=f | needs --bootstrapServers",
        "--bootstrapServers=h:1 --topic=t --producerConfig=/none | a readable properties file",
        "--output=x --duration=5 | '5' is not a duration",
        "--output=x --duration=0s | --duration=0s: allowed is",
        "--output=x --interval=-1s | '-1s' is not a duration",
        "--output=x --start=noon | 'noon' is not a time",
        "--output=x --sensors=0 | --sensors=0: allowed is 1 to 1000000.",
        "--output=x --sensors=many | --sensors",
        "--output=x --dirty=1.5 | --dirty=1.5: allowed is a share",
        "--output=x --faults=201 | --faults=201: allowed is 0 to the number of sensors, 200.",
        "--output=x --faults=some | --faults=some: allowed is",
        "--output=x --faults=150% | --faults=150%: allowed is",
        "--output=x --rate=-1 | --rate=-1.0: allowed is",
        "--output=x --files=0 | --files=0: allowed is",
        "--output=/dev/null | this is a file",
        "--output=x --frobnicate | Unknown option",
      })
  void misuseEndsWithTwoAndASentence(String options, String sentence) {
    assertEquals(2, simulate(options.split(" ")));
    assertTrue(err.toString().contains(sentence), err.toString());
  }

  @Test
  void anUnwritableDirectoryEndsWithOne() {
    assertEquals(1, simulate("--output=/proc/nowhere", "--sensors=1"));
    assertTrue(
        err.toString().startsWith("--output=/proc/nowhere: /proc/nowhere cannot be written"),
        err.toString());
  }

  @Test
  void aBrokerThatIsDownEndsWithOneAndASentence() throws IOException {
    Path config = Files.writeString(directory.resolve("kafka.properties"), "max.block.ms=200\n");
    assertEquals(
        1,
        simulate(
            "--bootstrapServers=localhost:1", "--topic=readings", "--producerConfig=" + config));
    assertTrue(
        err.toString()
            .startsWith("--bootstrapServers=localhost:1: topic readings cannot be written: "),
        err.toString());
  }

  @Test
  void producerPropertiesThatKafkaRefusesEndWithOneAndASentence() throws IOException {
    Path config = Files.writeString(directory.resolve("kafka.properties"), "acks=maybe\n");
    assertEquals(
        1, simulate("--bootstrapServers=localhost:1", "--topic=t", "--producerConfig=" + config));
    assertTrue(err.toString().contains("acks"), err.toString());
  }

  @Test
  void helpNamesEveryOption() {
    assertEquals(0, simulate("--help"));
    for (String option :
        List.of("--output", "--topic", "--rate", "--faults", "--dirty", "--seed", "10% or 0.1")) {
      assertTrue(out.toString().contains(option), option);
    }
  }
}
