package io.plantbeam.elasticsearch;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.output.JsonEncoder;
import io.plantbeam.output.Refusals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.elasticsearch.client.RestClient;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Writes records to the index {@code PREFIX-<schema>}, each under the id that its schema gives it,
 * so that a record that is written again replaces itself. Of records with versions, the one with
 * the greatest stays, in whatever order they come; the others are counted as superseded.
 *
 * <p>Output: a dead letter for each document that Elasticsearch refuses, with the document as its
 * payload, in the global window. A server that cannot be reached or is overloaded is tried again
 * with growing waits; when the limit is reached, the bundle fails.
 */
public final class WriteElasticsearch<T>
    extends PTransform<PCollection<T>, PCollection<DeadLetter>> {
  private static final Duration RETRY_LIMIT = Duration.standardMinutes(5);

  private final OutputSchema<T> schema;
  private final ElasticsearchSettings settings;
  private final Duration retryLimit;

  private WriteElasticsearch(
      OutputSchema<T> schema, ElasticsearchSettings settings, Duration retryLimit) {
    this.schema = schema;
    this.settings = settings;
    this.retryLimit = retryLimit;
  }

  /** Writes the records of a schema to its index. */
  public static <T> WriteElasticsearch<T> of(
      OutputSchema<T> schema, ElasticsearchSettings settings) {
    return new WriteElasticsearch<>(schema, settings, RETRY_LIMIT);
  }

  /** How long to wait, in all, for a request to be taken. */
  public WriteElasticsearch<T> withRetryLimit(Duration newRetryLimit) {
    return new WriteElasticsearch<>(schema, settings, newRetryLimit);
  }

  @Override
  public PCollection<DeadLetter> expand(PCollection<T> input) {
    return input
        // One window, so that the documents of a bundle can share requests; and the trigger of the
        // other dead letters, so that they can be flattened.
        .apply(
            "OneWindow",
            Window.<T>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .discardingFiredPanes())
        .apply("Index", ParDo.of(new Index<>(schema, settings, retryLimit)))
        .setCoder(DeadLetter.DeadLetterCoder.INSTANCE);
  }

  static final class Index<T> extends DoFn<T, DeadLetter> {
    private static final int BULK_DOCUMENTS = 1_000;
    private static final int BULK_BYTES = 5 << 20;
    private static final String STAGE = "WriteElasticsearch";

    private final Refusals refusals;
    private final OutputSchema<T> schema;
    private final ElasticsearchSettings settings;
    private final Duration retryLimit;

    private transient RestClient client;
    private transient ElasticsearchBulk bulk;
    private transient Map<String, ElasticsearchBulk.Document> waiting;
    private transient int waitingBytes;
    private transient Instant latest;

    private Index(OutputSchema<T> schema, ElasticsearchSettings settings, Duration retryLimit) {
      this.schema = schema;
      this.settings = settings;
      this.retryLimit = retryLimit;
      this.refusals = new Refusals(settings.index(schema.name()));
    }

    @Setup
    public void setup() {
      client = ElasticsearchClients.create(settings);
      bulk = new ElasticsearchBulk(client, settings, settings.index(schema.name()), retryLimit);
    }

    @StartBundle
    public void start() {
      waiting = new LinkedHashMap<>();
      waitingBytes = 0;
      latest = null;
    }

    @ProcessElement
    public void index(
        @Element T record, @Timestamp Instant timestamp, OutputReceiver<DeadLetter> out)
        throws IOException {
      String id = schema.identity(record);
      byte[] json = JsonEncoder.encode(schema, record);
      waiting.merge(
          id,
          new ElasticsearchBulk.Document(id, json, version(record)),
          (one, other) -> other.version() >= one.version() ? other : one);
      waitingBytes += json.length;
      if (latest == null || timestamp.isAfter(latest)) {
        latest = timestamp;
      }
      if (waiting.size() >= BULK_DOCUMENTS || waitingBytes >= BULK_BYTES) {
        for (DeadLetter letter : send()) {
          out.output(letter);
        }
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) throws IOException {
      for (DeadLetter letter : send()) {
        context.output(letter, latest, GlobalWindow.INSTANCE);
      }
    }

    @Teardown
    public void teardown() throws IOException {
      if (client != null) {
        client.close();
      }
    }

    private long version(T record) {
      return schema.isVersioned() ? schema.version(record) : ElasticsearchBulk.Document.UNVERSIONED;
    }

    private List<DeadLetter> send() throws IOException {
      List<DeadLetter> letters = new ArrayList<>();
      long superseded =
          bulk.send(
              List.copyOf(waiting.values()),
              (document, reason) -> {
                refusals.refused(document.id(), reason);
                letters.add(deadLetter(document, reason));
              });
      refusals.sent(waiting.size());
      refusals.superseded(superseded);
      waiting.clear();
      waitingBytes = 0;
      return letters;
    }

    private DeadLetter deadLetter(ElasticsearchBulk.Document document, String reason) {
      return new DeadLetter(
          DeadLetter.Reason.REJECTED_BY_ELASTICSEARCH,
          null,
          "index %s, id %s: %s".formatted(settings.index(schema.name()), document.id(), reason),
          STAGE,
          document.json(),
          null);
    }
  }
}
