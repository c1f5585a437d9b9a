package io.plantbeam.tools.demo;

import io.plantbeam.tools.simulate.KafkaTarget;
import io.plantbeam.tools.simulate.MessageStream;
import io.plantbeam.tools.simulate.Pace;
import io.plantbeam.tools.simulate.Plant;
import io.plantbeam.tools.simulate.SimulatedMessage;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends the machine's and the plant's messages to a topic, in the order of event time, at an even
 * pace of messages. A thread that ends by itself, or when it is interrupted.
 */
final class Replay extends Thread {
  private final NabSeries machine;
  private final MessageStream plant;
  private final String bootstrapServers;
  private final String topic;
  private final double messagesPerSecond;
  private final AtomicLong sent = new AtomicLong();
  private volatile IOException failure;

  /**
   * @param seconds how long sending is to take
   */
  Replay(NabSeries machine, Plant plant, String bootstrapServers, String topic, int seconds) {
    super("replay");
    this.machine = machine;
    this.plant = plant.messages();
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    var settings = plant.settings();
    double plantMessages =
        (double) settings.sensors()
            * settings.duration().toMillis()
            / settings.interval().toMillis();
    this.messagesPerSecond = (machine.size() + plantMessages) / seconds;
  }

  @Override
  public void run() {
    Iterator<SimulatedMessage> messages = merged(machine, plant);
    Pace pace = new Pace(messagesPerSecond);
    try (KafkaTarget target = new KafkaTarget(bootstrapServers, topic, new Properties())) {
      while (messages.hasNext()) {
        pace.await();
        target.send(messages.next());
        sent.incrementAndGet();
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException | InterruptException e) {
      // The demo is over; what was sent is what counts.
      Thread.currentThread().interrupt();
    }
  }

  /** Both sources in the order in which they are sent. */
  static Iterator<SimulatedMessage> merged(NabSeries machine, Iterator<SimulatedMessage> plant) {
    return new Iterator<>() {
      private int nextReading;
      private SimulatedMessage nextOfPlant = plant.hasNext() ? plant.next() : null;

      @Override
      public boolean hasNext() {
        return nextOfPlant != null || nextReading < machine.size();
      }

      @Override
      public SimulatedMessage next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        boolean readingIsFirst =
            nextReading < machine.size()
                && (nextOfPlant == null
                    || machine.eventTimeMillis(nextReading) < nextOfPlant.sentMillis());
        if (readingIsFirst) {
          return machine.message(nextReading++);
        }
        SimulatedMessage message = nextOfPlant;
        nextOfPlant = plant.hasNext() ? plant.next() : null;
        return message;
      }
    };
  }

  /** Messages sent so far. */
  long sent() {
    return sent.get();
  }

  /** Why not everything could be sent; null where nothing is wrong. */
  IOException failure() {
    return failure;
  }
}
