package io.plantbeam.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plantbeam.job.JobSettings;
import io.plantbeam.job.JobSettingsReader;
import io.plantbeam.telemetry.PipelineKinds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of servers that are not an Elasticsearch of the supported version. */
class ElasticsearchChecksTest {
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private int status = 200;
  private HttpServer server;
  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = answers.get(exchange.getRequestURI().getPath());
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    if (login != null) {
      answers.put("login", login);
    }
    byte[] bytes = (body == null ? "{}" : body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(body == null && status == 200 ? 405 : status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\":{\"number\":\"7.17.29\"}} | is Elasticsearch 7.17.29; supported is version 8",
        "{\"version\":{\"number\":\"9.1.0\"}} | is Elasticsearch 9.1.0; supported is version 8",
        "{\"version\":{\"number\":\"2.11.0\",\"distribution\":\"opensearch\"}} | is opensearch 2.11.0; supported is Elasticsearch 8",
        "{\"hello\":\"world\"} | does not answer as Elasticsearch does; is it the address of another server?",
        "<html> | does not answer as Elasticsearch does; is it the address of another server?",
      })
  void otherServersAreRefused(String answer, String sentence) throws IOException {
    answers.put("/", answer);
    assertEquals(new Finding(false, url() + ": " + sentence), findings().get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "401, 'refuses the login with status 401; check --elasticsearchConfig'",
    "503, answers with status 503"
  })
  void serverThatRefusesIsRefused(int refusal, String sentence) throws IOException {
    status = refusal;
    assertEquals(new Finding(false, url() + ": " + sentence), findings().get(1));
  }

  @Test
  void keyIsSentAndNotPrinted() throws IOException {
    status = 401;
    Path key = Files.writeString(folder.resolve("key"), "canary-of-the-tests");
    JobSettings settings =
        settings(
            "http://localhost:" + server.getAddress().getPort(),
            "--elasticsearchApiKey=secret:file:" + key);
    List<Finding> findings = preflight(settings, Duration.ofSeconds(20));
    assertEquals("ApiKey canary-of-the-tests", answers.get("login"));
    assertEquals(false, findings.get(1).passed());
    assertFalse(findings.toString().contains("canary"), findings.toString());
  }

  @Test
  void versionIsAskedOfTheNodeWhereThereIsNoRoot() throws IOException {
    answers.put("/_nodes/_local", "{\"nodes\":{\"x\":{\"version\":\"8.1.0\"}}}");
    assertEquals(new Finding(true, url() + ": answers, and is version 8.1.0"), findings().get(1));
  }

  @ParameterizedTest(name = "{0} s")
  @CsvSource({"-120, behind", "120, ahead of"})
  void clockThatIsWrongIsACross(int seconds, String direction) throws IOException {
    long theirs = System.currentTimeMillis() + 1000L * seconds;
    answers.put(
        "/_nodes/_local/stats/os", "{\"nodes\":{\"x\":{\"timestamp\":%d}}}".formatted(theirs));
    Finding clock = findings().get(2);
    assertTrue(
        clock
            .sentence()
            .matches(
                "clock: Elasticsearch's is (2m|119s|121s) %s this machine's; allowed are 30s, so set the one that is wrong"
                    .formatted(direction)),
        clock.sentence());
    assertEquals(false, clock.passed());
  }

  @Test
  void clockThatIsNotToldIsNotCompared() throws IOException {
    assertEquals(
        new Finding(
            true,
            "clock: Elasticsearch does not tell its time, so the two clocks are not compared"),
        findings().get(2));
  }

  @Test
  void serverThatNeverAnswersIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://localhost:" + silent.getLocalPort();
      long begin = System.nanoTime();
      List<Finding> findings = preflight(settings(url), Duration.ofSeconds(1));
      assertEquals(
          new Finding(false, "--elasticsearchUrls=%s: no answer within 1 s".formatted(url)),
          findings.get(1));
      assertTrue(System.nanoTime() - begin < Duration.ofSeconds(10).toNanos());
    }
  }

  private String url() {
    return "--elasticsearchUrls=http://localhost:" + server.getAddress().getPort();
  }

  private List<Finding> findings() throws IOException {
    JobSettings settings = settings("http://localhost:" + server.getAddress().getPort());
    return preflight(settings, Duration.ofSeconds(20));
  }

  private static List<Finding> preflight(JobSettings settings, Duration limit) {
    return new Preflight(settings.checks(OptionalInt.empty(), limit), limit).run();
  }

  private JobSettings settings(String url, String... more) throws IOException {
    Path messages = Files.writeString(folder.resolve("a.ndjson"), "{}\n");
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--inputFiles=" + messages);
    options.add("--output=" + folder.resolve("out"));
    options.add("--elasticsearchUrls=" + url);
    return JobSettingsReader.read(
        PipelineKinds.TELEMETRY,
        PipelineOptionsFactory.fromArgs(options.toArray(String[]::new)).create());
  }
}
