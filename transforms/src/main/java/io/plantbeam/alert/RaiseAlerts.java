package io.plantbeam.alert;

import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EpisodeEvent;
import io.plantbeam.model.Incident;
import io.plantbeam.order.EventTimeWindows;
import io.plantbeam.order.OrderBundle;
import io.plantbeam.windows.LastTimes;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reify;
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
 * Anomalies in, what staff are told of them out, alerts and incidents, in the global window; {@link
 * OpenEpisodes} says what that is. There are no timers: the readings of all series tell the time,
 * as soon as a window with them is emitted.
 *
 * <p>{@link #ANOMALIES} and times are gathered by shard of the machine and span of event time, and
 * told in order when the watermark passes the end of the span, which the detectors have waited for
 * already. So a stream whose readings come in order, and a batch of the same, give the same events.
 * What detectors say {@link #ON_ARRIVAL} of a stream's readings, and the {@link #EPISODES} that
 * they end themselves, is told within the bundle that brings it.
 */
public final class RaiseAlerts extends PTransform<PCollectionTuple, PCollectionTuple> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(
          Contribution.made(Counters.ALERTS, "alerts"),
          Contribution.made(Counters.ALERTS_RESOLVED, "of them resolved"),
          Contribution.made(Counters.INCIDENTS, "incidents"));

  /** Each event of an alert. */
  public static final TupleTag<Alert> ALERTS = TellFn.ALERTS;

  /** Each event of an incident. */
  public static final TupleTag<Incident> INCIDENTS = TellFn.INCIDENTS;

  /** What was found once the watermark had passed. */
  public static final TupleTag<Anomaly> ANOMALIES = new TupleTag<>("anomalies") {};

  /** What was found as readings arrived; may be missing. */
  public static final TupleTag<Anomaly> ON_ARRIVAL = new TupleTag<>("anomalies on arrival") {};

  /**
   * What detectors say that judge readings as they arrive and end their episodes themselves; may be
   * missing.
   */
  public static final TupleTag<EpisodeEvent> EPISODES = new TupleTag<>("episodes") {};

  /**
   * How far event time has come, as {@link LastTimes} within {@link AlertSettings#gathering} tell
   * it. Where it is missing an episode is over only by a later anomaly, or its detector's word.
   */
  public static final TupleTag<KV<Long, Long>> TIMES = new TupleTag<>("times") {};

  private static final KvCoder<Integer, AlertInput> INPUTS_CODER =
      KvCoder.of(VarIntCoder.of(), AlertInput.AlertInputCoder.INSTANCE);

  private static final KvCoder<Integer, List<AlertInput>> GATHERED_CODER =
      KvCoder.of(VarIntCoder.of(), ListCoder.of(AlertInput.AlertInputCoder.INSTANCE));

  private final AlertRules rules;
  private final AlertSettings settings;

  private RaiseAlerts(AlertRules rules, AlertSettings settings) {
    this.rules = rules;
    this.settings = settings;
  }

  /** Raises alerts by what the catalogue says of the detectors that found the anomalies. */
  public static RaiseAlerts of(DetectorCatalogue catalogue, AlertSettings settings) {
    return new RaiseAlerts(new AlertRules(catalogue, settings), settings);
  }

  @Override
  public PCollectionTuple expand(PCollectionTuple input) {
    PCollection<Anomaly> anomalies = input.get(ANOMALIES);
    boolean bounded = anomalies.isBounded() == IsBounded.BOUNDED;
    List<PCollection<KV<Integer, AlertInput>>> inOrder = new ArrayList<>();
    List<PCollection<KV<Integer, AlertInput>>> onArrival = new ArrayList<>();
    inOrder.add(inputsOf("Anomalies", anomalies));
    if (input.has(TIMES)) {
      inOrder.add(
          input
              .get(TIMES)
              .apply("TellAllShards", ParDo.of(new ToInputsFn.OfTimes()))
              .setCoder(INPUTS_CODER));
    }
    if (input.has(ON_ARRIVAL)) {
      onArrival.add(inputsOf("AnomaliesOnArrival", input.get(ON_ARRIVAL)));
    }
    if (input.has(EPISODES)) {
      onArrival.add(
          input
              .get(EPISODES)
              .apply("Episodes", ParDo.of(new ToInputsFn.OfEpisodes(rules)))
              .setCoder(INPUTS_CODER));
    }
    PCollectionTuple told =
        bounded ? tellBatch(inOrder, onArrival) : tellStream(inOrder, onArrival);
    told.get(ALERTS).setCoder(Alert.AlertCoder.INSTANCE);
    told.get(INCIDENTS).setCoder(Incident.IncidentCoder.INSTANCE);
    return told;
  }

  private PCollection<KV<Integer, AlertInput>> inputsOf(
      String step, PCollection<Anomaly> anomalies) {
    return anomalies
        .apply(step, ParDo.of(new ToInputsFn.OfAnomalies(rules)))
        .setCoder(INPUTS_CODER);
  }

  private PCollectionTuple tellBatch(
      List<PCollection<KV<Integer, AlertInput>>> inOrder,
      List<PCollection<KV<Integer, AlertInput>>> onArrival) {
    List<PCollection<KV<Integer, AlertInput>>> all = new ArrayList<>(inOrder);
    all.addAll(onArrival);
    List<PCollection<KV<Integer, AlertInput>>> unwindowed = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      unwindowed.add(all.get(i).apply("Unwindowed" + i, unwindowed()));
    }
    return PCollectionList.of(unwindowed)
        .apply("Inputs", Flatten.pCollections())
        .apply("WithTimestamps", Reify.timestampsInValue())
        .apply("Group", GroupByKey.create())
        .apply(
            "Tell",
            ParDo.of(new TellFn.OfBatch(rules, settings.gathering().toMillis()))
                .withOutputTags(ALERTS, TupleTagList.of(INCIDENTS)));
  }

  private PCollectionTuple tellStream(
      List<PCollection<KV<Integer, AlertInput>>> inOrder,
      List<PCollection<KV<Integer, AlertInput>>> onArrival) {
    PCollection<KV<Integer, List<AlertInput>>> inputs =
        gathered(inOrder).apply("OrderSpansOfBundle", OrderBundle.byTimestamp());
    if (!onArrival.isEmpty()) {
      inputs =
          PCollectionList.of(inputs)
              .and(
                  PCollectionList.of(onArrival)
                      .apply("OnArrival", Flatten.pCollections())
                      .apply("UnwindowedOnArrival", unwindowed())
                      .apply("OrderBundle", ParDo.of(new InputsOfBundleFn()))
                      .setCoder(GATHERED_CODER))
              .apply("WithOnArrival", Flatten.pCollections());
    }
    return inputs.apply(
        "Tell",
        ParDo.of(new TellFn.OfStream(rules)).withOutputTags(ALERTS, TupleTagList.of(INCIDENTS)));
  }

  private PCollection<KV<Integer, List<AlertInput>>> gathered(
      List<PCollection<KV<Integer, AlertInput>>> inputs) {
    List<PCollection<KV<Integer, AlertInput>>> windowed = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      windowed.add(inputs.get(i).apply("IntoSpans" + i, intoSpans()));
    }
    return PCollectionList.of(windowed)
        .apply("Inputs", Flatten.pCollections())
        .apply("GroupSpan", GroupByKey.create())
        .apply("Gather", ParDo.of(new GatherInputsFn()))
        .setCoder(GATHERED_CODER)
        .apply("Unwindowed", unwindowed());
  }

  private Window<KV<Integer, AlertInput>> intoSpans() {
    return EventTimeWindows.<KV<Integer, AlertInput>>into(
            FixedWindows.of(org.joda.time.Duration.millis(settings.gathering().toMillis())),
            settings.allowedLateness().toMillis())
        .discardingFiredPanes();
  }

  private static <T> Window<T> unwindowed() {
    return Window.<T>into(new GlobalWindows())
        .triggering(DefaultTrigger.of())
        .discardingFiredPanes();
  }
}
