package io.plantbeam.parse;

import io.plantbeam.model.RawMessage;
import io.plantbeam.model.ReadingBatch;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;

/**
 * Messages that were read together in; the outputs of {@link ParseReadings} out. What becomes of a
 * message is for the subclass to say.
 */
abstract class MessagesFn extends DoFn<List<RawMessage>, KV<Integer, List<ReadingBatch>>> {
  private final SensorTypes types;
  private transient ReadingParser parser;
  private transient ParsedOutputs parsed;

  MessagesFn(SensorTypes types) {
    this.types = types;
  }

  /** Hands on what becomes of one message. */
  abstract void parse(RawMessage message, ReadingParser itsParser, ReadingParser.Output output);

  @Setup
  public void setUp() {
    parser = new ReadingParser(types, ParseReadings.NAME);
    parsed = new ParsedOutputs();
  }

  @StartBundle
  public void startBundle() {
    parsed.startBundle();
  }

  @ProcessElement
  public void process(@Element List<RawMessage> messages, MultiOutputReceiver outputs) {
    parsed.startMessages(outputs);
    for (RawMessage message : messages) {
      parsed.startMessage(message);
      parse(message, parser, parsed);
    }
    parsed.finishMessages();
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    parsed.finishBundle(context);
  }

  /** Any: the bundle's earlier elements, whose timestamps these are, hold the watermark. */
  @Override
  @SuppressWarnings("deprecation")
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
