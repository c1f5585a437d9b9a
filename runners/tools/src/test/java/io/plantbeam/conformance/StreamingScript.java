package io.plantbeam.conformance;

import io.plantbeam.conformance.GoldenMessage.Part;
import io.plantbeam.reference.ReferenceSettings;
import io.plantbeam.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Runs a streaming job on the golden data, from the first part to the last window. */
final class StreamingScript {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  /** Windows that end until then are in the files before the late part is sent, on all engines. */
  private static final String END_OF_FIRST_WINDOWS = "2026-03-29T00:55:00.000Z";

  private static final String LATE_READING = "2026-03-29T01:02:07";

  /** Files with the windows that end until then are written before the late part is sent. */
  private static final String END_OF_CORRECTED_WINDOWS = "2026-03-29T01:05:00.000Z";

  private static final List<Output> ROLL_UPS =
      List.of(
          Output.FACILITY_METRICS,
          Output.EQUIPMENT_HEALTH,
          Output.LINE_EFFICIENCY,
          Output.DEVICE_PATTERNS);

  private static final Duration STEP = Duration.ofMillis(500);

  private final StreamingEngine engine;
  private final Kafka kafka;
  private final Path folder;
  private final GoldenBucket bucket;
  private final GoldenFormats formats;
  private final List<GoldenMessage> messages;
  private final Outputs expected;
  private final CanonicalForm form;
  private final GoldenTopic topic;
  private final String name = "golden-" + UUID.randomUUID();

  /** The broker that the job reads from and writes to. */
  interface Kafka {
    String bootstrapServers();

    void createTopic(String name, int partitions);
  }

  private StreamingScript(
      StreamingEngine engine,
      Kafka kafka,
      Path folder,
      GoldenFormats formats,
      List<GoldenMessage> messages,
      Outputs expected) {
    this.engine = engine;
    this.kafka = kafka;
    this.folder = folder;
    bucket = new GoldenBucket(folder);
    this.formats = formats;
    this.messages = messages;
    this.expected = expected;
    topic = new GoldenTopic(kafka.bootstrapServers(), name);
    form = new CanonicalForm(topic.places());
  }

  /**
   * Runs the job.
   *
   * @param folder that is empty, for what the job needs
   * @param expected what is waited for
   * @return what has come out when it is as much as was expected, or nothing comes any more
   */
  static Outputs run(
      StreamingEngine engine,
      Kafka kafka,
      Path folder,
      GoldenFormats formats,
      List<GoldenMessage> messages,
      Outputs expected)
      throws IOException, SQLException {
    return new StreamingScript(engine, kafka, folder, formats, messages, expected).run();
  }

  private Outputs run() throws IOException, SQLException {
    for (String input : GoldenSource.topics(name)) {
      kafka.createTopic(input, input.equals(name) ? GoldenData.PARTITIONS : 1);
    }
    kafka.createTopic(alertsTopic(), 1);
    kafka.createTopic(deadLetterTopic(), 1);
    List<String> arguments = arguments();
    try (topic) {
      topic.send(messages, Part.FIRST);
      topic.startPulses();
      engine.start(arguments);
      try {
        Set<String> first = firstWindows(expected.of(Output.WINDOW_STATS));
        await("the first windows", () -> missing(first, firstWindows(windows())));
        topic.send(messages, Part.LATE);
        Set<String> lastLetters = lastLetters(expected.of(Output.DEAD_LETTERS));
        await("the late part", () -> missing(lastLetters, lastLetters(deadLetters())));
        if (engine.correctsWindows()) {
          Set<String> corrected = correctedWindows(expected.of(Output.WINDOW_STATS));
          await("corrected windows", () -> missing(corrected, correctedWindows(windows())));
        }
        engine.restart(arguments);
        topic.send(messages, Part.SECOND);
        topic.stopPulses();
        Await.holdsWithin(LIMIT, STEP, this::isComplete);
      } finally {
        engine.stop();
      }
    }
    return outputs();
  }

