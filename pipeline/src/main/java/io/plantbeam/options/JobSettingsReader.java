package io.plantbeam.options;

import io.plantbeam.config.DetectorSection;
import io.plantbeam.config.Durations;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.LocalFiles;
import io.plantbeam.config.PropertiesFile;
import io.plantbeam.config.Secrets;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.elasticsearch.ElasticsearchSettings;
import io.plantbeam.files.ReadFiles;
import io.plantbeam.files.UnusableInputException;
import io.plantbeam.kafka.AlertsDelivery;
import io.plantbeam.kafka.KafkaSettings;
import io.plantbeam.kafka.StartFrom;
import io.plantbeam.registry.AssetRegistryFiles;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Checks the options of a job without asking a server, and types them. What can be said of a value
 * by itself, {@link ParameterSpec} says; here are the rules between options, and those of files.
 */
public final class JobSettingsReader {
  private static final String JAAS_CONFIG = "sasl.jaas.config";

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
    List<OptionProblem> problems = new ArrayList<>();
    JobSettings settings = read(options, problems);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems.stream().map(OptionProblem::sentence).toList());
    }
    return settings;
  }

  /**
   * The same for whoever goes on to look for other problems.
   *
   * @param problems takes what is wrong; the settings are to be used only where that is nothing
   */
  public static JobSettings read(TelemetryOptions options, List<OptionProblem> problems) {
    JobSettingsReader reader = new JobSettingsReader(options);
    JobSettings settings = reader.settings();
    problems.addAll(reader.problems.all());
    return settings;
  }

  private JobSettings settings() {
    problems.addAll(Parameters.problems(options));
    checkSource();
    checkOutput();
    new WrittenTopicRules(options, problems).check();
    InputFormat inputFormat = InputFormat.of(options.getInputFormat()).orElse(InputFormat.MESSAGES);
    if (inputFormat == InputFormat.DEAD_LETTERS) {
      new ReplayRules(options, problems).check();
    }
    checkWindows();
    checkRegistry();
    SensorTypesFile types = sensorTypes();
    return new JobSettings(
        nullIfEmpty(options.getInputFiles()),
        inputFormat,
        kafka(),
        topicPattern(),
        nullIfEmpty(options.getAssetRegistry()),
        Durations.parseOrZero(options.getAssetRefresh()),
        types.sensorTypes(),
        detectors(types),
        Durations.parseOrZero(options.getWindowSize()),
        Durations.parseOrZero(options.getWindowPeriod()),
        Durations.parseOrZero(options.getAllowedLateness()),
        Durations.parseOrZero(options.getDeduplicateWithin()),
        Durations.parseOrZero(options.getAlertCooldown()),
        options.getScores(),
        options.getOutput(),
        Durations.parseOrZero(options.getLakeInterval()),
        options.getLakeShards(),
        elasticsearch(),
        nullIfEmpty(options.getAlertsTopic()),
        nullIfEmpty(options.getDeadLetterTopic()),
        AlertsDelivery.labelled(options.getAlertsDelivery()).orElse(null),
        options.getLake());
  }

  private void checkOutput() {
    String output = options.getOutput();
    if (!isUsable("output", output)) {
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
              + " --inputTopics or --inputTopicPattern",
          "inputFiles",
          "bootstrapServers",
          "inputTopics",
          "inputTopicPattern");
    }
    if (isUsable("inputFiles", options.getInputFiles())) {
      try {
        ReadFiles.check(options.getInputFiles());
      } catch (UnusableInputException e) {
        problems.add(e.getMessage());
      }
    }
    if (!isEmpty(options.getBootstrapServers())
        && files
        && isEmpty(options.getAlertsTopic())
        && isEmpty(options.getDeadLetterTopic())) {
      problems.add(
          "bootstrapServers",
          options.getBootstrapServers(),
          "stands beside --inputFiles and no topic is written; give --alertsTopic or"
              + " --deadLetterTopic, or leave it out",
          "alertsTopic",
          "deadLetterTopic");
    }
  }

  private void checkWindows() {
    if (!isUsable("windowSize", options.getWindowSize())
        || !isUsable("windowPeriod", options.getWindowPeriod())) {
      return;
    }
    Duration size = Durations.parse(options.getWindowSize());
    Duration period = Durations.parse(options.getWindowPeriod());
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
    if (isUsable("assetRegistry", options.getAssetRegistry())) {
      AssetRegistryFiles.problems(options.getAssetRegistry())
          .forEach(sentence -> problems.add("assetRegistry", options.getAssetRegistry(), sentence));
    }
  }

  private SensorTypesFile sensorTypes() {
    try {
      return isUsable("sensorTypes", options.getSensorTypes())
          ? SensorTypesFile.load(Path.of(options.getSensorTypes()))
          : SensorTypesFile.defaults();
    } catch (InvalidOptionsException e) {
      e.problems()
          .forEach(problem -> problems.add("sensorTypes", options.getSensorTypes(), problem));
    } catch (InvalidPathException e) {
      problems.add("sensorTypes", options.getSensorTypes(), e.getMessage());
    }
    return SensorTypesFile.defaults();
  }

  private DetectorCatalogue detectors(SensorTypesFile types) {
    Map<String, DetectorSettings> settings = new HashMap<>();
    List<String> sentences = new ArrayList<>();
    types
        .detectorSections()
        .forEach((type, section) -> settings.put(type, DetectorSection.read(section, sentences)));
    DetectorCatalogue detectors = new DetectorCatalogue(settings, DetectorSettings.DEFAULTS);
    if (sentences.isEmpty()) {
      sentences.addAll(detectors.problems());
    }
    sentences.forEach(sentence -> problems.add("sensorTypes", options.getSensorTypes(), sentence));
    return detectors;
  }

  private KafkaSettings kafka() {
    String jaasConfig = secret("kafkaSaslJaasConfig", options.getKafkaSaslJaasConfig());
    if (isEmpty(options.getBootstrapServers())) {
      return null;
    }
    return new KafkaSettings(
        options.getBootstrapServers(),
        topics(),
        startFrom(),
        consumerProperties(jaasConfig),
        kafkaProperties("producerConfig", options.getProducerConfig(), jaasConfig),
        Durations.parseOrZero(options.getMaxOutOfOrderness()),
        Durations.parseOrZero(options.getIdleAfter()));
  }

  private List<String> topics() {
    return isEmpty(options.getInputTopics())
        ? List.of()
        : ValueRules.elements(options.getInputTopics()).stream().distinct().toList();
  }

  private StartFrom startFrom() {
    if (isUsable("startFrom", options.getStartFrom())) {
      try {
        return StartFrom.parse(options.getStartFrom());
      } catch (IllegalArgumentException e) {
        problems.add("startFrom", options.getStartFrom(), e.getMessage());
      }
    }
    return StartFrom.COMMITTED;
  }

  private Pattern topicPattern() {
    return isUsable("inputTopicPattern", options.getInputTopicPattern())
        ? Pattern.compile(options.getInputTopicPattern())
        : null;
  }

  /** With a group for each template, so that two on one topic do not move each other's offsets. */
  private Map<String, String> consumerProperties(String jaasConfig) {
    Map<String, String> properties =
        new HashMap<>(kafkaProperties("consumerConfig", options.getConsumerConfig(), jaasConfig));
    properties.putIfAbsent("group.id", JobLabels.defaultJobName(options));
    return properties;
  }

  private Map<String, String> kafkaProperties(String option, String path, String jaasConfig) {
    Map<String, String> properties = properties(option, path);
    if (jaasConfig == null) {
      return properties;
    }
    Map<String, String> all = new HashMap<>(properties);
    if (all.put(JAAS_CONFIG, jaasConfig) != null) {
      problems.add(
          "kafkaSaslJaasConfig",
          options.getKafkaSaslJaasConfig(),
          "stands beside %s in --%s; allowed is one of the two".formatted(JAAS_CONFIG, option));
    }
    return all;
  }

  /** The secret that an option refers to; null where none is given, or none is there. */
  private String secret(String option, String reference) {
    if (!isUsable(option, reference)) {
      return null;
    }
    try {
      return Secrets.resolve(reference);
    } catch (IllegalArgumentException e) {
      problems.add(option, reference, e.getMessage());
      return null;
    }
  }

  private Map<String, String> properties(String option, String path) {
    if (!isUsable(option, path)) {
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
    String apiKey = secret("elasticsearchApiKey", options.getElasticsearchApiKey());
    if (isEmpty(options.getElasticsearchUrls())) {
      return null;
    }
    Properties config = new Properties();
    config.putAll(properties("elasticsearchConfig", options.getElasticsearchConfig()));
    if (apiKey != null && config.put(ElasticsearchSettings.API_KEY, apiKey) != null) {
      problems.add(
          "elasticsearchApiKey",
          options.getElasticsearchApiKey(),
          "stands beside api_key in --elasticsearchConfig; allowed is one of the two");
    }
    List<String> sentences = ElasticsearchSettings.problems(config);
    if (!sentences.isEmpty()) {
      sentences.forEach(problems::add);
      return null;
    }
    return ElasticsearchSettings.of(
        ValueRules.elements(options.getElasticsearchUrls()), options.getIndexPrefix(), config);
  }

  /** Whether there is a value, with which nothing is wrong by itself. */
  private static boolean isUsable(String option, String value) {
    return !isEmpty(value) && Parameters.named(option).orElseThrow().problemWith(value).isEmpty();
  }

  private static String nullIfEmpty(String text) {
    return isEmpty(text) ? null : text;
  }

  private static boolean isEmpty(String text) {
    return text == null || text.isEmpty();
  }
}
