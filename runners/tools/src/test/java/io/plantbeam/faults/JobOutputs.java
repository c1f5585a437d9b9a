package io.plantbeam.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.conformance.TopicValues;
import io.plantbeam.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Where a job of these tests puts its outputs, and what is there, or has to be there, when it has
 * come to some event time.
 *
 * @param lake directory
 * @param elasticsearch address
 */
record JobOutputs(String bootstrapServers, Path lake, String elasticsearch) {
  static final String ALERTS_TOPIC = "alerts";
  static final String DEAD_LETTERS_TOPIC = "dead-letters";

  static final String READINGS = "rows of the lake";
  static final String WINDOWS = "window statistics";
  static final String ANOMALIES = "anomalies";
  static final String ALERTS = "alerts in the topic";
  static final String ALERT_DOCUMENTS = "alerts in Elasticsearch";
  static final String DEAD_LETTERS = "dead letters";

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An event time to which a job has come.
   *
   * @param windowsUntil the end of the last windows that have come out
   * @param readingsBefore the end of the last lake's files that are complete
   * @param steps of the load that have been read
   */
  record Progress(Instant windowsUntil, Instant readingsBefore, int steps) {}

  /** What has to be there. */
  static OutputContents expected(Load load, Undisturbed undisturbed, Progress progress) {
    List<JsonNode> alerts = raisedUntil(progress, undisturbed.alerts());
    return new OutputContents()
        .with(READINGS, load.readingsBefore(progress.readingsBefore()))
        .with(WINDOWS, until(progress, undisturbed.windows()))
        .with(ANOMALIES, until(progress, undisturbed.anomalies()))
        .with(ALERTS, alerts)
        .with(ALERT_DOCUMENTS, ids(alerts))
        .with(DEAD_LETTERS, load.unreadable(0, progress.steps()));
  }

  /**
   * Waits until as much is there as is expected.
   *
   * @param state tells how the job is, for where it does not come
   * @return what is there
   */
  OutputContents await(OutputContents expected, Progress progress, Supplier<String> state) {
    try (IndexedDocuments documents = new IndexedDocuments(elasticsearch)) {
      for (String output : expected.outputs().keySet()) {
        int size = expected.of(output).size();
        if (!Await.holdsWithin(LIMIT, STEP, () -> size(output, documents, progress) >= size)) {
          throw new AssertionError(
              "of %s, %d are there of %d; the job is %s"
                  .formatted(output, size(output, documents, progress), size, state.get()));
        }
      }
      OutputContents found = new OutputContents();
      for (String output : expected.outputs().keySet()) {
        found = found.with(output, read(output, documents, progress));
      }
      return found;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("outputs cannot be read", e);
    }
  }

  /** How many different ones are there. */
  private long size(String output, IndexedDocuments documents, Progress progress) {
    try {
      return read(output, documents, progress).stream().distinct().count();
    } catch (IOException | SQLException e) {
      // There is no index yet, or the server is just coming back.
      return -1;
    }
  }

  private List<?> read(String output, IndexedDocuments documents, Progress progress)
      throws IOException, SQLException {
    return switch (output) {
      case READINGS -> LakeReadings.before(lake, progress.readingsBefore());
      case WINDOWS -> until(progress, documents.all("plantbeam-window-stats"));
      case ANOMALIES -> until(progress, documents.all("plantbeam-anomalies"));
      case ALERTS -> raisedUntil(progress, records(ALERTS_TOPIC));
      case ALERT_DOCUMENTS -> ids(until(progress, documents.all("plantbeam-alerts"), true));
      case DEAD_LETTERS -> deadLetters();
      default -> throw new IllegalArgumentException(output);
    };
  }

  /** The payloads of all dead letters, each once: they are delivered at least once. */
  private List<String> deadLetters() {
    Set<String> payloads = new TreeSet<>();
    records(DEAD_LETTERS_TOPIC).forEach(letter -> payloads.add(letter.path("payload").asText()));
    return List.copyOf(payloads);
  }

  private List<JsonNode> records(String topic) {
    return TopicValues.read(bootstrapServers, topic).stream().map(JobOutputs::parse).toList();
  }

  /** Those that have been judged, but for the sensors that end all windows. */
  private static List<JsonNode> until(Progress progress, List<JsonNode> records) {
    return until(progress, records, false);
  }

  /** What is told of an alert later depends on how far the job is; that it is raised does not. */
  private static List<JsonNode> raisedUntil(Progress progress, List<JsonNode> events) {
    return until(
        progress,
        events.stream().filter(event -> event.path("state").asText().equals("raised")).toList(),
        true);
  }

  private static List<JsonNode> until(Progress progress, List<JsonNode> records, boolean alerts) {
    return records.stream()
        .filter(record -> !record.path("sensor_id").asText().startsWith("closing"))
        .filter(
            record ->
                !(alerts ? raisedAt(record) : judgedAt(record)).isAfter(progress.windowsUntil()))
        .toList();
  }

  private static List<String> ids(List<JsonNode> alerts) {
    return alerts.stream().map(alert -> alert.path("alert_id").asText()).toList();
  }

  /** The latest time at which its first anomaly may have been judged. */
  private static Instant raisedAt(JsonNode alert) {
    return Instant.parse(alert.path("starts_at").asText()).plus(WINDOW);
  }

  /** The end of a record's window; single readings are judged a minute at a time. */
  private static Instant judgedAt(JsonNode record) {
    Instant end = Instant.parse(record.path("window_end").asText());
    return record.path("window_start").equals(record.path("window_end"))
        ? end.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1))
        : end;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