  private List<String> arguments() throws IOException {
    Path registry = folder.resolve("registry");
    GoldenRegistry.write(registry);
    Path consumer = folder.resolve("consumer.properties");
    Files.writeString(consumer, "group.id=" + name + "\n");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrapServers=" + kafka.bootstrapServers(),
                "--inputTopics=" + String.join(",", GoldenSource.topics(name)),
                formats.option(folder.resolve("formats")),
                "--consumerConfig=" + consumer,
                "--assetRegistry=" + registry,
                ReferenceSettings.option(folder),
                "--alertsTopic=" + alertsTopic(),
                "--deadLetterTopic=" + deadLetterTopic(),
                "--lakeInterval=5m"));
    arguments.addAll(bucket.options());
    arguments.addAll(engine.options());
    return arguments;
  }

  private Path output() {
    return bucket.directory();
  }

  private String alertsTopic() {
    return name + "-alerts";
  }

  private String deadLetterTopic() {
    return name + "-dead-letters";
  }

  private void await(String what, Supplier<Set<String>> missing) {
    boolean complete =
        Await.holdsWithin(
            LIMIT,
            STEP,
            () -> {
              engine.assertRunning();
              return missing.get().isEmpty();
            });
    if (!complete) {
      Set<String> rest = missing.get();
      throw new AssertionError(
          "of %s %d are missing, such as %s"
              .formatted(what, rest.size(), rest.stream().findFirst().orElse("none")));
    }
  }

  private static Set<String> missing(Set<String> expected, Set<String> found) {
    Set<String> missing = new HashSet<>(expected);
    missing.removeAll(found);
    return missing;
  }

  /** Windows that no late reading can reach, as they end before the late part is sent. */
  private static Set<String> firstWindows(List<String> windows) {
    return windows.stream()
        .filter(window -> text(window, "window_end").compareTo(END_OF_FIRST_WINDOWS) <= 0)
        .collect(Collectors.toSet());
  }

  /** Windows that are in the files and change when the late reading comes. */
  private static Set<String> correctedWindows(List<String> windows) {
    return windows.stream()
        .filter(
            window ->
                text(window, "sensor_id").equals("full")
                    && text(window, "window_start").compareTo(LATE_READING) < 0
                    && text(window, "window_end").compareTo(LATE_READING) > 0
                    && text(window, "window_end").compareTo(END_OF_CORRECTED_WINDOWS) <= 0)
        .collect(Collectors.toSet());
  }

  private static Set<String> lastLetters(List<String> deadLetters) {
    return deadLetters.stream()
        .filter(letter -> letter.contains("end of the late part"))
        .collect(Collectors.toSet());
  }

  private static String text(String json, String field) {
    int at = json.indexOf("\"" + field + "\":\"") + field.length() + 4;
    return json.substring(at, json.indexOf('"', at));
  }

  private List<String> windows() {
    return files(Output.WINDOW_STATS);
  }

  private List<String> files(Output output) {
    return form.of(output, CanonicalForm.lines(output().resolve(output.directory())));
  }

  private List<String> alerts() {
    return form.of(Output.ALERTS, values(alertsTopic()));
  }

  private List<String> deadLetters() {
    return form.of(Output.DEAD_LETTERS, values(deadLetterTopic()));
  }

  private List<String> values(String ofTopic) {
    return TopicValues.read(kafka.bootstrapServers(), ofTopic);
  }

  private boolean isComplete() {
    // One output after the other is written, on Spark; some may be there twice.
    return isThere(Output.WINDOW_STATS, windows())
        && isThere(Output.ANOMALIES, files(Output.ANOMALIES))
        && isThere(Output.ALERTS, alerts())
        && isThere(Output.INCIDENTS, files(Output.INCIDENTS))
        && isThere(Output.DEAD_LETTERS, deadLetters())
        && ROLL_UPS.stream().allMatch(output -> isThere(output, files(output)))
        && lakeIsComplete();
  }

  private boolean isThere(Output output, List<String> found) {
    return found.stream().distinct().count() >= expected.of(output).stream().distinct().count();
  }

  private boolean lakeIsComplete() {
    try {
      return isThere(Output.READINGS, form.ofLake(output().resolve("readings")))
          && isThere(Output.HOURLY, form.ofHours(output().resolve("hourly")));
    } catch (SQLException e) {
      // A file is being written.
      return false;
    }
  }

  private Outputs outputs() throws SQLException {
    return Outputs.ofDirectory(output(), topic.places())
        .with(Output.ALERTS, alerts())
        .with(Output.DEAD_LETTERS, deadLetters());
  }
}
