package io.plantbeam.tools.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.servers.ServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic of alerts, and keeps when the first of each cause came to it. */
final class AlertArrivals implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Cause, Long> arrivals = new ConcurrentHashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private volatile boolean ended;
  private volatile RuntimeException failure;

  /**
   * What raised an alert.
   *
   * @param at of a reading, its event time; of a window, its end
   */
  private record Cause(String detector, String sensorId, long at) {}

  AlertArrivals(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(this::read, "alert-arrivals");
    thread.start();
  }

  private void read() {
    try {
      while (!ended) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          JsonNode alert = JSON.readTree(record.value());
          Cause cause =
              new Cause(
                  alert.path("detector").asText(),
                  alert.path("sensor_id").asText(),
                  Instant.parse(alert.path("window_end").asText()).toEpochMilli());
          arrivals.merge(cause, record.timestamp(), Math::min);
        }
      }
    } catch (IOException e) {
      failure = new UncheckedIOException(e);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** The timestamp of the first record that a probe's alert has; empty before there is one. */
  Optional<Long> of(LatencyProbes.Probe probe) {
    return Optional.ofNullable(
        arrivals.get(new Cause(probe.kind().detector(), probe.sensorId(), probe.causedAt())));
  }

  /** Whether a sensor has an alert of any kind. */
  boolean hasAny(String sensorId) {
    if (failure != null) {
      throw new ServerException("the alerts cannot be read", failure);
    }
    return arrivals.keySet().stream().anyMatch(cause -> cause.sensorId.equals(sensorId));
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while alerts were read", e);
    } finally {
      consumer.close();
    }
  }
}
