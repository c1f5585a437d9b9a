package io.plantbeam.kafka;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of topics that are read and written. */
public interface KafkaOptions extends PipelineOptions {
  @Parameter(
      order = 1,
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
  @Description("Kafka brokers to read from and to write to. Reading makes a streaming job.")
  String getBootstrapServers();

  void setBootstrapServers(String value);

  @Parameter(
      order = 2,
      group = "Input",
      type = ParameterType.LIST,
      elements = ParameterType.KAFKA_TOPIC,
      example = "readings")
  @Description("Topics to read.")
  String getInputTopics();

  void setInputTopics(String value);

  @Parameter(
      order = 3,
      group = "Input",
      type = ParameterType.REGEX,
      example = "plant-[0-9]+-readings")
  @Description(
      "Read every topic whose whole name matches when the job starts. To read a topic"
          + " that is added later, restart the job.")
  String getInputTopicPattern();

  void setInputTopicPattern(String value);

  @Parameter(
      order = 4,
      group = "Input",
      type = ParameterType.TEXT,
      value = "committed|earliest|latest|TIMESTAMP",
      example = "2026-01-01T00:00:00Z",
      pattern = StartFrom.PATTERN,
      patternProblem = StartFrom.ALLOWED)
  @Description(
      "Where to begin in the topics: at the group's committed offsets (if there are"
          + " none, at the earliest record), or at this position, whatever is committed."
          + " TIMESTAMP is in ISO-8601 or epoch milliseconds.")
  @Default.String("committed")
  String getStartFrom();

  void setStartFrom(String value);

  @Parameter(
      order = 5,
      group = "Input",
      type = ParameterType.PATH,
      value = "FILE",
      example = "/etc/plantbeam/consumer.properties")
  @Description("Properties file with any Kafka consumer settings: group.id, SASL, TLS.")
  String getConsumerConfig();

  void setConsumerConfig(String value);

  @Parameter(order = 6, group = "Input", type = ParameterType.DURATION, example = "1m")
  @Description("How far the watermark of a partition stays behind its greatest event time.")
  @Default.String("30s")
  String getMaxOutOfOrderness();

  void setMaxOutOfOrderness(String value);

  @Parameter(order = 7, group = "Input", type = ParameterType.DURATION, example = "1m", min = "1ms")
  @Description(
      "A partition whose event time does not go on for this long does not hold windows back.")
  @Default.String("30s")
  String getIdleAfter();

  void setIdleAfter(String value);

  @Parameter(order = 8, group = "Output", type = ParameterType.KAFKA_TOPIC, example = "alerts")
  @Description("Kafka topic for alerts.")
  String getAlertsTopic();

  void setAlertsTopic(String value);

  @Parameter(
      order = 9,
      group = "Output",
      type = ParameterType.KAFKA_TOPIC,
      example = "dead-letters")
  @Description("Kafka topic for dead letters.")
  String getDeadLetterTopic();

  void setDeadLetterTopic(String value);

  @Parameter(
      order = 10,
      group = "Output",
      type = ParameterType.PATH,
      value = "FILE",
      example = "/etc/plantbeam/producer.properties")
  @Description("Properties file with any Kafka producer settings: SASL, TLS, compression.")
  String getProducerConfig();

  void setProducerConfig(String value);

  @Parameter(
      order = 11,
      group = "Secrets",
      type = ParameterType.SECRET,
      example = "secret:file:/run/secrets/kafka-jaas")
  @Description(
      "Where the sasl.jaas.config of Kafka consumers and producers is: in an"
          + " environment variable or a file on the machine that launches the job.")
  String getKafkaSaslJaasConfig();

  void setKafkaSaslJaasConfig(String value);
}
