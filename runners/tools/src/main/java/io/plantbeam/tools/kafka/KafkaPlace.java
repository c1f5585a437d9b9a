package io.plantbeam.tools.kafka;

import io.plantbeam.config.PropertiesFile;
import io.plantbeam.config.Secrets;
import io.plantbeam.kafka.TopicRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where Kafka is, and how to log in: the job's own options. */
public final class KafkaPlace {
  private static final String JAAS_CONFIG = "sasl.jaas.config";

  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka brokers that have the topic.")
  private String bootstrapServers;

  @Option(
      names = "--consumerConfig",
      paramLabel = "FILE",
      description = "Properties file for Kafka consumers, for credentials and TLS.")
  private String consumerConfig;

  @Option(
      names = "--kafkaSaslJaasConfig",
      paramLabel = Secrets.FORMS,
      description = "Where the login for Kafka is.")
  private String jaasConfig;

  private final Map<String, String> properties = new HashMap<>();

  /**
   * Reads what the options name, and adds what is wrong with them.
   *
   * @param needed whether a topic is read
   * @param topics the options that name topics, for people
   */
  public void read(boolean needed, String topics, List<String> problems) {
    if (!needed) {
      if (bootstrapServers != null || consumerConfig != null || jaasConfig != null) {
        problems.add(
            "--bootstrapServers, --consumerConfig and --kafkaSaslJaasConfig are allowed with %s alone."
                .formatted(topics));
      }
      return;
    }
    if (bootstrapServers == null) {
      problems.add("--bootstrapServers is missing; a topic is read from there.");
    }
    try {
      if (consumerConfig != null) {
        properties.putAll(PropertiesFile.load(consumerConfig));
      }
    } catch (IllegalArgumentException e) {
      problems.add("--consumerConfig=" + e.getMessage());
    }
    try {
      if (jaasConfig != null && properties.put(JAAS_CONFIG, Secrets.resolve(jaasConfig)) != null) {
        problems.add(
            "--kafkaSaslJaasConfig cannot be used with %s in --consumerConfig; allowed is one of the two."
                .formatted(JAAS_CONFIG));
      }
    } catch (IllegalArgumentException e) {
      problems.add("--kafkaSaslJaasConfig: " + e.getMessage());
    }
  }

  /**
   * The records of a topic, once {@link #read} found no problem.
   *
   * @param option that names the topic
   */
  public TopicRecords topic(String option, String topic) {
    return new TopicRecords(option, topic, bootstrapServers, properties);
  }
}
