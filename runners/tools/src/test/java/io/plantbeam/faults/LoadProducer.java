package io.plantbeam.faults;

import io.plantbeam.faults.Load.Message;
import io.plantbeam.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the load at a steady pace from a thread of its own, as far as it has been released. The
 * producer is idempotent and patient, so that each message is in the topic once whatever happens to
 * the broker.
 */
final class LoadProducer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Load load;
  private final String topic;
  private final long nanosAStep;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread = new Thread(this::run, "load");
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile int released;
  private volatile int offered;
  private volatile int stored;
  private volatile boolean closed;

  LoadProducer(String bootstrapServers, String topic, Load load, int stepsASecond) {
    this.load = load;
    this.topic = topic;
    this.nanosAStep = TimeUnit.SECONDS.toNanos(1) / stepsASecond;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.idempotence",
                "true",
                "delivery.timeout.ms",
                Integer.toString((int) LIMIT.toMillis()),
                "max.block.ms",
                Long.toString(LIMIT.toMillis())),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    thread.start();
  }

  /** Lets it send all steps before this one; returns at once. */
  void release(int step) {
    released = step;
    LockSupport.unpark(thread);
  }

  /** How many steps have been given to the producer, which may wait for the broker. */
  int offered() {
    return offered;
  }

  /** Returns when this many steps are stored in the topic. */
  void awaitStored(int steps) {
    Await.until(
        LIMIT,
        () -> {
          if (failure.get() != null) {
            throw new AssertionError("the load could not be sent", failure.get());
          }
          return stored >= steps;
        },
        () -> "%d of %d steps are stored".formatted(stored, steps));
  }

  /** Sends the messages that end all windows; all else has to be stored. */
  void sendClosing() throws InterruptedException, ExecutionException {
    awaitStored(load.steps());
    for (Message message : load.closing()) {
      send(message).get();
    }
  }

  private void run() {
    try {
      long next = System.nanoTime();
      for (int step = 0; step < load.steps() && !closed; step++) {
        while (step >= released && !closed) {
          LockSupport.parkNanos(nanosAStep);
          next = System.nanoTime();
        }
        while (System.nanoTime() < next) {
          LockSupport.parkNanos(next - System.nanoTime());
        }
        next += nanosAStep;
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Message message : load.messages(step)) {
          sent.add(send(message));
        }
        offered = step + 1;
        if (step + 1 == released) {
          producer.flush();
          for (Future<RecordMetadata> record : sent) {
            record.get();
          }
          stored = step + 1;
        }
      }
    } catch (InterruptedException | ExecutionException | RuntimeException e) {
      failure.set(e);
    }
  }

  /** A record that cannot be stored fails all that follow. */
  private Future<RecordMetadata> send(Message message) {
    return producer.send(
        new ProducerRecord<>(topic, message.partition(), null, message.bytes()),
        (record, problem) -> {
          if (problem != null) {
            failure.compareAndSet(null, problem);
          }
        });
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ZERO);
  }
}
