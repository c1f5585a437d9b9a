package io.plantbeam.alert;

import io.plantbeam.model.Anomaly;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** Anomalies in; those that staff are told of out, by episode, with their timestamps. */
final class KeyByEpisodeFn extends DoFn<Anomaly, KV<EpisodeKey, TimestampedValue<Anomaly>>> {

  @ProcessElement
  public void key(
      @Element Anomaly anomaly,
      @Timestamp Instant timestamp,
      OutputReceiver<KV<EpisodeKey, TimestampedValue<Anomaly>>> out) {
    if (Alerts.concerns(anomaly)) {
      out.output(KV.of(EpisodeKey.of(anomaly), TimestampedValue.of(anomaly, timestamp)));
    }
  }
}
