package io.plantbeam.detect.reading;

import io.plantbeam.detect.reading.ReadingDetector.Scope;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.ReadingScore;
import io.plantbeam.order.OrderBundle;
import io.plantbeam.order.OrderedReadings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;

/**
 * Readings that are ordered within spans of event time, or of a stream within bundles, in; an
 * anomaly for each reading that a detector of readings alerts on out, in the global window, and the
 * score of every judged reading where that is wanted.
 *
 * <p>Detectors see the readings of a series, or of an asset, in event-time order: spans of bounded
 * input are sorted by {@code @RequiresTimeSortedInput}, and those of a stream come in order. A
 * reading that comes later than its span is not judged where another of its series or asset has
 * been judged that is not earlier; it is then missing from the counter {@link Counters#SCORED}. So
 * both kinds of input give the same scores as long as no reading is late.
 *
 * <p>Readings of a stream in the global window, as {@link io.plantbeam.order.OrderOnArrival} has
 * them, are judged as they arrive, and all that is out of order over bundles counts as late.
 *
 * <p>Readings whose asset the registry does not know are not judged by detectors of assets, and
 * counted as {@link Counters#WITHOUT_ASSET}.
 */
public final class DetectReadingAnomalies
    extends PTransform<PCollection<KV<Integer, List<OrderedReadings>>>, PCollectionTuple> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(
          Contribution.left(
              "unscored_late",
              Counters.TO_SCORE,
              Counters.SCORED,
              "readings came too late for the detectors of readings"),
          Contribution.left(
              Counters.WITHOUT_ASSET,
              Counters.WITHOUT_ASSET,
              null,
              "readings have no equipment in the registry, and no detector of assets got them"),
          Contribution.made(Counters.ANOMALIES, "anomalies"));

  public static final TupleTag<Anomaly> ANOMALIES = JudgeReadingsFn.ANOMALIES;

  /** Empty unless wanted. */
  public static final TupleTag<ReadingScore> SCORES = JudgeReadingsFn.SCORES;

  /** What a step needs that sees all series of a machine, in the global window. */
  public static final TupleTag<SeriesMinutes> MINUTES = JudgeReadingsFn.MINUTES;

  private final DetectorCatalogue catalogue;
  private final boolean withScores;
  private final Set<Scope> scopes;

  private DetectReadingAnomalies(
      DetectorCatalogue catalogue, boolean withScores, Set<Scope> scopes) {
    this.catalogue = catalogue;
    this.withScores = withScores;
    this.scopes = scopes;
  }

  public static DetectReadingAnomalies of(DetectorCatalogue catalogue) {
    return new DetectReadingAnomalies(catalogue, false, EnumSet.allOf(Scope.class));
  }

  /** The same with or without scores. */
  public DetectReadingAnomalies withScores(boolean wanted) {
    return new DetectReadingAnomalies(catalogue, wanted, scopes);
  }

  /** The same with the detectors of one scope alone. */
  public DetectReadingAnomalies only(Scope scope) {
    return new DetectReadingAnomalies(catalogue, withScores, EnumSet.of(scope));
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, List<OrderedReadings>>> spans) {
    PCollectionList<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> parts =
        PCollectionList.empty(spans.getPipeline());
    if (scopes.contains(Scope.SERIES)) {
      parts =
          parts.and(
              spans
                  .apply("KeySeries", ParDo.of(new KeySeriesFn(catalogue)))
                  .setCoder(OrderAssets.KEYED_CODER));
    }
    if (scopes.contains(Scope.ASSET) && catalogue.judges(Subject.ASSET)) {
      parts = parts.and(spans.apply("OrderAssets", new OrderAssets(catalogue)));
    }
    PCollection<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> keyed =
        parts.size() == 1 ? parts.get(0) : parts.apply("WithAssets", Flatten.pCollections());
    PCollectionTuple judged =
        spans.isBounded() == IsBounded.BOUNDED ? judgeBatch(keyed) : judgeStream(keyed);
    judged.get(ANOMALIES).setCoder(Anomaly.AnomalyCoder.INSTANCE);
    judged.get(SCORES).setCoder(ReadingScore.ScoreCoder.INSTANCE);
    judged.get(MINUTES).setCoder(SeriesMinutes.MinutesCoder.INSTANCE);
    return judged;
  }

  private PCollectionTuple judgeBatch(
      PCollection<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> keyed) {
    return keyed
        .apply("OneByOne", ParDo.of(new OneByOneFn()))
        .setCoder(OrderAssets.ORDERED_CODER)
        .apply(
            "Judge",
            ParDo.of(new JudgeReadingsFn.OfBatch(catalogue, withScores))
                .withOutputTags(ANOMALIES, TupleTagList.of(SCORES).and(MINUTES)));
  }

  private PCollectionTuple judgeStream(
      PCollection<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> keyed) {
    boolean asTheyArrive = keyed.getWindowingStrategy().getWindowFn() instanceof GlobalWindows;
    return (asTheyArrive ? keyed : orderSpans(keyed))
        .apply(
            "Judge",
            ParDo.of(new JudgeReadingsFn.OfStream(catalogue, withScores))
                .withOutputTags(ANOMALIES, TupleTagList.of(SCORES).and(MINUTES)));
  }

  private static PCollection<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> orderSpans(
      PCollection<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> keyed) {
    return keyed
        .apply(
            "Unwindowed",
            Window.<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .discardingFiredPanes())
        .apply("OrderSpansOfBundle", OrderBundle.byTimestamp());
  }

  /** Each series and asset by itself, at its earliest event time, by which an engine sorts. */
  private static final class OneByOneFn
      extends DoFn<
          KV<Integer, List<KV<DetectorKey, OrderedReadings>>>, KV<DetectorKey, OrderedReadings>> {
    @ProcessElement
    public void processElement(
        @Element KV<Integer, List<KV<DetectorKey, OrderedReadings>>> shard,
        OutputReceiver<KV<DetectorKey, OrderedReadings>> out) {
      for (KV<DetectorKey, OrderedReadings> ordered : shard.getValue()) {
        out.outputWithTimestamp(ordered, Instant.ofEpochMilli(ordered.getValue().earliest()));
      }
    }
  }
}
