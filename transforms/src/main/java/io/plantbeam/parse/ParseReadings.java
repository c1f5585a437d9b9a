package io.plantbeam.parse;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
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
 * <p>A reading's element timestamp is that of {@link io.plantbeam.model.Timestamps#ofElement}, so
 * that no reading is late. A dead letter keeps the message's.
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
    return withCoders(
        messages.apply(
            "Parse",
            ParDo.of(new ParseFn(types)).withOutputTags(READINGS, TupleTagList.of(DEAD_LETTERS))));
  }

  static PCollectionTuple withCoders(PCollectionTuple outputs) {
    outputs.get(READINGS).setCoder(Reading.ReadingCoder.INSTANCE);
    outputs.get(DEAD_LETTERS).setCoder(DeadLetter.DeadLetterCoder.INSTANCE);
    return outputs;
  }

  static final class ParseFn extends DoFn<RawMessage, Reading> {
    private final SensorTypes types;
    private transient ReadingParser parser;
    private transient ParsedOutputs parsed;

    private ParseFn(SensorTypes types) {
      this.types = types;
    }

    @Setup
    public void setUp() {
      parser = new ReadingParser(types, NAME);
      parsed = new ParsedOutputs();
    }

    @StartBundle
    public void startBundle() {
      parsed.startBundle();
    }

    @ProcessElement
    public void process(
        @Element RawMessage message, @Timestamp Instant timestamp, MultiOutputReceiver outputs) {
      parsed.startMessage(timestamp, outputs);
      parser.parse(message, parsed);
    }

    @FinishBundle
    public void finishBundle() {
      parsed.finishBundle();
    }
  }
}
