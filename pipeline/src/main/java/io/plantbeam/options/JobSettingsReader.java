package io.plantbeam.options;

import io.plantbeam.config.ConfigFileException;
import io.plantbeam.config.DetectorSection;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.LocalFiles;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.detect.DetectorCatalogue;
import io.plantbeam.detect.DetectorSettings;
import io.plantbeam.registry.AssetRegistryFiles;
import io.plantbeam.sink.AlertsDelivery;
import io.plantbeam.sink.ElasticsearchSettings;
import io.plantbeam.source.KafkaSettings;
import io.plantbeam.source.PropertiesFile;
import io.plantbeam.source.ReadFiles;
import io.plantbeam.source.StartFrom;
import io.plantbeam.source.UnusableInputException;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks the options of a job without asking a server, and types them. */
public final class JobSettingsReader {
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * With more panes in a window, or windows over a pane, sharing panes costs more than it saves.
   */
  private static final long MAX_PANES = 1000;

  private final TelemetryOptions options;
  private final OptionProblems problems = new OptionProblems();

  private JobSettingsReader(TelemetryOptions options) {
    this.options = options;
  }

  /**
   * Reads all options.
   *
   * @throws InvalidOptionsException with a sentence for each problem: option, value, what is
   *     allowed
   */
  public static JobSettings read(TelemetryOptions options) {
    JobSettingsReader reader = new JobSettingsReader(options);
    JobSettings settings = reader.settings();
    reader.problems.throwIfAny();
    return settings;
  }

  private JobSettings settings() {
    checkSource();
    checkOutput();
    int before = problems.count();
    Duration size = problems.duration("windowSize", options.getWindowSize(), MILLISECOND);
    Duration period = problems.duration("windowPeriod", options.getWindowPeriod(), MILLISECOND);
    if (problems.count() == before) {
      checkWindows(size, period);
    }
    if (options.getLakeShards() < 1) {
      problems.add("lakeShards", options.getLakeShards(), "allowed is 1 or more");
    }
    checkRegistry();
    SensorTypesFile types = sensorTypes();
    return new JobSettings(
        options.getInputFiles(),
        kafka(),
        topicPattern(),
        options.getAssetRegistry(),
        problems.duration("assetRefresh", options.getAssetRefresh(), SECOND),
        types.sensorTypes(),
        detectors(types),
        size,
        period,
        problems.duration("allowedLateness", options.getAllowedLateness(), Duration.ZERO),
        problems.duration("deduplicateWithin", options.getDeduplicateWithin(), Duration.ZERO),
        problems.duration("alertCooldown", options.getAlertCooldown(), MILLISECOND),
        options.getScores(),
        options.getOutput(),
        problems.duration("lakeInterval", options.getLakeInterval(), SECOND),
        options.getLakeShards(),
        elasticsearch(),
        options.getAlertsTopic(),
        options.getDeadLetterTopic(),
        alertsDelivery(),
        options.getLake());
  }

  private void checkOutput() {
    String output = options.getOutput();
    if (isEmpty(output)) {
      problems.add(
          "output", null, "is required; give a directory such as --output=/data/plantbeam");
      return;
    }
    try {
      if (!LocalFiles.isWritableDirectory(output)) {
        problems.add(
            "output",
            output,
            "is no directory that can be written to; allowed is one that this user may write to,"
                + " or create");
      }
    } catch (IllegalArgumentException e) {
      problems.add("output", output, e.getMessage());
    }
  }

  private void checkSource() {
    boolean files = !isEmpty(options.getInputFiles());
    boolean topics = !isEmpty(options.getInputTopics());
    boolean pattern = !isEmpty(options.getInputTopicPattern());
    if (files && (topics || pattern)) {
      problems.add(
          "inputFiles",
          options.getInputFiles(),
          "stands beside --inputTopics or --inputTopicPattern; a job reads files or Kafka, not both");
    } else if (topics && pattern) {
      problems.add(
          "inputTopicPattern",
          options.getInputTopicPattern(),
          "stands beside --inputTopics; allowed is one of the two");
    } else if (!files && !topics && !pattern) {
      problems.add(
          "inputFiles",
          null,
          "there is nothing to read; give --inputFiles=GLOB, or --bootstrapServers with"
              + " --inputTopics or --inputTopicPattern");
    }
    if (files) {
      try {
        ReadFiles.check(options.getInputFiles());
      } catch (UnusableInputException e) {
        problems.add(e.getMessage());
      }
    }
    if (isEmpty(options.getBootstrapServers())) {
      needsBrokers("inputTopics", options.getInputTopics());
      needsBrokers("inputTopicPattern", options.getInputTopicPattern());
      needsBrokers("alertsTopic", options.getAlertsTopic());
      needsBrokers("deadLetterTopic", options.getDeadLetterTopic());
      needsBrokers("consumerConfig", options.getConsumerConfig());
      needsBrokers("producerConfig", options.getProducerConfig());
    } else if (files
        && isEmpty(options.getAlertsTopic())
        && isEmpty(options.getDeadLetterTopic())) {
      problems.add(
          "bootstrapServers",
          options.getBootstrapServers(),
          "stands beside --inputFiles and no topic is written; give --alertsTopic or"
              + " --deadLetterTopic, or leave it out");
    }
  }

  private void needsBrokers(String option, String value) {
    if (!isEmpty(value)) {
      problems.add(option, value, "needs --bootstrapServers=HOST:PORT");
    }
  }

