package io.plantbeam.format.schema;

import io.plantbeam.format.document.DocumentReader;
import io.plantbeam.format.document.JsonDocument;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readers of documents by the ids of the schemas that they were written by. Schemas never
 * change, so that each is asked for once per process. What cannot be had is asked for again with
 * growing pauses, and then not for a while: a message waits for a registry that restarts, and a
 * stream does not stand still because of an id that nobody knows.
 */
final class WriterSchemas {
  private static final Logger LOG = LoggerFactory.getLogger(WriterSchemas.class);

  private static final Map<SchemaRegistrySettings, WriterSchemas> ALL = new ConcurrentHashMap<>();

  private final SchemaRegistryClient client;
  private final Patience patience;
  private final Map<Integer, RegisteredSchema> schemas = new HashMap<>();
  private final Map<Integer, Failure> failures = new HashMap<>();

  /**
   * How long is waited.
   *
   * @param lasting for an id that is not there: it may be new, and the registry one of several
   * @param passing for a registry that does not answer
   * @param pause before what could not be had is asked for again
   */
  record Patience(Duration lasting, Duration passing, Duration pause) {
    static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(60));
  }

  private record Failure(String sentence, long untilNanos) {}

  WriterSchemas(SchemaRegistrySettings settings, Patience patience) {
    this.client = new SchemaRegistryClient(settings);
    this.patience = patience;
  }

  /** Those of a registry, shared by all that read messages in this process. */
  static WriterSchemas of(SchemaRegistrySettings settings) {
    return ALL.computeIfAbsent(settings, key -> new WriterSchemas(key, Patience.DEFAULT));
  }

  /** A reader of what was written by a schema, for one thread. */
  DocumentReader reader(int id) throws SchemaUnavailableException {
    RegisteredSchema schema = schema(id);
    return switch (schema.type()) {
      case "AVRO" -> AvroDocument.of(schema);
      case "PROTOBUF" -> ProtobufDocument.of(schema);
      case "JSON" -> JsonDocument::read;
      default ->
          throw SchemaUnavailableException.lasting(
              "schema %d is of type %s; AVRO, PROTOBUF and JSON are read"
                  .formatted(id, schema.type()));
    };
  }

  private synchronized RegisteredSchema schema(int id) throws SchemaUnavailableException {
    RegisteredSchema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Failure failure = failures.get(id);
    if (failure != null && System.nanoTime() - failure.untilNanos < 0) {
      throw SchemaUnavailableException.lasting(failure.sentence);
    }
    try {
      RegisteredSchema schema = ask(id);
      schemas.put(id, schema);
      failures.remove(id);
      return schema;
    } catch (SchemaUnavailableException e) {
      LOG.warn("Messages of schema {} become dead letters: {}", id, e.getMessage());
      failures.put(id, new Failure(e.getMessage(), System.nanoTime() + patience.pause().toNanos()));
      throw e;
    }
  }

  private RegisteredSchema ask(int id) throws SchemaUnavailableException {
    long begun = System.nanoTime();
    long waitMillis = 100;
    while (true) {
      try {
        return client.schema(id);
      } catch (SchemaUnavailableException e) {
        Duration limit = e.isPassing() ? patience.passing() : patience.lasting();
        if (System.nanoTime() - begun + waitMillis * 1_000_000 > limit.toNanos()) {
          throw e;
        }
        pause(waitMillis, e);
        waitMillis = Math.min(waitMillis * 2, 5_000);
      }
    }
  }

  private static void pause(long millis, SchemaUnavailableException reason)
      throws SchemaUnavailableException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }
}
