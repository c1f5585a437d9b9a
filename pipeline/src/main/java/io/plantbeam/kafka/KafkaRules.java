package io.plantbeam.kafka;

import io.plantbeam.options.OptionReader;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules between the options of Kafka. */
final class KafkaRules {
  private final OptionReader options;

  KafkaRules(OptionReader options) {
    this.options = options;
  }

  void check() {
    if (options.isGiven("inputTopics") && options.isGiven("inputTopicPattern")) {
      options.refuse(
          "inputTopicPattern",
          options.text("inputTopicPattern"),
          "cannot be used with --inputTopics; allowed is one of the two");
    }
    String[] topics = {"inputTopics", "inputTopicPattern", "alertsTopic", "deadLetterTopic"};
    if (options.isGiven("bootstrapServers") && Stream.of(topics).noneMatch(options::isGiven)) {
      options.refuse(
          "bootstrapServers",
          options.text("bootstrapServers"),
          "no topic is read or written; give --inputTopics or --inputTopicPattern to read,"
              + " --alertsTopic or --deadLetterTopic to write, or leave it out",
          topics);
    }
    String alerts = options.text("alertsTopic");
    if (alerts != null && alerts.equals(options.text("deadLetterTopic"))) {
      options.refuse(
          "deadLetterTopic",
          alerts,
          "is the --alertsTopic too, whose readers take every record for an alert; give two topics");
    }
    checkWritten("alertsTopic");
    checkWritten("deadLetterTopic");
  }

  /** A job must not read what it writes: each dead letter would make another, without end. */
  private void checkWritten(String option) {
    String topic = options.text(option);
    if (topic != null && isRead(topic)) {
      options.refuse(
          option,
          topic,
          "is a topic that the job reads, so that what it writes would come back without end; give"
              + " another, or leave it out for files");
    }
  }

  private boolean isRead(String topic) {
    if (options.isGiven("inputTopicPattern")) {
      return options.isUsable("inputTopicPattern")
          && Pattern.compile(options.text("inputTopicPattern")).matcher(topic).matches();
    }
    return options.list("inputTopics").contains(topic);
  }
}
