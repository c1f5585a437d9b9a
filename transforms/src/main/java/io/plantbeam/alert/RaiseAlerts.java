package io.plantbeam.alert;

import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue.TimestampedValueCoder;

/**
 * Anomalies in, one alert for each episode out, at the timestamp of its first anomaly.
 *
 * <p>An episode is a chain of anomalies of one series, detector and severity whose event times lie
 * less than the cooldown apart. A bounded input is grouped and sorted. An unbounded one is judged
 * as it arrives, so that an alert is raised at once; the anomalies of a bundle are sorted first,
 * and one that arrives after a later one of its episode raises nothing.
 */
public final class RaiseAlerts extends PTransform<PCollection<Anomaly>, PCollection<Alert>> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(Contribution.made(Counters.ALERTS, "alerts"));

  private final AlertRules rules;
  private final long cooldownMicros;

  private RaiseAlerts(AlertRules rules, Duration cooldown) {
    this.rules = rules;
    cooldownMicros = TimeUnit.MICROSECONDS.convert(cooldown);
  }

  /** Raises alerts by what the catalogue says of the detectors that found the anomalies. */
  public static RaiseAlerts of(DetectorCatalogue catalogue, Duration cooldown) {
    return new RaiseAlerts(new AlertRules(catalogue), cooldown);
  }

  @Override
  public PCollection<Alert> expand(PCollection<Anomaly> input) {
    PCollection<Anomaly> unwindowed =
        input.apply(
            "Unwindowed",
            Window.<Anomaly>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .discardingFiredPanes());
    return firstOfEpisodes(unwindowed)
        .apply("Alert", ParDo.of(new AlertFn(rules)))
        .setCoder(Alert.AlertCoder.INSTANCE);
  }

  private PCollection<Anomaly> firstOfEpisodes(PCollection<Anomaly> input) {
    if (input.isBounded() == PCollection.IsBounded.UNBOUNDED) {
      return input
          .apply("SortInBundle", ParDo.of(new SortInBundleFn(rules)))
          .setCoder(KvCoder.of(EpisodeKey.EpisodeKeyCoder.INSTANCE, Anomaly.AnomalyCoder.INSTANCE))
          .apply("BeginEpisodes", ParDo.of(new BeginEpisodesFn(cooldownMicros)))
          .setCoder(Anomaly.AnomalyCoder.INSTANCE);
    }
    return input
        .apply("KeyByEpisode", ParDo.of(new KeyByEpisodeFn(rules)))
        .setCoder(
            KvCoder.of(
                EpisodeKey.EpisodeKeyCoder.INSTANCE,
                TimestampedValueCoder.of(Anomaly.AnomalyCoder.INSTANCE)))
        .apply("Group", GroupByKey.create())
        .apply("FirstOfEpisodes", ParDo.of(new FirstOfEpisodesFn(cooldownMicros)))
        .setCoder(Anomaly.AnomalyCoder.INSTANCE);
  }

  static final class AlertFn extends DoFn<Anomaly, Alert> {
    private final Counter alerts = Counters.counter(Counters.ALERTS);
    private final AlertRules rules;

    AlertFn(AlertRules rules) {
      this.rules = rules;
    }

    @ProcessElement
    public void alert(@Element Anomaly first, OutputReceiver<Alert> out) {
      alerts.inc();
      // Alerts are few; the counter of a severity exists from its first alert on.
      Counters.counter(Counters.ALERTS_OF_SEVERITY + first.severity().label()).inc();
      out.output(rules.alertOf(first));
    }
  }
}
