package io.plantbeam.detect.threshold;

import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.Figures;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.model.Severity;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Batches in the global window in; an anomaly for each series and epoch-aligned minute with too
 * many readings outside the thresholds of the asset registry out, in the global window.
 *
 * <p>A minute that late data corrects comes out again, under the same identity. {@link
 * Counters#ANOMALIES} counts those of first judgements.
 */
public final class DetectThresholdBreaches
    extends PTransform<PCollection<EnrichedBatch>, PCollection<Anomaly>> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(Contribution.made(Counters.ANOMALIES, "anomalies"));

  public static final String NAME = "threshold";

  public static final DetectorType<ThresholdParameters> TYPE =
      new DetectorType<>(
          NAME,
          Subject.LIMITS,
          Activation.EVERYWHERE,
          ScoreScale.NONE,
          AlertPolicy.FROM_HIGH,
          ThresholdParameters.DEFAULTS);

  private final BySensorType<ThresholdParameters> parameters;
  private final Duration allowedLateness;

  private DetectThresholdBreaches(
      BySensorType<ThresholdParameters> parameters, Duration allowedLateness) {
    this.parameters = parameters;
    this.allowedLateness = allowedLateness;
  }

  public static DetectThresholdBreaches of(DetectorCatalogue catalogue, Duration allowedLateness) {
    return new DetectThresholdBreaches(catalogue.parametersOf(TYPE), allowedLateness);
  }

  @Override
  public PCollection<Anomaly> expand(PCollection<EnrichedBatch> input) {
    return input
        .apply("CountInBundle", ParDo.of(new CountBreachesFn(parameters)))
        .setCoder(KvCoder.of(SeriesKey.KeyCoder.INSTANCE, Breaches.BreachesCoder.INSTANCE))
        .apply(
            "Minutes",
            Window.<KV<SeriesKey, Breaches>>into(
                    FixedWindows.of(org.joda.time.Duration.standardMinutes(1)))
                .triggering(
                    AfterWatermark.pastEndOfWindow()
                        .withLateFirings(AfterPane.elementCountAtLeast(1)))
                .withAllowedLateness(org.joda.time.Duration.millis(allowedLateness.toMillis()))
                .accumulatingFiredPanes())
        .apply("Add", Combine.perKey(new AddBreachesFn()))
        .apply("Judge", ParDo.of(new JudgeMinuteFn(parameters)))
        .setCoder(Anomaly.AnomalyCoder.INSTANCE)
        .apply(
            "Unwindowed",
            Window.<Anomaly>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .discardingFiredPanes());
  }

  static final class JudgeMinuteFn extends DoFn<KV<SeriesKey, Breaches>, Anomaly> {
    private final BySensorType<ThresholdParameters> parameters;
    private final Counter anomalies = Counters.counter(Counters.ANOMALIES);

    JudgeMinuteFn(BySensorType<ThresholdParameters> parameters) {
      this.parameters = parameters;
    }

    @ProcessElement
    public void judge(
        @Element KV<SeriesKey, Breaches> minute, PaneInfo pane, OutputReceiver<Anomaly> out) {
      Breaches breaches = minute.getValue();
      if (breaches == null || breaches.count() == 0) {
        return;
      }
      ThresholdParameters ofType = parameters.of(breaches.context().series().sensorType());
      if (ofType == null || breaches.count() <= ofType.readings()) {
        return;
      }
      if (pane.isFirst()) {
        anomalies.inc();
      }
      out.output(anomaly(breaches));
    }

    private static Anomaly anomaly(Breaches breaches) {
      long start = Breaches.minuteOf(breaches.lastTimeMicros()) * Breaches.MINUTE_MICROS;
      AssetContext asset = breaches.context().asset();
      return new Anomaly(
          NAME,
          breaches.context(),
          Severity.HIGH,
          Double.NaN,
          start + Breaches.MINUTE_MICROS,
          start,
          start + Breaches.MINUTE_MICROS,
          breaches.lastValue(),
          asset.low(),
          asset.high(),
          evidence(breaches, asset));
    }

    private static String evidence(Breaches breaches, AssetContext asset) {
      String unit = breaches.context().series().unit();
      return breaches.count()
          + " readings within a minute are out of bounds, and the last of them is "
          + Figures.format(breaches.lastValue(), unit)
          + "; expected was "
          + bounds(asset.low(), asset.high(), unit)
          + ".";
    }

    private static String bounds(double low, double high, String unit) {
      if (Double.isNaN(low)) {
        return "at most " + Figures.format(high, unit);
      }
      if (Double.isNaN(high)) {
        return "at least " + Figures.format(low, unit);
      }
      return Figures.format(low) + " to " + Figures.format(high, unit);
    }
  }
}
