package io.plantbeam.parse;

import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import java.io.IOException;
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
 * and messages of which only the beginning is kept, or whose position is not known. Input that is
 * not a dead letter becomes one with the reason {@link Reason#INVALID_DEAD_LETTER}.
 */
public final class ReplayDeadLetters
    extends PTransform<PCollection<List<RawMessage>>, PCollectionTuple> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS = ParseReadings.CONTRIBUTIONS;

  /**
   * The name of the step, and the stage in the letters that it makes of input that is not a dead
   * letter.
   */
  public static final String NAME = "ReplayDeadLetters";

  private final MessageFormat format;

  private ReplayDeadLetters(MessageFormat format) {
    super(NAME);
    this.format = format;
  }

  /**
   * Replays letters.
   *
   * @param format of the messages that they are about
   */
  public static ReplayDeadLetters of(MessageFormat format) {
    return new ReplayDeadLetters(format);
  }

  @Override
  public PCollectionTuple expand(PCollection<List<RawMessage>> letters) {
    return ParseReadings.withCoders(
        letters.apply(
            "Parse",
            ParDo.of(new ReplayFn(format))
                .withOutputTags(
                    ParseReadings.READINGS, TupleTagList.of(ParseReadings.DEAD_LETTERS))));
  }

  private static final class ReplayFn extends MessagesFn {
    private final Counter notReplayable = Counters.counter(Counters.NOT_REPLAYABLE);

    ReplayFn(MessageFormat format) {
      super(format);
    }

    @Override
    void read(RawMessage record, MessageReader reader, MessageReader.Results results)
        throws IOException {
      DeadLetter letter = letter(record);
      if (!letter.isReplayable()) {
        notReplayable.inc();
        results.deadLetter(letter);
        return;
      }
      RawMessage message =
          new RawMessage(
              letter.payload(),
              letter.payload().length,
              letter.position(),
              RawMessage.NO_ARRIVAL,
              letter.attributes());
      if (letter.measure() == null) {
        reader.read(message, results);
        return;
      }
      OneMeasure measure = new OneMeasure(letter, results);
      reader.read(message, measure);
      measure.finish();
    }

    /** The letter that a record is, or one that says why it cannot be read. */
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
          "this is not a dead letter: " + problem,
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
  private static final class OneMeasure implements MessageReader.Results {
    private final DeadLetter letter;
    private final MessageReader.Results results;
    private boolean found;

    private OneMeasure(DeadLetter letter, MessageReader.Results results) {
      this.letter = letter;
      this.results = results;
    }

    @Override
    public void reading(String measure, Reading reading) {
      if (measure.equals(letter.measure())) {
        found = true;
        results.reading(measure, reading);
      }
    }

    @Override
    public void deadLetter(DeadLetter refusal) {
      if (refusal.measure() == null) {
        found = true;
        results.deadLetter(refuse(refusal.detail()));
      } else if (refusal.measure().equals(letter.measure())) {
        found = true;
        results.deadLetter(refusal);
      }
    }

    @Override
    public void passedOver(int count) {
      // The letter is not about them.
    }

    private void finish() {
      if (!found) {
        results.deadLetter(
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
          false,
          letter.position(),
          letter.attributes());
    }
  }
}
