package io.plantbeam.detect.silence;

import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.WindowStats;
import io.plantbeam.order.EventTimeWindows;
import io.plantbeam.order.OrderBundle;
import io.plantbeam.windows.LastTimes;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * {@link #WINDOWS} in; an anomaly for each series that has been without a reading for longer than
 * its usual interval allows out, once for each silence, in the global window.
 *
 * <p>There are no timers: the readings of all other series tell the time, once a window with them
 * is emitted, so a sensor whose clock is ahead moves nothing. Where all series stop at once nothing
 * is said until one of them comes back; then all others are silent that are overdue and do not come
 * back in the same window.
 *
 * <p>Windows go by spans of event time to shards of the series, whose state is read and written
 * once per span. A correction of a window by late data tells that its series has been seen, like
 * any other window; a reading that is too late for every window does not.
 *
 * <p>What other detectors {@linkplain #FOUND have found} goes out too. Where that may become an
 * alert and has no curve of its series, because its detector keeps nothing of a series, it gets one
 * here, where all series are known by their windows: with the mean of a whole window in place of
 * that of its last minute, and at the end of the span.
 */
public final class DetectSilence extends PTransform<PCollectionTuple, PCollection<Anomaly>> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(Contribution.made(Counters.ANOMALIES, "anomalies"));

  /** Statistics of the windows of all series. */
  public static final TupleTag<WindowStats> WINDOWS = new TupleTag<>("windows") {};

  /** How far event time has come, as {@link LastTimes} within a minute or a part of one tell it. */
  public static final TupleTag<KV<Long, Long>> TIMES = new TupleTag<>("times") {};

  /** What other detectors have found in the same windows, or in the readings that they hold. */
  public static final TupleTag<Anomaly> FOUND = new TupleTag<>("found") {};

  private static final KvCoder<Integer, Sighting> SIGHTINGS_CODER =
      KvCoder.of(VarIntCoder.of(), Sighting.SightingCoder.INSTANCE);

  private final DetectorCatalogue catalogue;
  private final BySensorType<SilenceParameters> parameters;
  private final Duration period;
  private final Duration span;

  private DetectSilence(DetectorCatalogue catalogue, Duration period, Duration span) {
    this.catalogue = catalogue;
    this.period = period;
    this.span = span;
    parameters = catalogue.parametersOf(SilenceWatch.TYPE);
  }

  /**
   * Detects silences.
   *
   * @param period from the end of a window to that of the next
   * @param span of event time, aligned to the epoch, at whose end its windows are looked at, and
   *     what others found goes on; a minute or a part of one
   */
  public static DetectSilence of(DetectorCatalogue catalogue, Duration period, Duration span) {
    return new DetectSilence(catalogue, period, span);
  }

  @Override
  public PCollection<Anomaly> expand(PCollectionTuple input) {
    PCollection<WindowStats> windows = input.get(WINDOWS);
    boolean bounded = windows.isBounded() == IsBounded.BOUNDED;
    org.joda.time.Duration lateness = windows.getWindowingStrategy().getAllowedLateness();
    PCollection<KV<Integer, Sighting>> times =
        input
            .get(TIMES)
            .apply("TellAllShards", ParDo.of(new TellAllShardsFn()))
            .setCoder(SIGHTINGS_CODER)
            .apply("TimesIntoSpans", intoSpans(lateness));
    PCollection<KV<Integer, Sighting>> sightings =
        windows
            .apply("Sightings", ParDo.of(new SightingsFn(parameters, period.toMillis())))
            .setCoder(SIGHTINGS_CODER)
            .apply("SightingsIntoSpans", intoSpans(lateness));
    PCollectionTuple found =
        input
            .get(FOUND)
            .apply(
                "Complete",
                ParDo.of(new CompleteFn(catalogue))
                    .withOutputTags(CompleteFn.COMPLETE, TupleTagList.of(CompleteFn.TO_COMPLETE)));
    PCollection<KV<Integer, Sighting>> toComplete =
        found
            .get(CompleteFn.TO_COMPLETE)
            .setCoder(SIGHTINGS_CODER)
            .apply("FoundIntoSpans", intoSpans(lateness));
    PCollection<KV<Integer, Iterable<Sighting>>> spans =
        PCollectionList.of(sightings)
            .and(times)
            .and(toComplete)
            .apply("WithTimes", Flatten.pCollections())
            .apply("GroupSpan", GroupByKey.create())
            .apply(
                "Unwindowed",
                Window.<KV<Integer, Iterable<Sighting>>>into(new GlobalWindows())
                    .triggering(DefaultTrigger.of())
                    .discardingFiredPanes());
    BySensorType<AlertPolicy> policies = catalogue.alertPolicies(SilenceWatch.NAME);
    PCollection<Anomaly> judged =
        bounded
            ? spans.apply("Judge", ParDo.of(new JudgeSilenceFn.OfBatch(parameters, policies)))
            : spans
                .apply("OrderBundle", OrderBundle.byTimestamp())
                .apply("Judge", ParDo.of(new JudgeSilenceFn.OfStream(parameters, policies)));
    return PCollectionList.of(judged.setCoder(Anomaly.AnomalyCoder.INSTANCE))
        .and(found.get(CompleteFn.COMPLETE).setCoder(Anomaly.AnomalyCoder.INSTANCE))
        .apply("WithFound", Flatten.pCollections());
  }

  private <T> Window<T> intoSpans(org.joda.time.Duration lateness) {
    return EventTimeWindows.<T>into(
            FixedWindows.of(org.joda.time.Duration.millis(span.toMillis())), lateness.getMillis())
        .discardingFiredPanes();
  }
}
