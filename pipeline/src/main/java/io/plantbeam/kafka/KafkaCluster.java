package io.plantbeam.kafka;

import io.plantbeam.config.ServerUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/**
 * A connection to the brokers, for what is asked of them before a job starts. Every call ends
 * within about ten seconds, if need be with a {@link ServerUnavailableException} whose message is a
 * sentence for users.
 */
public final class KafkaCluster implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Admin admin;
  private final Duration timeout;
  private final KafkaFailures failures;

  private KafkaCluster(Admin admin, Duration timeout, KafkaFailures failures) {
    this.admin = admin;
    this.timeout = timeout;
    this.failures = failures;
  }

  /**
   * Connects, and waits for an answer.
   *
   * @param properties of the user for consumers or producers; those for connections are taken
   * @throws ServerUnavailableException if the servers cannot be reached, or refuse
   */
  public static KafkaCluster connect(String bootstrapServers, Map<String, String> properties) {
    return connect(bootstrapServers, properties, TIMEOUT);
  }

  /**
   * The same, where each call ends within about this time.
   *
   * @throws ServerUnavailableException if the servers cannot be reached, or refuse
   */
  public static KafkaCluster connect(
      String bootstrapServers, Map<String, String> properties, Duration timeout) {
    KafkaFailures failures = new KafkaFailures(bootstrapServers, properties);
    Admin admin;
    try {
      admin = client(bootstrapServers, properties, timeout);
    } catch (KafkaException e) {
      throw new ServerUnavailableException(failures.noClient(e), null);
    }
    KafkaCluster cluster = new KafkaCluster(admin, timeout, failures);
    try {
      cluster.await(admin.describeCluster().nodes());
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * A client, which may not be connected yet.
   *
   * @throws KafkaException if these properties make none
   */
  static Admin client(String bootstrapServers, Map<String, String> properties, Duration timeout) {
    Map<String, Object> config = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (AdminClientConfig.configNames().contains(name)) {
            config.put(name, value);
          }
        });
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis() / 2);
    return Admin.create(config);
  }

  /** The client, whose answers {@link #await} waits for. */
  Admin admin() {
    return admin;
  }

  /** How long an answer may take. */
  Duration timeout() {
    return timeout;
  }

  /**
   * Waits for an answer of the client.
   *
   * @throws ServerUnavailableException with a sentence, and with what Kafka threw as its cause
   */
  <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(timeout.toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerUnavailableException("interrupted while asking " + this, e);
    } catch (TimeoutException e) {
      throw new ServerUnavailableException(failures.noAnswer(timeout), e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new ServerUnavailableException(
          cause instanceof org.apache.kafka.common.errors.TimeoutException
              ? failures.noAnswer(timeout)
              : failures.sentence(cause),
          cause);
    }
  }

  /** The servers that were asked. */
  @Override
  public String toString() {
    return failures.bootstrapServers();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
