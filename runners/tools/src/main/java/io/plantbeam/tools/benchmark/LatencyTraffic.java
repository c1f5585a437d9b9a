package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.ServerException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends readings of sensors in turn, at a rate, each with the present time as its event time and as
 * the timestamp of its record.
 */
final class LatencyTraffic implements AutoCloseable {
  /** Between two looks at the clock; what has become due by then is sent at once. */
  private static final int LINGER_MILLIS = 5;

  private static final long PAUSE_NANOS = 500_000;

  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final List<LatencyProbes.Probe> probes;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile int rate;
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean ended;

  /** Begins to send so many messages per second. */
  LatencyTraffic(
      String bootstrapServers, String topic, List<LatencyProbes.Probe> probes, int rate) {
    this.topic = topic;
    this.probes = probes;
    this.rate = rate;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "compression.type",
                "lz4",
                // The wait counts: a message's timestamp is from before it.
                "linger.ms",
                LINGER_MILLIS),
            new StringSerializer(),
            new ByteArraySerializer());
    thread = new Thread(this::send, "latency-traffic");
    thread.start();
  }

  /** Goes on with another rate. */
  void setRate(int messagesPerSecond) {
    rate = messagesPerSecond;
  }

  /** The messages so far. */
  long sent() {
    return sent.get();
  }

  private void send() {
    int next = 0;
    long pilotAt = 0;
    double due = 0;
    long last = System.nanoTime();
    while (!ended && failure.get() == null) {
      long nanos = System.nanoTime();
      due += (nanos - last) / 1e9 * rate;
      last = nanos;
      while (due >= 1) {
        LatencyProbes.Probe probe = probes.get(next);
        long now = System.currentTimeMillis();
        send(probe.sensorId(), probe.kind(), now, probe.value(now));
        next = (next + 1) % probes.size();
        due--;
        sent.incrementAndGet();
      }
      if (System.currentTimeMillis() - pilotAt >= 1000) {
        pilotAt = System.currentTimeMillis();
        send(LatencyProbes.PILOT, LatencyProbes.Kind.LIMIT, pilotAt, 150);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback has it.
  private void send(String sensor, LatencyProbes.Kind kind, long now, double value) {
    String message =
        "{\"sensor_id\":\""
            + sensor
            + "\",\"facility_id\":\"plant\",\"sensor_type\":\""
            + kind.sensorType()
            + "\",\"timestamp\":"
            + now
            + ",\"value\":"
            + value
            + "}";
    producer.send(
        new ProducerRecord<>(topic, null, now, sensor, message.getBytes(StandardCharsets.UTF_8)),
        (metadata, problem) -> {
          if (problem != null) {
            failure.compareAndSet(null, problem);
          }
        });
  }

  /**
   * Sends no more.
   *
   * @throws ServerException if a message could not be sent
   */
  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while messages were sent", e);
    } finally {
      producer.close();
    }
    if (failure.get() != null) {
      throw new ServerException("Kafka took not all messages", failure.get());
    }
  }
}
