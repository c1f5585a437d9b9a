package io.plantbeam.parse;

import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.Timestamps;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Hands what is parsed of the messages of a bundle to the runner, readings in batches, and counts
 * it per bundle: an output or a metrics update per message would cost more than parsing it.
 */
final class ParsedOutputs implements MessageReader.Results {
  private static final Counter MESSAGES = Counters.counter(Counters.MESSAGES);
  private static final Counter READINGS_PARSED = Counters.counter(Counters.READINGS);
  private static final Counter DEAD_LETTERED = Counters.counter(Counters.DEAD_LETTERED);
  private static final Counter PASSED_OVER = Counters.counter(Counters.PASSED_OVER);

  /** Bounds the memory of a bundle to about ten megabytes. */
  private static final int MOST_READINGS = 200_000;

  private static final Counter ATTRIBUTES_CUT = Counters.counter(Counters.ATTRIBUTES_CUT);

  private final ClockCheck clockCheck;
  private OpenBatches open;
  private long messages;
  private long readings;
  private long deadLetters;
  private long passedOver;
  private long attributesCut;
  private RawMessage message;
  private MultiOutputReceiver outputs;

  ParsedOutputs(Clock clock) {
    clockCheck = new ClockCheck(clock);
  }

  void startBundle() {
    open = new OpenBatches();
    clockCheck.startBundle();
    attributesCut = 0;
    messages = 0;
    readings = 0;
    deadLetters = 0;
    passedOver = 0;
  }

  /** What comes now is of messages that were read together. */
  void startMessages(MultiOutputReceiver receiver) {
    outputs = receiver;
  }

  /** What comes now is of this message. */
  void startMessage(RawMessage next) {
    messages++;
    message = next;
  }

  /** Hands on what is there, if it is much. */
  void finishMessages() {
    if (open.readings() >= MOST_READINGS) {
      drain(outputs.get(ParseReadings.READINGS)::outputWithTimestamp);
    }
  }

  void finishBundle(DoFn<?, KV<Integer, List<ReadingBatch>>>.FinishBundleContext context) {
    drain((shard, earliest) -> context.output(shard, earliest, GlobalWindow.INSTANCE));
    open = null;
    MESSAGES.inc(messages);
    READINGS_PARSED.inc(readings);
    DEAD_LETTERED.inc(deadLetters);
    if (passedOver > 0) {
      PASSED_OVER.inc(passedOver);
    }
    if (attributesCut > 0) {
      ATTRIBUTES_CUT.inc(attributesCut);
    }
    clockCheck.finishBundle();
  }

  @Override
  public void reading(String measure, Reading reading) {
    readings++;
    long eventTime = reading.eventTimeMillis();
    long arrival = message.arrivalMillis();
    if (arrival == RawMessage.NO_ARRIVAL) {
      clockCheck.ofBatch(eventTime);
    } else {
      clockCheck.ofStream(eventTime, reading.series().sensorId());
    }
    if (reading.attributes() != null && AttributesText.isCut(reading.attributes())) {
      attributesCut++;
    }
    open.add(reading, Timestamps.ofElement(eventTime, arrival));
  }

  @Override
  public void deadLetter(DeadLetter deadLetter) {
    deadLetters++;
    outputs
        .get(ParseReadings.DEAD_LETTERS)
        .outputWithTimestamp(deadLetter, Instant.ofEpochMilli(message.arrivalMillis()));
  }

  @Override
  public void passedOver(int count) {
    passedOver += count;
  }

  private void drain(BiConsumer<KV<Integer, List<ReadingBatch>>, Instant> out) {
    Map<Integer, Shard> shards = new HashMap<>();
    open.drain(
        (batch, earliest) -> {
          Shard shard =
              shards.computeIfAbsent(batch.series().key().streamShard(), number -> new Shard());
          shard.batches.add(batch);
          shard.earliest = Math.min(shard.earliest, earliest);
        });
    shards.forEach(
        (number, shard) ->
            out.accept(KV.of(number, shard.batches), Instant.ofEpochMilli(shard.earliest)));
  }

  private static final class Shard {
    final List<ReadingBatch> batches = new ArrayList<>();
    long earliest = Long.MAX_VALUE;
  }
}
