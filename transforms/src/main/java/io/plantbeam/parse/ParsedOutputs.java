package io.plantbeam.parse;

import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.Reading;
import io.plantbeam.model.Timestamps;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.joda.time.Instant;

/**
 * Hands what is parsed of messages to the runner, and counts it per bundle: a metrics update per
 * message would cost as much as a field.
 */
final class ParsedOutputs implements ReadingParser.Output {
  private static final Counter MESSAGES = Counters.counter(Counters.MESSAGES);
  private static final Counter READINGS_PARSED = Counters.counter(Counters.READINGS);
  private static final Counter DEAD_LETTERED = Counters.counter(Counters.DEAD_LETTERED);

  private long messages;
  private long readings;
  private long deadLetters;
  private Instant messageTimestamp;
  private MultiOutputReceiver outputs;

  void startBundle() {
    messages = 0;
    readings = 0;
    deadLetters = 0;
  }

  /** What comes now is of a message with this timestamp. */
  void startMessage(Instant timestamp, MultiOutputReceiver receiver) {
    messages++;
    messageTimestamp = timestamp;
    outputs = receiver;
  }

  void finishBundle() {
    MESSAGES.inc(messages);
    READINGS_PARSED.inc(readings);
    DEAD_LETTERED.inc(deadLetters);
  }

  @Override
  public void reading(Reading reading) {
    readings++;
    outputs
        .get(ParseReadings.READINGS)
        .outputWithTimestamp(
            reading, Timestamps.ofElement(reading.eventTimeMillis(), messageTimestamp));
  }

  @Override
  public void deadLetter(DeadLetter deadLetter) {
    deadLetters++;
    outputs.get(ParseReadings.DEAD_LETTERS).output(deadLetter);
  }
}
