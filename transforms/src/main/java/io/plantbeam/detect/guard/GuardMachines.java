package io.plantbeam.detect.guard;

import io.plantbeam.detect.reading.SeriesMinutes;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.order.EventTimeWindows;
import io.plantbeam.order.OrderBundle;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
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
import org.joda.time.Duration;

/**
 * The minutes of all series in, in the global window, as {@link
 * io.plantbeam.detect.reading.DetectReadingAnomalies} has them; an anomaly for each series whose
 * changes or levels are not those of its machine out, in the global window.
 *
 * <p>Minutes are gathered by shard of the machine and span of event time: hours of bounded input,
 * minutes of a stream. Within a shard spans are judged in order. There are no timers: what tells
 * the time is the readings that completed the minutes, so that what is undecided at the end of the
 * input stays so, and both kinds of input give the same anomalies as long as no reading is late.
 */
public final class GuardMachines
    extends PTransform<PCollection<SeriesMinutes>, PCollection<Anomaly>> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(Contribution.made(Counters.ANOMALIES, "anomalies"));

  private static final KvCoder<KV<Integer, Long>, SeriesMinutes> SPANS_CODER =
      KvCoder.of(
          KvCoder.of(VarIntCoder.of(), VarLongCoder.of()), SeriesMinutes.MinutesCoder.INSTANCE);

  private static final KvCoder<Integer, List<SeriesMinutes>> GATHERED_CODER =
      KvCoder.of(VarIntCoder.of(), ListCoder.of(SeriesMinutes.MinutesCoder.INSTANCE));

  private static final Duration SPAN = Duration.standardMinutes(1);

  private final BySensorType<GuardParameters> parameters;
  private final BySensorType<AlertPolicy> policies;

  private GuardMachines(
      BySensorType<GuardParameters> parameters, BySensorType<AlertPolicy> policies) {
    this.parameters = parameters;
    this.policies = policies;
  }

  public static GuardMachines of(DetectorCatalogue catalogue) {
    return new GuardMachines(
        catalogue.parametersOf(GuardDetector.TYPE), catalogue.alertPolicies(GuardDetector.NAME));
  }

  /** Whether the guard runs for any sensor type. */
  public static boolean runs(DetectorCatalogue catalogue) {
    return catalogue.running().anyMatch(detector -> detector.name().equals(GuardDetector.NAME));
  }

  @Override
  public PCollection<Anomaly> expand(PCollection<SeriesMinutes> minutes) {
    boolean bounded = minutes.isBounded() == IsBounded.BOUNDED;
    PCollection<KV<KV<Integer, Long>, SeriesMinutes>> spans =
        minutes.apply("ByMachine", ParDo.of(new MinutesByMachineFn(bounded))).setCoder(SPANS_CODER);
    PCollection<Anomaly> anomalies = bounded ? judgeBatch(spans) : judgeStream(spans);
    return anomalies.setCoder(Anomaly.AnomalyCoder.INSTANCE);
  }

  private PCollection<Anomaly> judgeBatch(PCollection<KV<KV<Integer, Long>, SeriesMinutes>> spans) {
    return spans
        .apply("GroupSpan", GroupByKey.create())
        .apply("Gather", ParDo.of(new GatherMinutesFn(true)))
        .setCoder(GATHERED_CODER)
        .apply("Judge", ParDo.of(new JudgeMachinesFn.OfBatch(parameters, policies)));
  }

  private PCollection<Anomaly> judgeStream(
      PCollection<KV<KV<Integer, Long>, SeriesMinutes>> spans) {
    Duration lateness = spans.getWindowingStrategy().getAllowedLateness();
    return spans
        .apply(
            "IntoSpans",
            EventTimeWindows.<KV<KV<Integer, Long>, SeriesMinutes>>into(
                    FixedWindows.of(SPAN), lateness.getMillis())
                .discardingFiredPanes())
        .apply("GroupSpan", GroupByKey.create())
        .apply("Gather", ParDo.of(new GatherMinutesFn(false)))
        .setCoder(GATHERED_CODER)
        .apply(
            "Unwindowed",
            Window.<KV<Integer, List<SeriesMinutes>>>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .discardingFiredPanes())
        .apply("OrderSpansOfBundle", OrderBundle.byTimestamp())
        .apply("Judge", ParDo.of(new JudgeMachinesFn.OfStream(parameters, policies)));
  }
}
