package io.plantbeam.parse;

import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Published dead letters in, as the JSON of {@link DeadLetter#SCHEMA}; {@link
 * ParseReadings#READINGS} and {@link ParseReadings#DEAD_LETTERS} out.
 *
 * <p>The message of each is parsed again as if it came from where it came from first: with the
 * position that the letter has, and of a letter that stands for one measure, this measure alone,
 * because the message's others were judged the first time. What is refused again becomes a dead
 * letter that stands for the same.
 *
 * <p>Letters that cannot be parsed again go on as they are: documents that Elasticsearch refused,
 * and messages of which only the beginning is kept, or whose position is not known. What is no dead
 * letter becomes one with the reason {@link Reason#INVALID_DEAD_LETTER}.
 */
public final class ReplayDeadLetters
    extends PTransform<PCollection<List<RawMessage>>, PCollectionTuple> {
  /** The name of the step, and the stage that names what is no dead letter. */
  public static final String NAME = "ReplayDeadLetters";

  private final SensorTypes types;

  private ReplayDeadLetters(SensorTypes types) {
    super(NAME);
    this.types = types;
  }

  public static ReplayDeadLetters with(SensorTypes types) {
    return new ReplayDeadLetters(types);
  }

  @Override
  public PCollectionTuple expand(PCollection<List<RawMessage>> letters) {
    return ParseReadings.withCoders(
        letters.apply(
            "Parse",
            ParDo.of(new ReplayFn(types))
                .withOutputTags(
                    ParseReadings.READINGS, TupleTagList.of(ParseReadings.DEAD_LETTERS))));
  }

  private static final class ReplayFn extends MessagesFn {
    private final Counter notReplayable = Counters.counter(Counters.NOT_REPLAYABLE);

    ReplayFn(SensorTypes types) {
      super(types);
    }

    @Override
    void parse(RawMessage record, ReadingParser parser, ReadingParser.Output output) {
      DeadLetter letter = letter(record);
      if (!letter.isReplayable()) {
        notReplayable.inc();
        output.deadLetter(letter);
        return;
      }
      RawMessage message = RawMessage.of(letter.payload(), letter.position());
      if (letter.measure() == null) {
        parser.parse(message, output);
        return;
      }
      OneMeasure measure = new OneMeasure(letter, output);
      parser.parseMeasure(message, letter.measure(), measure);
      measure.finish();
    }

    /** The letter that a record is, or one that says why it is none. */
    private static DeadLetter letter(RawMessage record) {
      boolean cut = record.length() > record.payload().length;
      if (cut) {
        return invalid(record, "it has %d bytes".formatted(record.length()), true);
      }
      try {
        return DeadLetterReader.read(record.payload());
      } catch (DeadLetterReader.InvalidException e) {
        return invalid(record, e.getMessage(), false);
      }
    }

    private static DeadLetter invalid(RawMessage record, String problem, boolean cut) {
      byte[] payload = record.payload();
      boolean tooLong = payload.length > RawMessage.MAX_PAYLOAD_BYTES;
      return new DeadLetter(
          Reason.INVALID_DEAD_LETTER,
          null,
          "this is no dead letter: " + problem,
          NAME,
          tooLong ? Arrays.copyOf(payload, RawMessage.KEPT_BYTES) : payload,
          cut || tooLong,
          record.position());
    }
  }

  /**
   * Takes what becomes of one measure. A refusal of the whole message becomes one of the measure: a
   * letter that stood for all would bring back the message's other measures when it is replayed.
   */
  private static final class OneMeasure implements ReadingParser.Output {
    private final DeadLetter letter;
    private final ReadingParser.Output output;
    private boolean found;

    private OneMeasure(DeadLetter letter, ReadingParser.Output output) {
      this.letter = letter;
      this.output = output;
    }

    @Override
    public void reading(Reading reading) {
      found = true;
      output.reading(reading);
    }

    @Override
    public void deadLetter(DeadLetter refusal) {
      found = true;
      output.deadLetter(
          letter.measure().equals(refusal.measure()) ? refusal : refuse(refusal.detail()));
    }

    private void finish() {
      if (!found) {
        output.deadLetter(
            refuse(
                "the message has no measure %s of a known sensor type".formatted(letter.field())));
      }
    }

    private DeadLetter refuse(String detail) {
      return new DeadLetter(
          letter.reason(),
          letter.field(),
          detail,
          ParseReadings.NAME,
          letter.payload(),
          letter.position());
    }
  }
}
