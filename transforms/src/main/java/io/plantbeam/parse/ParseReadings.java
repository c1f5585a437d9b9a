package io.plantbeam.parse;

import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesKey;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Messages of the global window in, as many together as were read together; {@link #READINGS} and
 * {@link #DEAD_LETTERS} out.
 *
 * <p>Readings come out in batches that share a series, what messages say of it, and an origin,
 * those of a {@linkplain SeriesKey#streamShard shard} together, keyed by it. They are batched
 * within a bundle, in order of arrival. A reading's timestamp is that of {@link
 * io.plantbeam.model.Timestamps#ofElement}, so that none is late, and an element has the least of
 * its readings' timestamps. A dead letter has that of its message's arrival.
 */
public final class ParseReadings
    extends PTransform<PCollection<List<RawMessage>>, PCollectionTuple> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(
          Contribution.received(Counters.MESSAGES, "messages"),
          Contribution.in(Counters.READINGS),
          Contribution.inAndAside(Counters.DEAD_LETTERED, "dead-lettered"),
          Contribution.part(Counters.NOT_REPLAYABLE, "not replayable"),
          Contribution.passed(
              Counters.PASSED_OVER, "values and messages passed over, which are no readings"),
          Contribution.doubted(
              Counters.DAY_BEHIND_CLOCK, "readings are more than a day behind the clock"),
          Contribution.doubted(
              Counters.HOUR_AHEAD_OF_CLOCK, "readings are more than an hour ahead of the clock"),
          Contribution.doubted(
              Counters.ATTRIBUTES_CUT, "readings lack some of their message's attributes"));

  /** The name of the step, and the stage that its dead letters name. */
  public static final String NAME = "ParseReadings";

  /** Batches of the readings of valid measures. */
  public static final TupleTag<KV<Integer, List<ReadingBatch>>> READINGS =
      new TupleTag<>("readings");

  /** Messages and measures that were refused. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("dead_letters");

  private final MessageFormat format;

  private ParseReadings(MessageFormat format) {
    super(NAME);
    this.format = format;
  }

  /** Parses messages of a format. */
  public static ParseReadings of(MessageFormat format) {
    return new ParseReadings(format);
  }

  @Override
  public PCollectionTuple expand(PCollection<List<RawMessage>> messages) {
    return withCoders(
        messages.apply(
            "Parse",
            ParDo.of(new ParseFn(format)).withOutputTags(READINGS, TupleTagList.of(DEAD_LETTERS))));
  }

  static PCollectionTuple withCoders(PCollectionTuple outputs) {
    outputs.get(READINGS).setCoder(ReadingBatch.BatchCoder.OF_SHARD);
    outputs.get(DEAD_LETTERS).setCoder(DeadLetter.DeadLetterCoder.INSTANCE);
    return outputs;
  }

  private static final class ParseFn extends MessagesFn {
    ParseFn(MessageFormat format) {
      super(format);
    }

    @Override
    void read(RawMessage message, MessageReader reader, MessageReader.Results results)
        throws IOException {
      reader.read(message, results);
    }
  }
}
