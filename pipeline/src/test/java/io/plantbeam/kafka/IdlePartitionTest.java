package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.plantbeam.embedded.EmbeddedKafka;
import io.plantbeam.model.RawMessage;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.RunningPipeline;
import io.plantbeam.testing.SharedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows over two partitions, of which one is silent. */
class IdlePartitionTest {
  /** Of readings of long ago: only idle partitions bring the watermark past them. */
  private static final String WINDOW = "window 1000: 2";

  @Test
  void windowsWaitNeitherForASilentPartitionNorForOneBehindATransaction() {
    String topic = SharedKafka.newTopic("idle", 3);
    SharedKafka.send(topic, 0, "1000 a", "1999 b");
    ReadKafkaTest.sendTransaction(topic, true, "1500 aborted");

    try (RunningPipeline<String> job =
        windows(SharedKafka.broker().bootstrapServers(), topic, Duration.ofSeconds(1))) {
      job.await(output -> output.contains(WINDOW));
    }
  }

  @ParameterizedTest(name = "message {0}")
  @ValueSource(strings = {"2026-11-30T08:00:00", "9999999999999999", "1000", ""})
  void windowsDoNotWaitForAPartitionWhoseEventTimeStandsStill(String message) {
    String topic = SharedKafka.newTopic("unusable", 2);
    SharedKafka.send(topic, 0, "1000 a", "1999 b");
    try (RunningPipeline<String> job =
        windows(SharedKafka.broker().bootstrapServers(), topic, Duration.ofSeconds(1))) {
      job.await(
          output -> {
            SharedKafka.send(topic, 1, message.isEmpty() ? null : message);
            return output.stream().anyMatch(text -> text.startsWith("window 1000: "));
          });
    }
  }

  @Test
  void windowsWaitForAPartitionThatMayOnlySeemSilentBecauseTheBrokerIsDown() {
    try (EmbeddedKafka broker = EmbeddedKafka.open()) {
      broker.createTopic("outage", 2);
      try (KafkaProducer<String, String> producer =
          SharedKafka.producer(broker.bootstrapServers(), Map.of())) {
        SharedKafka.send(producer, "outage", 0, "1000 a", "1999 b");
      }
      Duration idleAfter = Duration.ofSeconds(4);
      try (RunningPipeline<String> job = windows(broker.bootstrapServers(), "outage", idleAfter)) {
        job.await(output -> output.containsAll(List.of("read 1000 a", "read 1999 b")));

        broker.stop();
        boolean idle =
            Await.holdsWithin(idleAfter.plusSeconds(2), () -> job.output().contains(WINDOW));
        assertFalse(idle, "a broker that is down makes no partition idle");

        broker.start();
        job.await(output -> output.contains(WINDOW));
      }
    }
  }

  private static RunningPipeline<String> windows(
      String bootstrapServers, String topic, Duration idleAfter) {
    KafkaSettings settings =
        new KafkaSettings(
            bootstrapServers,
            List.of(topic),
            StartFrom.COMMITTED,
            Map.of("group.id", "idle-" + UUID.randomUUID()),
            Map.of(),
            Duration.ZERO,
            idleAfter);
    return RunningPipeline.start(
        pipeline -> {
          PCollection<RawMessage> messages =
              pipeline
                  .apply("Read", ReadKafka.of(settings, TextEventTime::of))
                  .apply("Each", ParDo.of(new EachAtItsArrivalFn()))
                  .setCoder(RawMessage.MessageCoder.INSTANCE);
          PCollection<String> read =
              messages.apply(
                  "Text",
                  MapElements.into(TypeDescriptors.strings())
                      .via(m -> "read " + new String(m.payload(), StandardCharsets.UTF_8)));
          PCollection<String> counted =
              messages
                  .apply(
                      "Seconds",
                      Window.into(FixedWindows.of(org.joda.time.Duration.standardSeconds(1))))
                  .apply("Count", Combine.globally(Count.<RawMessage>combineFn()).withoutDefaults())
                  .apply("Describe", ParDo.of(new DescribeFn()))
                  .apply("Global", Window.into(new GlobalWindows()));
          return PCollectionList.of(read).and(counted).apply("Both", Flatten.pCollections());
        });
  }

  private static final class EachAtItsArrivalFn extends DoFn<List<RawMessage>, RawMessage> {
    @ProcessElement
    public void process(@Element List<RawMessage> messages, OutputReceiver<RawMessage> output) {
      for (RawMessage message : messages) {
        output.outputWithTimestamp(message, Instant.ofEpochMilli(message.arrivalMillis()));
      }
    }
  }

  private static final class DescribeFn extends DoFn<Long, String> {
    @ProcessElement
    public void process(@Element Long count, IntervalWindow window, OutputReceiver<String> output) {
      output.output("window " + window.start().getMillis() + ": " + count);
    }
  }
}
