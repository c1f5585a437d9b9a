package io.plantbeam.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.WindowStats;
import io.plantbeam.testing.ElasticsearchServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WriteElasticsearchTest {
  /** A field that the index has as a number, and the documents as whatever text they carry. */
  private static final OutputSchema<String> TEXTS =
      OutputSchema.<String>of("texts")
          .identifiedBy(text -> "id of " + text)
          .text("amount", "a text", text -> text)
          .build();

  private static ElasticsearchServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = ElasticsearchServer.shared();
  }

  @Test
  void templatesGiveEachFieldItsType() throws IOException, InterruptedException {
    ElasticsearchTemplates.apply(
        settings("typed"), List.of(WindowStats.SCHEMA, Anomaly.SCHEMA, Alert.SCHEMA));
    write("typed", List.of(stats("s1", 7)));

    JsonNode fields =
        server
            .request("GET", "/typed-window-stats/_mapping", null)
            .path("typed-window-stats")
            .path("mappings")
            .path("properties");
    assertEquals("keyword", fields.path("sensor_id").path("type").asText());
    assertEquals("date", fields.path("window_start").path("type").asText());
    assertEquals("long", fields.path("count").path("type").asText());
    assertEquals("double", fields.path("stddev").path("type").asText());
    assertEquals("boolean", fields.path("asset_matched").path("type").asText());
    assertEquals(WindowStats.SCHEMA.fields().size(), fields.size());
  }

  @Test
  void reasonOfTheServerIsInTheSentenceOnATemplateThatItRefuses()
      throws IOException, InterruptedException {
    server.request(
        "PUT",
        "/_index_template/of-somebody-else",
        "{\"index_patterns\":[\"clash-*\"],\"priority\":500}");
    ServerUnavailableException refused =
        assertThrows(
            ServerUnavailableException.class,
            () -> ElasticsearchTemplates.apply(settings("clash"), List.of(WindowStats.SCHEMA)));
    assertTrue(
        refused
            .getMessage()
            .contains(
                "refuses the index template clash-window-stats with status 400: illegal_argument_exception: "),
        refused.getMessage());
    assertTrue(refused.getMessage().contains("of-somebody-else"), refused.getMessage());
  }

  @Test
  void recordsBecomeDocumentsAndReplaceThemselves() throws IOException, InterruptedException {
    List<WindowStats> records = IntStream.range(0, 2_500).mapToObj(i -> stats("s" + i, i)).toList();
    write("again", records);
    write("again", records.subList(0, 100));
    write("again", List.of(stats("s3", 1_003)));

    List<JsonNode> documents = server.documents("again-window-stats");
    assertEquals(2_500, documents.size());
    JsonNode corrected =
        documents.stream()
            .filter(d -> d.path("_source").path("sensor_id").asText().equals("s3"))
            .findFirst()
            .orElseThrow();
    assertEquals(stats("s3", 0).identity(), corrected.path("_id").asText());
    assertEquals(1_003, corrected.path("_source").path("count").asLong());
    assertEquals(
        "2026-01-01T00:00:00.000Z", corrected.path("_source").path("window_start").asText());
    assertTrue(corrected.path("_source").path("stddev").isNull());
  }

  /** The version is the number after the name. */
  private static final OutputSchema<String> VERSIONED =
      OutputSchema.<String>of("versions")
          .identifiedBy(text -> text.split(" ", -1)[0])
          .versionedBy(text -> Long.parseLong(text.split(" ", -1)[1]))
          .text("text", "a text", text -> text)
          .build();

  @Test
  void greatestVersionStaysInWhateverOrderVersionsCome() throws IOException, InterruptedException {
    long superseded = 0;
    for (List<String> bundle :
        List.of(List.of("a 2", "b 1"), List.of("a 1"), List.of("b 2"), List.of("b 3", "b 1"))) {
      TestPipeline pipeline = pipeline();
      PCollection<DeadLetter> refused =
          pipeline
              .apply(Create.of(bundle))
              .apply(WriteElasticsearch.of(VERSIONED, settings("newest")));
      PAssert.that(refused).empty();
      PipelineResult result = pipeline.run();
      result.waitUntilFinish();
      superseded += counter(result, Counters.SUPERSEDED_IN + "newest-versions");
    }
    assertEquals(
        List.of("a 2", "b 3"),
        server.documents("newest-versions").stream()
            .map(document -> document.path("_source").path("text").asText())
            .sorted()
            .toList());
    // Of two versions in one bundle, one may never have been sent.
    assertTrue(superseded == 1 || superseded == 2, () -> "superseded");
  }

  @Test
  void refusedDocumentsBecomeDeadLettersAndTheOthersAreWritten()
      throws IOException, InterruptedException {
    server.request(
        "PUT", "/strict-texts", "{\"mappings\":{\"properties\":{\"amount\":{\"type\":\"long\"}}}}");

    TestPipeline pipeline = pipeline();
    PCollection<DeadLetter> refused =
        pipeline
            .apply(Create.of("12", "many", "13"))
            .apply(WriteElasticsearch.of(TEXTS, settings("strict")));
    PAssert.that(refused)
        .satisfies(
            letters -> {
              List<DeadLetter> found = new ArrayList<>();
              letters.forEach(found::add);
              assertEquals(1, found.size());
              DeadLetter letter = found.get(0);
              assertEquals(DeadLetter.Reason.REJECTED_BY_ELASTICSEARCH, letter.reason());
              assertEquals("{\"amount\":\"many\"}", new String(letter.payload(), UTF_8));
              assertTrue(
                  letter
                      .detail()
                      .startsWith("index strict-texts, id id of many: document_parsing_exception"),
                  letter.detail());
              return null;
            });
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();

    assertEquals(2, server.documents("strict-texts").size());
    assertEquals(3, counter(result, Counters.SENT_TO + "strict-texts"));
    assertEquals(1, counter(result, Counters.REFUSED_BY + "strict-texts"));
  }

  @Test
  void nothingIsRefusedWhileAnIndexIsClosedForAWhile() throws Exception {
    server.request("PUT", "/closed-window-stats", null);
    server.request("POST", "/closed-window-stats/_close", null);
    Thread job = new Thread(() -> write("closed", List.of(stats("s", 1))));
    job.start();
    // The job has nothing to do but to wait: it must not have ended when the index is opened.
    job.join(TimeUnit.SECONDS.toMillis(2));
    assertTrue(job.isAlive());
    server.request("POST", "/closed-window-stats/_open", null);
    job.join(TimeUnit.SECONDS.toMillis(60));

    assertEquals(1, server.documents("closed-window-stats").size());
  }

  @Test
  void nothingIsLostWhileTheServerIsAwayForAWhile() throws Exception {
    List<WindowStats> records = IntStream.range(0, 50).mapToObj(i -> stats("s" + i, i)).toList();
    Thread job = new Thread(() -> write("away", records));
    server.stop();
    try {
      job.start();
      // The job has nothing to do but to wait: it must not have ended when the server comes back.
      job.join(TimeUnit.SECONDS.toMillis(2));
      assertTrue(job.isAlive());
    } finally {
      server.start();
    }
    job.join(TimeUnit.SECONDS.toMillis(60));

    assertEquals(50, server.documents("away-window-stats").size());
  }

  @Test
  void serverThatStaysAwayFailsTheJobWithASentence() {
    TestPipeline pipeline = pipeline();
    pipeline
        .apply(Create.of(stats("s", 1)))
        .apply(
            WriteElasticsearch.of(
                    WindowStats.SCHEMA,
                    ElasticsearchSettings.of(List.of("http://127.0.0.1:1"), "none"))
                .withRetryLimit(Duration.millis(500)));
    Throwable failure =
        assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());
    assertTrue(
        failure
            .getMessage()
            .contains(
                "1 documents for the index none-window-stats are not written: Elasticsearch at"
                    + " http://127.0.0.1:1 still cannot be reached"),
        failure.getMessage());
  }

  @Test
  void serverThatIsDownAtLaunchIsSaidSo() {
    ServerUnavailableException failure =
        assertThrows(
            ServerUnavailableException.class,
            () ->
                ElasticsearchTemplates.apply(
                    ElasticsearchSettings.of(List.of("http://127.0.0.1:1"), "none"),
                    List.of(WindowStats.SCHEMA),
                    Duration.standardSeconds(1)));
    assertTrue(
        failure
            .getMessage()
            .startsWith("--elasticsearchUrls=http://127.0.0.1:1: Elasticsearch cannot be reached"),
        failure.getMessage());
  }

  private static void write(String prefix, List<WindowStats> records) {
    TestPipeline pipeline = pipeline();
    PCollection<DeadLetter> refused =
        pipeline
            .apply(Create.of(records))
            .apply(WriteElasticsearch.of(WindowStats.SCHEMA, settings(prefix)));
    PAssert.that(refused).empty();
    pipeline.run().waitUntilFinish();
  }

  private static ElasticsearchSettings settings(String prefix) {
    return ElasticsearchSettings.of(List.of(server.url()), prefix);
  }

  private static WindowStats stats(String sensor, long count) {
    SeriesInfo series = new SeriesInfo(sensor, "m", "t", "f", null);
    long start = 1_767_225_600_000L;
    return new WindowStats(
        new SeriesContext(series, AssetContext.unmatched("f")),
        start,
        start + 300_000,
        count,
        1.5,
        Double.NaN,
        1.5,
        1.5,
        1.5,
        start * 1000,
        Double.NaN,
        1.0,
        Double.NaN,
        Double.NaN,
        0);
  }

  private static long counter(PipelineResult result, String name) {
    long sum = 0;
    for (MetricResult<Long> counter :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, name))
                    .build())
            .getCounters()) {
      sum += counter.getCommitted();
    }
    return sum;
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }
}
