package io.plantbeam.detect.limit;

import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.settings.EpisodeEnding;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.EpisodeEvent;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.order.OrderedReadings;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Readings of the global window in; an anomaly for each state beyond the alarm limits of the asset
 * registry out, and again for as long as it lasts; and its end ({@link LimitAlarm}).
 *
 * <p>A stream is judged as it arrives, without a window and without a wait for the watermark. A
 * reading that is older than one of its series that was judged is left out; it is then missing from
 * the counter {@link Counters#LIMITED}. Bounded input is judged in the order of event time.
 *
 * @param <T> what the readings come in
 */
public final class DetectLimits<T> extends PTransform<PCollection<T>, PCollectionTuple> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(
          Contribution.left(
              "late_for_limits",
              Counters.TO_LIMIT,
              Counters.LIMITED,
              "readings came too late to be judged by alarm limits"),
          Contribution.made(Counters.ANOMALIES, "anomalies"));

  public static final TupleTag<Anomaly> ANOMALIES = JudgeLimitsFn.ANOMALIES;

  /** The same, and the end of each state, in their order. */
  public static final TupleTag<EpisodeEvent> EPISODES = JudgeLimitsFn.EPISODES;

  public static final String NAME = "limit";

  public static final DetectorType<LimitParameters> TYPE =
      new DetectorType<>(
          NAME,
          Subject.ALARMS,
          Activation.EVERYWHERE,
          ScoreScale.NONE,
          AlertPolicy.FROM_HIGH,
          LimitParameters.DEFAULTS,
          EpisodeEnding.DETECTOR);

  private static final KvCoder<SeriesKey, OrderedReadings> KEYED_CODER =
      KvCoder.of(SeriesKey.KeyCoder.INSTANCE, OrderedReadings.ReadingsCoder.INSTANCE);

  private final BySensorType<LimitParameters> parameters;
  private final BySensorType<AlertPolicy> policies;
  private final ParDo.SingleOutput<T, KV<SeriesKey, OrderedReadings>> limited;

  private DetectLimits(
      BySensorType<LimitParameters> parameters,
      BySensorType<AlertPolicy> policies,
      ParDo.SingleOutput<T, KV<SeriesKey, OrderedReadings>> limited) {
    this.parameters = parameters;
    this.policies = policies;
    this.limited = limited;
  }

  /** Judges the readings of a stream, as they arrive. */
  public static DetectLimits<EnrichedBatch> onArrival(DetectorCatalogue catalogue) {
    BySensorType<LimitParameters> parameters = catalogue.parametersOf(TYPE);
    return new DetectLimits<>(
        parameters,
        catalogue.alertPolicies(NAME),
        ParDo.of(new LimitedReadings.OfStream(parameters)));
  }

  /** Judges the readings of bounded input, which are ordered within spans of event time. */
  public static DetectLimits<KV<Integer, List<OrderedReadings>>> inOrder(
      DetectorCatalogue catalogue) {
    BySensorType<LimitParameters> parameters = catalogue.parametersOf(TYPE);
    return new DetectLimits<>(
        parameters,
        catalogue.alertPolicies(NAME),
        ParDo.of(new LimitedReadings.OfBatch(parameters)));
  }

  @Override
  public PCollectionTuple expand(PCollection<T> readings) {
    JudgeLimitsFn judge =
        readings.isBounded() == IsBounded.BOUNDED
            ? new JudgeLimitsFn.OfBatch(parameters, policies)
            : new JudgeLimitsFn.OfStream(parameters, policies);
    PCollectionTuple judged =
        readings
            .apply("LimitedReadings", limited)
            .setCoder(KEYED_CODER)
            .apply("Judge", ParDo.of(judge).withOutputTags(ANOMALIES, TupleTagList.of(EPISODES)));
    judged.get(ANOMALIES).setCoder(Anomaly.AnomalyCoder.INSTANCE);
    judged.get(EPISODES).setCoder(EpisodeEvent.EpisodeEventCoder.INSTANCE);
    return judged;
  }
}
