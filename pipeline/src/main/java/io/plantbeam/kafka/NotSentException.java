package io.plantbeam.kafka;

import org.apache.kafka.common.KafkaException;

/** A record could not be sent; the message is a sentence with the topic and the brokers' reason. */
final class NotSentException extends KafkaException {
  private static final long serialVersionUID = 1;

  NotSentException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
