package io.plantbeam.tools.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the alerts topic as another program would, keeps all that is told of alerts in a file, and
 * hands it on. A thread that ends when it is told to.
 */
final class AlertFeed extends Thread {
  private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);

  private final String bootstrapServers;
  private final String topic;
  private final Path file;
  private final Consumer<AlertEvent> onEvent;
  private final List<PublishedEvent> alerts = new ArrayList<>();
  private volatile boolean ended;
  private volatile long events;

  /**
   * @param file for what is told of alerts, a line each
   * @param onEvent called with each event, by this thread
   */
  AlertFeed(String bootstrapServers, String topic, Path file, Consumer<AlertEvent> onEvent) {
    super("alert-feed");
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.file = file;
    this.onEvent = onEvent;
  }

  @Override
  public void run() {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    ObjectMapper json = new ObjectMapper();
    try (KafkaConsumer<String, String> consumer =
            new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!ended) {
        for (ConsumerRecord<String, String> alert : consumer.poll(Duration.ofMillis(100))) {
          out.write(alert.value());
          out.newLine();
          take(AlertEvent.of(json.readTree(alert.value())));
        }
        out.flush();
      }
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.error("Alerts cannot be shown any more", e);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // This thread alone writes.
  private void take(AlertEvent event) {
    if (event.isRaised()) {
      synchronized (alerts) {
        alerts.add(event.alert());
      }
    }
    onEvent.accept(event);
    events++;
  }

  /** How many events so far: raised, updated, resolved. */
  long events() {
    return events;
  }

  /** The alerts that were raised so far, in the order in which they came. */
  List<PublishedEvent> alerts() {
    synchronized (alerts) {
      return List.copyOf(alerts);
    }
  }

  /** How many were raised so far, by severity. */
  Map<String, Long> bySeverity() {
    Map<String, Long> counts = new TreeMap<>();
    for (PublishedEvent alert : alerts()) {
      counts.merge(alert.severity(), 1L, Long::sum);
    }
    return counts;
  }

  /** Reads no further; returns when the file is complete. */
  void end() throws InterruptedException {
    ended = true;
    join(5_000);
  }
}
