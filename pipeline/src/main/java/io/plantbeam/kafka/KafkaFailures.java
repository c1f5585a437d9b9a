package io.plantbeam.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * What is said to users when Kafka fails.
 *
 * @param properties of the user; the secrets among them are hidden in what is said
 */
record KafkaFailures(String bootstrapServers, Map<String, String> properties) {

  String noClient(Throwable failure) {
    return "a Kafka client for %s cannot be made: %s".formatted(bootstrapServers, reason(failure));
  }

  String noAnswer(Duration limit) {
    return ("no Kafka broker answers at %s within %d s; are the address and the security properties"
            + " right, and is the broker running?")
        .formatted(bootstrapServers, limit.toSeconds());
  }

  /** Says how the brokers answered a request that failed. */
  String sentence(Throwable cause) {
    if (cause instanceof AuthenticationException) {
      return "the Kafka brokers at %s do not accept these credentials: %s"
          .formatted(bootstrapServers, reason(cause));
    }
    if (cause instanceof AuthorizationException) {
      return "the Kafka brokers at %s do not allow this: %s"
          .formatted(bootstrapServers, reason(cause));
    }
    return "the Kafka brokers at %s failed: %s".formatted(bootstrapServers, reason(cause));
  }

  /** Says which topic a record was for that could not be sent, and why. */
  String notSent(ProducerRecord<byte[], byte[]> record, Throwable failure) {
    byte[] value = record.value();
    return "a record of %d bytes could not be sent to the topic %s on %s: %s"
        .formatted(
            value == null ? 0 : value.length, record.topic(), bootstrapServers, reason(failure));
  }

  /** What Kafka says of it, without what may be a secret. */
  private String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (isSecret(property.getKey()) && !property.getValue().isEmpty()) {
        message = message.replace(property.getValue(), "[hidden]");
      }
    }
    return message;
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return List.of("password", "jaas", "secret", "token", "credential", ".key").stream()
        .anyMatch(lower::contains);
  }

  /** The servers alone, because a property may be a secret. */
  @Override
  public String toString() {
    return bootstrapServers;
  }
}
