package io.plantbeam.alert;

import io.plantbeam.model.Anomaly;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/**
 * Anomalies in the global window in; those that staff are told of out, by episode and, within a
 * bundle, in the order of event time, which is the order that episodes begin in.
 */
final class SortInBundleFn extends DoFn<Anomaly, KV<EpisodeKey, Anomaly>> {
  private final AlertRules rules;
  private transient List<TimestampedValue<Anomaly>> anomalies;

  SortInBundleFn(AlertRules rules) {
    this.rules = rules;
  }

  @StartBundle
  public void startBundle() {
    anomalies = new ArrayList<>();
  }

  @ProcessElement
  public void collect(@Element Anomaly anomaly, @Timestamp Instant timestamp) {
    if (rules.concernStaff(anomaly)) {
      anomalies.add(TimestampedValue.of(anomaly, timestamp));
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext c) {
    anomalies.sort(Comparator.comparing(TimestampedValue::getValue, Alerts.ORDER));
    for (TimestampedValue<Anomaly> anomaly : anomalies) {
      c.output(
          KV.of(rules.episodeOf(anomaly.getValue()), anomaly.getValue()),
          anomaly.getTimestamp(),
          GlobalWindow.INSTANCE);
    }
    anomalies = null;
  }
}
