package io.plantbeam.options;

import io.plantbeam.elasticsearch.ElasticsearchSettings;
import io.plantbeam.kafka.StartFrom;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The options of {@code plantbeam run}, as Beam pipeline options. Durations are written {@code
 * 30s}, {@code 5m}, {@code 2h} or ISO-8601.
 *
 * <p>This is the one place of a parameter: what is known of each stands at its getter. {@link
 * Parameters} has them as data; {@link JobSettingsReader} adds the rules between them.
 */
public interface TelemetryOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Input",
      type = ParameterType.PATH,
      value = "GLOB",
      example = "/data/readings/*.ndjson")
  @Description("Files of newline-delimited JSON to read, also .gz; makes a batch job.")
  String getInputFiles();

  void setInputFiles(String value);

  @Parameter(
      order = 2,
      group = "Input",
      type = ParameterType.LIST,
      value = "HOST:PORT,...",
      example = "broker-1:9092,broker-2:9092",
      requiredWhen = {
        "inputTopics",
        "inputTopicPattern",
        "consumerConfig",
        "alertsTopic",
        "deadLetterTopic",
        "producerConfig",
        "kafkaSaslJaasConfig"
      },
      pattern = "([A-Za-z0-9._-]+://)?([A-Za-z0-9._%-]+|\\[[0-9A-Fa-f:.%]+]):[0-9]{1,5}",
      patternProblem = "is not the address of a broker; give one such as broker:9092")
  @Description("Kafka brokers to read from and to write to; reading makes a streaming job.")
  String getBootstrapServers();

  void setBootstrapServers(String value);

  @Parameter(
      order = 3,
      group = "Input",
      type = ParameterType.LIST,
      elements = ParameterType.KAFKA_TOPIC,
      example = "readings")
  @Description("Topics to read.")
  String getInputTopics();

  void setInputTopics(String value);

  @Parameter(
      order = 4,
      group = "Input",
      type = ParameterType.REGEX,
      example = "plant-[0-9]+-readings")
  @Description(
      "Read every topic whose whole name matches when the job starts; a topic added "
          + "later needs a restart.")
  String getInputTopicPattern();

  void setInputTopicPattern(String value);

  @Parameter(
      order = 5,
      group = "Input",
      type = ParameterType.TEXT,
      value = "committed|earliest|latest|TIMESTAMP",
      example = "2026-01-01T00:00:00Z",
      pattern = StartFrom.PATTERN,
      patternProblem = StartFrom.ALLOWED)
  @Description(
      "Where to begin in the topics: at the group's committed offsets (where there "
          + "are none, at the earliest record), or at this place whatever is committed. "
          + "TIMESTAMP is ISO-8601 or epoch milliseconds.")
  @Default.String("committed")
  String getStartFrom();

  void setStartFrom(String value);

  @Parameter(
      order = 6,
      group = "Input",
      type = ParameterType.PATH,
      value = "FILE",
      example = "/etc/plantbeam/consumer.properties")
  @Description("Properties file with any Kafka consumer settings: group.id, SASL, TLS.")
  String getConsumerConfig();

  void setConsumerConfig(String value);

  @Parameter(order = 7, group = "Input", type = ParameterType.DURATION, example = "1m")
  @Description("How far the watermark of a partition stays behind its greatest event time.")
  @Default.String("30s")
  String getMaxOutOfOrderness();

  void setMaxOutOfOrderness(String value);

  @Parameter(order = 8, group = "Input", type = ParameterType.DURATION, example = "1m", min = "1ms")
  @Description("A partition without a record for this long does not hold windows back.")
  @Default.String("30s")
  String getIdleAfter();

  void setIdleAfter(String value);

  @Parameter(
      order = 9,
      group = "Assets and sensor types",
      type = ParameterType.PATH,
      value = "DIR",
      example = "/data/assets")
  @Description("Directory with the files facilities and sensors, each .ndjson, .json or .csv.")
  String getAssetRegistry();

  void setAssetRegistry(String value);

  @Parameter(
      order = 10,
      group = "Assets and sensor types",
      type = ParameterType.DURATION,
      example = "1h",
      min = "1s")
  @Description("How often a streaming job reads the registry again.")
  @Default.String("10m")
  String getAssetRefresh();

  void setAssetRefresh(String value);

  @Parameter(
      order = 11,
      group = "Assets and sensor types",
      type = ParameterType.PATH,
      value = "FILE",
      example = "/etc/plantbeam/sensor-types.yaml")
  @Description(
      "YAML file with sensor types and detector settings, laid over the built-in ones type by"
          + " type.")
  String getSensorTypes();

  void setSensorTypes(String value);

  @Parameter(
      order = 12,
      group = "Windows and alerts",
      type = ParameterType.DURATION,
      example = "10m",
      min = "1ms")
  @Description("Length of the sliding windows.")
  @Default.String("5m")
  String getWindowSize();

  void setWindowSize(String value);

  @Parameter(
      order = 13,
      group = "Windows and alerts",
      type = ParameterType.DURATION,
      example = "30s",
      min = "1ms")
  @Description("A window begins every period; at most the window size.")
  @Default.String("1m")
  String getWindowPeriod();

  void setWindowPeriod(String value);

  @Parameter(
      order = 14,
      group = "Windows and alerts",
      type = ParameterType.DURATION,
      example = "5m")
  @Description("Readings this much behind the watermark still correct their windows.")
  @Default.String("0s")
  String getAllowedLateness();

  void setAllowedLateness(String value);

  @Parameter(
      order = 15,
      group = "Windows and alerts",
      type = ParameterType.DURATION,
      example = "1h")
  @Description(
      "Streaming: how far a series' event time moves on before an identity is "
          + "forgotten. 0s lets duplicates through, in batch too.")
  @Default.String("10m")
  String getDeduplicateWithin();

  void setDeduplicateWithin(String value);

  @Parameter(
      order = 16,
      group = "Windows and alerts",
      type = ParameterType.DURATION,
      example = "30m",
      min = "1ms")
  @Description(
      "Anomalies of one series, detector and severity less than this apart are one "
          + "episode with one alert.")
  @Default.String("15m")
  String getAlertCooldown();

  void setAlertCooldown(String value);

  @Parameter(
      order = 17,
      group = "Output",
      type = ParameterType.PATH,
      value = "DIR",
      example = "/data/plantbeam",
      required = true)
  @Description("Directory of the lake and of every other output that has no server.")
  String getOutput();

  void setOutput(String value);

  @Parameter(
      order = 18,
      group = "Output",
      type = ParameterType.DURATION,
      example = "30m",
      min = "1s")
  @Description("Streaming: event time that goes into one file.")
  @Default.String("10m")
  String getLakeInterval();

  void setLakeInterval(String value);

  @Parameter(order = 19, group = "Output", type = ParameterType.INTEGER, example = "4", min = "1")
  @Description("Files a lake partition and interval, for volume.")
  @Default.Integer(1)
  int getLakeShards();

  void setLakeShards(int value);

  @Parameter(
      order = 20,
      group = "Output",
      type = ParameterType.LIST,
      elements = ParameterType.URL,
      example = "http://search:9200",
      requiredWhen = {"elasticsearchConfig", "elasticsearchApiKey"})
  @Description("Elasticsearch nodes for window statistics, anomalies and alerts.")
  String getElasticsearchUrls();

  void setElasticsearchUrls(String value);

  @Parameter(
      order = 21,
      group = "Output",
      type = ParameterType.PATH,
      value = "FILE",
      example = "/etc/plantbeam/elasticsearch.properties")
  @Description("Properties file with credentials and TLS settings for Elasticsearch.")
  String getElasticsearchConfig();

  void setElasticsearchConfig(String value);

  @Parameter(
      order = 22,
      group = "Output",
      type = ParameterType.TEXT,
      value = "PREFIX",
      example = "plant-7",
      pattern = ElasticsearchSettings.PREFIX,
      patternProblem =
          "is not the start of an index name; allowed are lower-case letters, digits, '.', '_' and '-', a letter or digit first")
  @Description("Indices are PREFIX-window-stats, PREFIX-anomalies and PREFIX-alerts.")
  @Default.String("plantbeam")
  String getIndexPrefix();

  void setIndexPrefix(String value);

  @Parameter(
      order = 23,
      group = "Output",
      type = ParameterType.KAFKA_TOPIC,
      example = "alerts",
      requiredWhen = "alertsDelivery=exactly-once")
  @Description("Kafka topic for alerts.")
  String getAlertsTopic();

  void setAlertsTopic(String value);

  @Parameter(
      order = 24,
      group = "Output",
      type = ParameterType.KAFKA_TOPIC,
      example = "dead-letters")
  @Description("Kafka topic for dead letters.")
  String getDeadLetterTopic();

  void setDeadLetterTopic(String value);

  @Parameter(
      order = 25,
      group = "Output",
      type = ParameterType.PATH,
      value = "FILE",
      example = "/etc/plantbeam/producer.properties")
  @Description("Properties file with any Kafka producer settings: SASL, TLS, compression.")
  String getProducerConfig();

  void setProducerConfig(String value);

  @Parameter(
      order = 26,
      group = "Output",
      type = ParameterType.ENUM,
      choices = {"at-least-once", "exactly-once"},
      example = "exactly-once")
  @Description(
      "How often an alert is in the topic: exactly-once writes transactions that end with Flink's"
          + " checkpoints, for consumers that read committed records.")
  @Default.String("at-least-once")
  String getAlertsDelivery();

  void setAlertsDelivery(String value);

  @Parameter(order = 27, group = "Output", type = ParameterType.BOOLEAN, example = "false")
  @Description("Whether readings are archived in Parquet files.")
  @Default.Boolean(true)
  boolean getLake();

  void setLake(boolean value);

  @Parameter(order = 28, group = "Output", type = ParameterType.BOOLEAN, example = "true")
  @Description(
      "Also write the score of every reading by every detector that judges readings, to scores/.")
  @Default.Boolean(false)
  boolean getScores();

  void setScores(boolean value);

  @Parameter(
      order = 29,
      group = "Replay",
      type = ParameterType.ENUM,
      choices = {"messages", "dead-letters"},
      example = "dead-letters")
  @Description(
      "What is read: messages, or the dead letters of an earlier run, whose messages are parsed"
          + " again. A replay writes the lake and dead letters alone.")
  @Default.String("messages")
  String getInputFormat();

  void setInputFormat(String value);

  @Parameter(
      order = 30,
      group = "Secrets",
      type = ParameterType.SECRET,
      example = "secret:env:ELASTICSEARCH_API_KEY")
  @Description(
      "Where the API key for Elasticsearch is: in an environment variable or a file of the machine"
          + " that launches the job.")
  String getElasticsearchApiKey();

  void setElasticsearchApiKey(String value);

  @Parameter(
      order = 31,
      group = "Secrets",
      type = ParameterType.SECRET,
      example = "secret:file:/run/secrets/kafka-jaas")
  @Description("Where the sasl.jaas.config of Kafka consumers and producers is, likewise.")
  String getKafkaSaslJaasConfig();

  void setKafkaSaslJaasConfig(String value);

  @Parameter(
      order = 32,
      group = "Job",
      type = ParameterType.TEXT,
      value = "NAME",
      example = "kafka-to-lake-and-alerts",
      inTemplates = false)
  @Description(
      "The template that the job was launched from, as a label; also its name where no --jobName"
          + " is given.")
  String getTemplateName();

  void setTemplateName(String value);

  @Parameter(
      order = 33,
      group = "Job",
      type = ParameterType.TEXT,
      value = "VERSION",
      example = "1.0.0",
      inTemplates = false)
  @Description("The version of that template, as a label.")
  String getTemplateVersion();

  void setTemplateVersion(String value);
}
