package io.plantbeam.alert;

import io.plantbeam.model.Anomaly;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** Anomalies in; those that staff are told of out, by episode, with their timestamps. */
final class KeyByEpisodeFn extends DoFn<Anomaly, KV<EpisodeKey, TimestampedValue<Anomaly>>> {
  private final AlertRules rules;

  KeyByEpisodeFn(AlertRules rules) {
    this.rules = rules;
  }

  @ProcessElement
  public void key(
      @Element Anomaly anomaly,
      @Timestamp Instant timestamp,
      OutputReceiver<KV<EpisodeKey, TimestampedValue<Anomaly>>> out) {
    if (rules.concernStaff(anomaly)) {
      out.output(KV.of(rules.episodeOf(anomaly), TimestampedValue.of(anomaly, timestamp)));
    }
  }
}
