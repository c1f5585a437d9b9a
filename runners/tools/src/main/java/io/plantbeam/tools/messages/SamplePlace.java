package io.plantbeam.tools.messages;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.files.ReadFiles;
import io.plantbeam.files.UnusableInputException;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.CsvLayout;
import io.plantbeam.tools.kafka.KafkaPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where sample messages are: files, or a topic. */
final class SamplePlace {
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

  @Mixin private final KafkaPlace kafka = new KafkaPlace();

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
    check();
    List<RawMessage> messages =
        topic == null ? ofFiles(count, csv) : kafka.topic("topic", topic).latestMessages(count);
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

  private void check() {
    List<String> problems = new ArrayList<>();
    if ((files == null) == (topic == null)) {
      problems.add("Messages are needed from a FILE or from a --topic; give one of them.");
    }
    kafka.read(topic != null, "--topic", problems);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
  }
}
