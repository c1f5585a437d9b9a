package io.plantbeam.detect;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.ReadingScore;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Batches in the global window in; an anomaly for each reading that a detector of readings alerts
 * on out, in the global window, and the score of every judged reading where that is wanted.
 *
 * <p>Detectors see the readings of a series, or of an asset, in event-time order. Bounded input is
 * sorted: first within shards and hours, then by {@code @RequiresTimeSortedInput}. In a stream the
 * readings of a shard wait until the watermark passes the end of their span, a fixed window, and
 * are sorted then; no timers are needed. A reading that comes later than that is not judged where
 * another of its series or asset has been judged that is not earlier, or where the allowed lateness
 * is over; it is then missing from the counter {@link Counters#SCORED}. So both kinds of input give
 * the same scores as long as no reading is late.
 *
 * <p>Readings whose asset the registry does not know are not judged by detectors of assets, and
 * counted as {@link Counters#WITHOUT_ASSET}.
 */
public final class DetectReadingAnomalies
    extends PTransform<PCollection<EnrichedBatch>, PCollectionTuple> {
  public static final TupleTag<Anomaly> ANOMALIES = new TupleTag<>("anomalies") {};

  /** Empty unless wanted. */
  public static final TupleTag<ReadingScore> SCORES = new TupleTag<>("scores") {};

  private static final long HOUR = 3_600_000;
  private static final long LONGEST_SPAN = 60_000;
  private static final long SHORTEST_SPAN = 1_000;

  private static final KvCoder<DetectorKey, OrderedReadings> ORDERED_CODER =
      KvCoder.of(DetectorKey.KeyCoder.INSTANCE, OrderedReadings.ReadingsCoder.INSTANCE);

  private static final KvCoder<Integer, List<KV<DetectorKey, OrderedReadings>>>
      ORDERED_SHARD_CODER = KvCoder.of(VarIntCoder.of(), ListCoder.of(ORDERED_CODER));

  private static final KvCoder<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>
      SPANS_CODER =
          KvCoder.of(
              KvCoder.of(VarIntCoder.of(), VarLongCoder.of()),
              ListCoder.of(
                  KvCoder.of(
                      DetectorKey.KeyCoder.INSTANCE, EnrichedBatch.EnrichedBatchCoder.INSTANCE)));

  private final DetectorCatalogue catalogue;
  private final long spanMillis;
  private final long latenessMillis;
  private final boolean withScores;

  private DetectReadingAnomalies(
      DetectorCatalogue catalogue, long spanMillis, long latenessMillis, boolean withScores) {
    this.catalogue = catalogue;
    this.spanMillis = spanMillis;
    this.latenessMillis = latenessMillis;
    this.withScores = withScores;
  }

  /**
   * Detection that in a stream waits for spans of event time.
   *
   * @param span how long readings are gathered before they are judged, made a second to a minute:
   *     the shorter, the earlier an anomaly is known, and the more often state is read
   * @param allowedLateness for how long late readings are taken
   */
  public static DetectReadingAnomalies of(
      DetectorCatalogue catalogue, Duration span, Duration allowedLateness) {
    return new DetectReadingAnomalies(
        catalogue,
        Math.max(SHORTEST_SPAN, Math.min(LONGEST_SPAN, span.toMillis())),
        allowedLateness.toMillis(),
        false);
  }

  /** The same with or without scores. */
  public DetectReadingAnomalies withScores(boolean wanted) {
    return new DetectReadingAnomalies(catalogue, spanMillis, latenessMillis, wanted);
  }

  @Override
  public PCollectionTuple expand(PCollection<EnrichedBatch> input) {
    boolean bounded = input.isBounded() == IsBounded.BOUNDED;
    PCollection<KV<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>> spans =
        input
            .apply(
                "SpansOfBundle",
                ParDo.of(new SpansOfBundle(catalogue, bounded ? HOUR : spanMillis, bounded)))
            .setCoder(SPANS_CODER);
    PCollectionTuple judged = bounded ? judgeBatch(spans) : judgeStream(spans);
    judged.get(ANOMALIES).setCoder(Anomaly.AnomalyCoder.INSTANCE);
    judged.get(SCORES).setCoder(ReadingScore.ScoreCoder.INSTANCE);
    return judged;
  }

  private PCollectionTuple judgeBatch(
      PCollection<KV<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>> spans) {
    return spans
        // A group holds the watermark at its earliest reading; else its readings would be late.
        .apply(
            "AtEarliestReading",
            Window.<KV<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>>configure()
                .withTimestampCombiner(TimestampCombiner.EARLIEST))
        .apply("GroupSpan", GroupByKey.create())
        .apply("SortSpan", ParDo.of(new SortSpan.OfBatch()))
        .setCoder(ORDERED_CODER)
        .apply(
            "Judge",
            ParDo.of(new JudgeReadingsFn.OfBatch(catalogue, withScores))
                .withOutputTags(ANOMALIES, TupleTagList.of(SCORES)));
  }

  private PCollectionTuple judgeStream(
      PCollection<KV<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>> spans) {
    return spans
        .apply(
            "IntoSpans",
            Window.<KV<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>>into(
                    FixedWindows.of(org.joda.time.Duration.millis(spanMillis)))
                .triggering(
                    AfterWatermark.pastEndOfWindow()
                        .withLateFirings(AfterPane.elementCountAtLeast(1)))
                .withAllowedLateness(
                    org.joda.time.Duration.millis(latenessMillis),
                    Window.ClosingBehavior.FIRE_IF_NON_EMPTY)
                .withOnTimeBehavior(Window.OnTimeBehavior.FIRE_IF_NON_EMPTY)
                .withTimestampCombiner(TimestampCombiner.END_OF_WINDOW)
                .discardingFiredPanes())
        .apply("GroupSpan", GroupByKey.create())
        .apply("SortSpan", ParDo.of(new SortSpan.OfStream()))
        .setCoder(ORDERED_SHARD_CODER)
        .apply(
            "Unwindowed",
            Window.<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .discardingFiredPanes())
        .apply("OrderSpansOfBundle", ParDo.of(new OrderBundleFn<>()))
        .setCoder(ORDERED_SHARD_CODER)
        .apply(
            "Judge",
            ParDo.of(new JudgeReadingsFn.OfStream(catalogue, withScores))
                .withOutputTags(ANOMALIES, TupleTagList.of(SCORES)));
  }
}