  private void checkWindows(Duration size, Duration period) {
    if (period.compareTo(size) > 0) {
      problems.add(
          "windowPeriod",
          options.getWindowPeriod(),
          "is longer than --windowSize="
              + options.getWindowSize()
              + ", so readings between windows would be in none; allowed is at most the size");
      return;
    }
    long pane =
        BigInteger.valueOf(size.toMillis()).gcd(BigInteger.valueOf(period.toMillis())).longValue();
    if (size.toMillis() / pane > MAX_PANES) {
      problems.add(
          "windowPeriod",
          options.getWindowPeriod(),
          "has with --windowSize=%s a greatest common divisor of %d ms; allowed is at least 1/%d of"
                  .formatted(options.getWindowSize(), pane, MAX_PANES)
              + " the size");
    }
  }

  private void checkRegistry() {
    if (!isEmpty(options.getAssetRegistry())) {
      AssetRegistryFiles.problems(options.getAssetRegistry())
          .forEach(sentence -> problems.add("assetRegistry", options.getAssetRegistry(), sentence));
    }
  }

  private SensorTypesFile sensorTypes() {
    try {
      return isEmpty(options.getSensorTypes())
          ? SensorTypesFile.defaults()
          : SensorTypesFile.load(Path.of(options.getSensorTypes()));
    } catch (ConfigFileException | InvalidPathException e) {
      problems.add("sensorTypes", options.getSensorTypes(), e.getMessage());
      return SensorTypesFile.defaults();
    }
  }

  private DetectorCatalogue detectors(SensorTypesFile types) {
    Map<String, DetectorSettings> settings = new HashMap<>();
    List<String> sentences = new ArrayList<>();
    types
        .detectorSections()
        .forEach(
            (type, section) ->
                settings.put(
                    type,
                    DetectorSection.read(section, "types." + type + ".detectors", sentences)));
    DetectorCatalogue detectors = new DetectorCatalogue(settings, DetectorSettings.DEFAULTS);
    if (sentences.isEmpty()) {
      sentences.addAll(detectors.problems());
    }
    sentences.forEach(sentence -> problems.add("sensorTypes", options.getSensorTypes(), sentence));
    return detectors;
  }

  private KafkaSettings kafka() {
    if (isEmpty(options.getBootstrapServers())) {
      return null;
    }
    StartFrom startFrom = StartFrom.COMMITTED;
    try {
      startFrom = StartFrom.parse(options.getStartFrom());
    } catch (IllegalArgumentException e) {
      problems.add("startFrom", options.getStartFrom(), e.getMessage());
    }
    return new KafkaSettings(
        options.getBootstrapServers(),
        topics(),
        startFrom,
        properties("consumerConfig", options.getConsumerConfig()),
        properties("producerConfig", options.getProducerConfig()),
        problems.duration("maxOutOfOrderness", options.getMaxOutOfOrderness(), Duration.ZERO),
        problems.duration("idleAfter", options.getIdleAfter(), MILLISECOND));
  }

  private List<String> topics() {
    if (isEmpty(options.getInputTopics())) {
      return List.of();
    }
    List<String> topics =
        Arrays.stream(options.getInputTopics().split(",", -1))
            .map(String::trim)
            .distinct()
            .toList();
    if (topics.contains("")) {
      problems.add("inputTopics", options.getInputTopics(), "has an empty name between commas");
    }
    return topics;
  }

  private Pattern topicPattern() {
    if (isEmpty(options.getInputTopicPattern())) {
      return null;
    }
    try {
      return Pattern.compile(options.getInputTopicPattern());
    } catch (PatternSyntaxException e) {
      problems.add(
          "inputTopicPattern",
          options.getInputTopicPattern(),
          "is no regular expression: " + e.getDescription());
      return null;
    }
  }

  private Map<String, String> properties(String option, String path) {
    if (isEmpty(path)) {
      return Map.of();
    }
    try {
      return PropertiesFile.load(path);
    } catch (IllegalArgumentException e) {
      problems.add(option, path, e.getMessage());
      return Map.of();
    }
  }

  private ElasticsearchSettings elasticsearch() {
    if (isEmpty(options.getElasticsearchUrls())) {
      if (!isEmpty(options.getElasticsearchConfig())) {
        problems.add(
            "elasticsearchConfig",
            options.getElasticsearchConfig(),
            "needs --elasticsearchUrls=http://HOST:9200");
      }
      return null;
    }
    List<String> urls =
        Arrays.stream(options.getElasticsearchUrls().split(",", -1)).map(String::trim).toList();
    Properties config = new Properties();
    config.putAll(properties("elasticsearchConfig", options.getElasticsearchConfig()));
    List<String> sentences = ElasticsearchSettings.problems(urls, options.getIndexPrefix(), config);
    if (!sentences.isEmpty()) {
      sentences.forEach(problems::add);
      return null;
    }
    return ElasticsearchSettings.of(urls, options.getIndexPrefix(), config);
  }

  private AlertsDelivery alertsDelivery() {
    String label = options.getAlertsDelivery();
    AlertsDelivery delivery =
        Arrays.stream(AlertsDelivery.values())
            .filter(value -> value.label().equals(label))
            .findFirst()
            .orElse(null);
    if (delivery == null) {
      problems.add("alertsDelivery", label, "allowed are at-least-once and exactly-once");
    } else if (delivery == AlertsDelivery.EXACTLY_ONCE && isEmpty(options.getAlertsTopic())) {
      problems.add("alertsDelivery", label, "needs --alertsTopic=TOPIC");
    }
    return delivery;
  }

  private static boolean isEmpty(String text) {
    return text == null || text.isEmpty();
  }
}
