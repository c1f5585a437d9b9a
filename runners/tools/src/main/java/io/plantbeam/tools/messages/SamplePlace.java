package io.plantbeam.tools.messages;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.PropertiesFile;
import io.plantbeam.config.Secrets;
import io.plantbeam.files.ReadFiles;
import io.plantbeam.files.UnusableInputException;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.CsvLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where sample messages are: files, or a topic. */
final class SamplePlace {
  private static final String JAAS_CONFIG = "sasl.jaas.config";

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Files of messages, such as 'samples/*.ndjson', read as --inputFiles are.")
  private String files;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Kafka topic whose latest messages are read.")
  private String topic;

  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT,...",
      description = "Kafka brokers of --topic.")
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

  /** What the messages are of, for people. */
  String words() {
    return topic == null ? files : "topic " + topic;
  }

  /** Whether the messages may have keys and headers. */
  boolean isTopic() {
    return topic != null;
  }

  /**
   * The first messages of the files, or the latest of the topic.
   *
   * @param csv how rows of files are written; null where they are no CSV
   * @throws InvalidOptionsException where the options name no messages, with a sentence for each
   *     thing that is wrong
   * @throws io.plantbeam.config.ServerUnavailableException where the brokers do not answer
   */
  List<RawMessage> read(int count, CsvLayout csv) throws IOException {
    Map<String, String> properties = checked();
    List<RawMessage> messages =
        topic == null
            ? ofFiles(count, csv)
            : new TopicSample(topic, bootstrapServers, properties).latest(count);
    if (messages.isEmpty()) {
      throw new InvalidOptionsException(List.of("%s has no message.".formatted(words())));
    }
    return messages;
  }

  private List<RawMessage> ofFiles(int count, CsvLayout csv) throws IOException {
    try {
      return ReadFiles.from(files).withRowsOf(csv).first(count);
    } catch (UnusableInputException e) {
      throw new InvalidOptionsException(List.of(e.getMessage()));
    }
  }

  private Map<String, String> checked() {
    List<String> problems = new ArrayList<>();
    Map<String, String> properties = new HashMap<>();
    if ((files == null) == (topic == null)) {
      problems.add("Messages are needed from a FILE or from a --topic; give one of them.");
    }
    if (topic != null && bootstrapServers == null) {
      problems.add("--bootstrapServers is missing; a topic is read from there.");
    }
    if (topic == null && (bootstrapServers != null || consumerConfig != null)) {
      problems.add("--bootstrapServers and --consumerConfig are allowed with --topic alone.");
    }
    try {
      if (consumerConfig != null) {
        properties.putAll(PropertiesFile.load(consumerConfig));
      }
    } catch (IllegalArgumentException e) {
      problems.add("--consumerConfig=" + e.getMessage());
    }
    try {
      if (jaasConfig != null) {
        properties.put(JAAS_CONFIG, Secrets.resolve(jaasConfig));
      }
    } catch (IllegalArgumentException e) {
      problems.add("--kafkaSaslJaasConfig: " + e.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return properties;
  }
}
