package io.plantbeam.kafka;

import io.plantbeam.config.Durations;
import io.plantbeam.job.JobLabels;
import io.plantbeam.job.JobOptions;
import io.plantbeam.options.OptionReader;
import java.util.HashMap;
import java.util.Map;

/** Reads {@link KafkaSettings} from the options and the files that they name. */
final class KafkaSettingsReader {
  private static final String JAAS_CONFIG = "sasl.jaas.config";

  private final OptionReader options;

  private KafkaSettingsReader(OptionReader options) {
    this.options = options;
  }

  /** The settings; null where no brokers are named. */
  static KafkaSettings read(OptionReader options) {
    return new KafkaSettingsReader(options).settings();
  }

  private KafkaSettings settings() {
    String jaasConfig = options.secret("kafkaSaslJaasConfig");
    if (!options.isGiven("bootstrapServers")) {
      return null;
    }
    KafkaOptions kafka = options.as(KafkaOptions.class);
    return new KafkaSettings(
        kafka.getBootstrapServers(),
        options.list("inputTopics").stream().distinct().toList(),
        startFrom(),
        consumerProperties(kafka, jaasConfig),
        properties(
            "producerConfig", jaasConfig, ClientProperties.ofProducer(kafka.getBootstrapServers())),
        Durations.parseOrZero(kafka.getMaxOutOfOrderness()),
        Durations.parseOrZero(kafka.getIdleAfter()));
  }

  private StartFrom startFrom() {
    if (options.isUsable("startFrom")) {
      try {
        return StartFrom.parse(options.text("startFrom"));
      } catch (IllegalArgumentException e) {
        options.refuse("startFrom", options.text("startFrom"), e.getMessage());
      }
    }
    return StartFrom.COMMITTED;
  }

  /** With a group for each template, so that two on one topic do not move each other's offsets. */
  private Map<String, String> consumerProperties(KafkaOptions kafka, String jaasConfig) {
    ClientProperties rules =
        ClientProperties.ofConsumer(kafka.getBootstrapServers(), kafka.getStartFrom());
    Map<String, String> properties = new HashMap<>(properties("consumerConfig", jaasConfig, rules));
    properties.putIfAbsent("group.id", JobLabels.defaultJobName(options.as(JobOptions.class)));
    return properties;
  }

  private Map<String, String> properties(String option, String jaasConfig, ClientProperties rules) {
    Map<String, String> properties = new HashMap<>(options.properties(option));
    rules
        .problems(properties)
        .forEach(problem -> options.refuse(option, options.text(option), problem));
    properties.remove(ClientProperties.CUSTOM);
    if (jaasConfig != null && properties.put(JAAS_CONFIG, jaasConfig) != null) {
      options.refuse(
          "kafkaSaslJaasConfig",
          options.text("kafkaSaslJaasConfig"),
          "cannot be used with %s in --%s; allowed is one of the two"
              .formatted(JAAS_CONFIG, option));
    }
    return properties;
  }
}
