package io.plantbeam.parse;

import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.Timestamps;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;

/**
 * Messages in; {@link #READINGS} and {@link #DEAD_LETTERS} out.
 *
 * <p>A reading's element timestamp is that of {@link Timestamps#ofElement}, so that no reading is
 * late. A dead letter keeps the message's.
 */
public final class ParseReadings extends PTransform<PCollection<RawMessage>, PCollectionTuple> {
  /** The name of the step, and the stage that its dead letters name. */
  public static final String NAME = "ParseReadings";

  /** The readings of valid measures. */
  public static final TupleTag<Reading> READINGS = new TupleTag<>("readings");

  /** Messages and measures that were refused. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("dead_letters");

  private final SensorTypes types;

  private ParseReadings(SensorTypes types) {
    super(NAME);
    this.types = types;
  }

  public static ParseReadings with(SensorTypes types) {
    return new ParseReadings(types);
  }

  @Override
  public PCollectionTuple expand(PCollection<RawMessage> messages) {
    PCollectionTuple outputs =
        messages.apply(
            "Parse",
            ParDo.of(new ParseFn(types)).withOutputTags(READINGS, TupleTagList.of(DEAD_LETTERS)));
    outputs.get(READINGS).setCoder(Reading.ReadingCoder.INSTANCE);
    outputs.get(DEAD_LETTERS).setCoder(DeadLetter.DeadLetterCoder.INSTANCE);
    return outputs;
  }

  static final class ParseFn extends DoFn<RawMessage, Reading> {
    private static final Counter MESSAGES = Counters.counter(Counters.MESSAGES);
    private static final Counter READINGS_PARSED = Counters.counter(Counters.READINGS);
    private static final Counter DEAD_LETTERED = Counters.counter(Counters.DEAD_LETTERED);

    private final SensorTypes types;
    private transient ReadingParser parser;
    private transient Receivers receivers;
    private transient long messages;

    private ParseFn(SensorTypes types) {
      this.types = types;
    }

    @Setup
    public void setUp() {
      parser = new ReadingParser(types, NAME);
      receivers = new Receivers();
    }

    @StartBundle
    public void startBundle() {
      messages = 0;
      receivers.readings = 0;
      receivers.deadLetters = 0;
    }

    @ProcessElement
    public void process(
        @Element RawMessage message, @Timestamp Instant timestamp, MultiOutputReceiver outputs) {
      messages++;
      receivers.receive(timestamp, outputs);
      parser.parse(message, receivers);
    }

    /** Counting is done per bundle: a metrics update per message would cost as much as a field. */
    @FinishBundle
    public void finishBundle() {
      MESSAGES.inc(messages);
      READINGS_PARSED.inc(receivers.readings);
      DEAD_LETTERED.inc(receivers.deadLetters);
    }
  }

  /** Hands what is parsed of one message to the runner. */
  private static final class Receivers implements ReadingParser.Output {
    private long readings;
    private long deadLetters;
    private Instant messageTimestamp;
    private DoFn.MultiOutputReceiver outputs;

    private void receive(Instant timestamp, DoFn.MultiOutputReceiver receiver) {
      messageTimestamp = timestamp;
      outputs = receiver;
    }

    @Override
    public void reading(Reading reading) {
      readings++;
      outputs
          .get(READINGS)
          .outputWithTimestamp(
              reading, Timestamps.ofElement(reading.eventTimeMillis(), messageTimestamp));
    }

    @Override
    public void deadLetter(DeadLetter deadLetter) {
      deadLetters++;
      outputs.get(DEAD_LETTERS).output(deadLetter);
    }
  }
}
