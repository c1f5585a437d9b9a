package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plantbeam.job.JobLabels;
import io.plantbeam.job.JobSettings;
import io.plantbeam.job.JobSettingsReader;
import io.plantbeam.launch.Arguments;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.testing.SharedKafka;
import io.plantbeam.testing.StartedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets reach the servers that ask for them, and are in nothing that people see. */
class SecretsOfJobsTest {
  /** What nobody may see, in part or whole. */
  private static final String CANARY = "canary-4711";

  private static final String API_KEY = CANARY + "-api-key";

  /** The password of the broker's listener for SASL. */
  private static final String KAFKA_PASSWORD = "a-secret-of-the-tests";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private HttpServer elasticsearch;
  private final ConcurrentSkipListSet<String> requests = new ConcurrentSkipListSet<>();

  @BeforeEach
  void startElasticsearch() throws IOException {
    elasticsearch =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elasticsearch.createContext("/", this::answer);
    elasticsearch.start();
    Files.writeString(
        folder.resolve("in.ndjson"),
        "{\"sensor_id\":\"s\",\"timestamp\":1767225600000,\"value\":1}\nno message\n");
  }

  @AfterEach
  void stopElasticsearch() {
    elasticsearch.stop(0);
  }

  /** Answers as Elasticsearch does, to whoever has the key; a refusal says what it was given. */
  private void answer(HttpExchange exchange) throws IOException {
    String login = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    exchange.getRequestBody().readAllBytes();
    boolean known = login.equals("ApiKey " + API_KEY);
    requests.add((known ? "" : "refused ") + exchange.getRequestURI().getPath());
    byte[] body =
        (known ? "{\"errors\":false}" : "{\"error\":\"unknown " + login + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.sendResponseHeaders(known ? 200 : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void secretsOfAVariableAndOfAFileReachTheServersAndNothingElse() throws IOException {
    String topic = SharedKafka.newTopic("secret-letters", 1);
    Path output = folder.resolve("out");
    List<String> arguments = new ArrayList<>(arguments(topic));
    arguments.add("--elasticsearchApiKey=secret:env:PLANTBEAM_TEST_KEY");

    String shown = runProcess(ExitCode.OK, arguments, Map.of("PLANTBEAM_TEST_KEY", API_KEY));

    assertTrue(requests.contains("/plantbeam-window-stats/_bulk"), requests::toString);
    assertTrue(requests.stream().noneMatch(path -> path.startsWith("refused")), requests::toString);
    assertEquals(1, SharedKafka.readUntil(topic, records -> !records.isEmpty()).size());
    JsonNode parameters = JSON.readTree(output.resolve("summary.json").toFile()).path("parameters");
    assertEquals("secret:env:PLANTBEAM_TEST_KEY", parameters.path("elasticsearchApiKey").asText());
    assertTrue(shown.contains("elasticsearchApiKey=secret:env:PLANTBEAM_TEST_KEY"), shown);
    assertTrue(shown.contains("1 archived"), shown);
    assertHidden(shown);
    assertHidden(contents(output));
  }

  @Test
  void secretsThatServersRefuseAreNotRepeated() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong"), CANARY + "-wrong");
    CommandRun refused =
        CommandRun.of(
            List.of(
                "--inputFiles=" + folder.resolve("in.ndjson"),
                "--output=" + folder.resolve("out"),
                "--elasticsearchUrls=" + elasticsearchUrl(),
                "--elasticsearchApiKey=secret:file:" + wrong));
    assertEquals(ExitCode.SERVER_UNAVAILABLE, refused.exitCode(), refused::toString);
    assertEquals(
        "--elasticsearchUrls=%s: refuses the index template plantbeam-window-stats with status 401; check --elasticsearchApiKey, or the login in --elasticsearchConfig"
            .formatted(elasticsearchUrl()),
        refused.errors().get(0));
    assertHidden(refused.toString());

    List<String> arguments = new ArrayList<>(arguments("t"));
    Path jaas = folder.resolve("jaas");
    Files.writeString(jaas, Files.readString(jaas).replace(KAFKA_PASSWORD, CANARY));
    arguments.add("--elasticsearchApiKey=secret:file:" + apiKeyFile());
    CommandRun kafka = CommandRun.of(arguments);
    assertEquals(ExitCode.SERVER_UNAVAILABLE, kafka.exitCode(), kafka::toString);
    assertTrue(kafka.errors().get(0).contains("do not accept these credentials"), kafka::toString);
    assertHidden(kafka.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--elasticsearchApiKey=KEY",
        "--kafkaSaslJaasConfig=KEY",
        "--elasticsearchApiKey=secret:KEY",
        "--elasticsearchApiKey=secret:env:NONE --elasticsearchApiKey=KEY",
        "--elasticsearchApiKey=secret:env:NONE --elasticsearchApiKey=KEY\nKEY",
        "--elasticsearchApiKee=KEY",
        "--elasticsearchApiKey KEY",
        "--kafkaSaslJaasConfig=org.apache required KEY KEY",
        "--kafkaPassword=KEY",
      })
  void plainTextIsRefusedAndNotRepeated(String options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--inputFiles=" + folder.resolve("in.ndjson"),
                "--output=" + folder.resolve("out"),
                "--elasticsearchUrls=" + elasticsearchUrl(),
                "--bootstrapServers=localhost:1",
                "--deadLetterTopic=t"));
    arguments.addAll(List.of(options.replace("KEY", CANARY).split(" ")));
    CommandRun run = CommandRun.of(arguments);
    assertEquals(ExitCode.INVALID_OPTIONS, run.exitCode(), run::toString);
    assertHidden(run.toString());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void secretsAreInNoTextThatTheJobIsDescribedWith() throws IOException {
    List<String> arguments = new ArrayList<>(arguments("t"));
    arguments.add("--elasticsearchApiKey=secret:file:" + apiKeyFile());
    Arguments parsed = Arguments.parse(arguments);
    PipelineOptions options = parsed.options();
    JobSettings settings = JobSettingsReader.read(parsed.kind(), options);
    Pipeline pipeline = Pipeline.create(options);
    settings.build(pipeline);

    StringBuilder shown = new StringBuilder(settings.toString()).append(options);
    // What Flink shows as the job's parameters, and what every worker logs.
    shown.append(new SerializablePipelineOptions(options));
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            show(node);
            return CompositeBehavior.ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            show(node);
          }

          private void show(TransformHierarchy.Node node) {
            if (node.getTransform() != null) {
              shown.append(DisplayData.from(node.getTransform()).asMap().values());
              shown.append(node.getTransform());
            }
          }
        });
    assertTrue(shown.toString().contains("secret:file:" + apiKeyFile()), shown::toString);
    assertHidden(shown.toString());
  }

  @Test
  void flinkShowsEveryParameterAsAParameterOfTheJob() throws IOException {
    Arguments parsed =
        Arguments.parse(
            List.of(
                "--runner=FlinkRunner",
                "--inputFiles=" + folder.resolve("in.ndjson"),
                "--output=" + folder.resolve("out"),
                "--templateName=backfill",
                "--templateVersion=1.2.0",
                "--elasticsearchApiKey=secret:env:KEY"));
    PipelineOptions options = parsed.options();
    JobLabels.of(parsed.kind().parameters(), options);
    // FlinkExecutionEnvironments of Beam 2.70 makes the global job parameters of this.
    JsonNode shown =
        JSON.readTree(new SerializablePipelineOptions(options).toString()).path("options");
    assertEquals("backfill", shown.path("jobName").asText());
    assertEquals("backfill", shown.path("templateName").asText());
    assertEquals("1.2.0", shown.path("templateVersion").asText());
    assertEquals("5m", shown.path("windowSize").asText());
    assertEquals("true", shown.path("lake").asText());
    assertEquals("secret:env:KEY", shown.path("elasticsearchApiKey").asText());
  }

  /**
   * A job that writes its dead letters by SASL, whose secret is in a file, and all else by HTTP.
   */
  private List<String> arguments(String topic) throws IOException {
    Map<String, String> sasl = new TreeMap<>(SharedKafka.broker().saslClientProperties());
    Files.writeString(folder.resolve("jaas"), sasl.remove("sasl.jaas.config") + "\n");
    Properties producer = new Properties();
    producer.putAll(sasl);
    try (var writer = Files.newBufferedWriter(folder.resolve("producer.properties"))) {
      producer.store(writer, null);
    }
    return List.of(
        "--inputFiles=" + folder.resolve("in.ndjson"),
        "--output=" + folder.resolve("out"),
        "--bootstrapServers=" + SharedKafka.broker().saslBootstrapServers(),
        "--deadLetterTopic=" + topic,
        "--producerConfig=" + folder.resolve("producer.properties"),
        jaasOption(),
        "--elasticsearchUrls=" + elasticsearchUrl());
  }

  private String jaasOption() {
    return "--kafkaSaslJaasConfig=secret:file:" + folder.resolve("jaas");
  }

  private Path apiKeyFile() throws IOException {
    return Files.writeString(folder.resolve("api-key"), API_KEY + "\n");
  }

  private String elasticsearchUrl() {
    return "http://localhost:" + elasticsearch.getAddress().getPort();
  }

  /** Runs the command in a process of its own; returns all that it printed, logs among it. */
  private String runProcess(int exitCode, List<String> arguments, Map<String, String> environment) {
    StartedProgram process =
        CommandRun.start(arguments, environment, folder.resolve("printed.log"));
    assertEquals(exitCode, process.await(Duration.ofMinutes(2)), process::text);
    return process.text();
  }

  private static String contents(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).map(SecretsOfJobsTest::content).toList().toString();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertHidden(String shown) {
    for (String secret : List.of(CANARY, KAFKA_PASSWORD)) {
      assertFalse(shown.contains(secret), () -> secret + " shows in " + shown);
    }
  }
}
