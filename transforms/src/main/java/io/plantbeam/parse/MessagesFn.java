package io.plantbeam.parse;

import io.plantbeam.codec.Carried;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.ReadingBatch;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;

/**
 * Messages that were read together in; the outputs of {@link ParseReadings} out. What becomes of a
 * message is for the subclass to say.
 */
abstract class MessagesFn extends DoFn<List<RawMessage>, KV<Integer, List<ReadingBatch>>> {
  private final Carried<MessageFormat> format;
  private transient MessageReader reader;
  private transient ParsedOutputs parsed;

  MessagesFn(MessageFormat format) {
    this.format = Carried.of(format);
  }

  /** Hands on what becomes of one message. */
  abstract void read(RawMessage message, MessageReader itsReader, MessageReader.Results results)
      throws IOException;

  @Setup
  public void setUp() throws IOException {
    reader = MessageReader.open(format.get(), ParseReadings.NAME);
    parsed = new ParsedOutputs(Clock.systemUTC());
  }

  @StartBundle
  public void startBundle() {
    parsed.startBundle();
  }

  @ProcessElement
  public void process(@Element List<RawMessage> messages, MultiOutputReceiver outputs)
      throws IOException {
    parsed.startMessages(outputs);
    for (RawMessage message : messages) {
      parsed.startMessage(message);
      read(message, reader, parsed);
    }
    parsed.finishMessages();
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    parsed.finishBundle(context);
  }

  @Teardown
  public void tearDown() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }

  /** Any: the bundle's earlier elements, whose timestamps these are, hold the watermark. */
  @Override
  @SuppressWarnings("deprecation")
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
