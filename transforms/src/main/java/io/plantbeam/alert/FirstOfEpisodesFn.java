package io.plantbeam.alert;

import io.plantbeam.model.Anomaly;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;

/** All anomalies of one key in, the first of each episode out. */
final class FirstOfEpisodesFn
    extends DoFn<KV<EpisodeKey, Iterable<TimestampedValue<Anomaly>>>, Anomaly> {
  private final long cooldownMicros;

  FirstOfEpisodesFn(long cooldownMicros) {
    this.cooldownMicros = cooldownMicros;
  }

  @ProcessElement
  public void sort(
      @Element KV<EpisodeKey, Iterable<TimestampedValue<Anomaly>>> group,
      OutputReceiver<Anomaly> out) {
    List<TimestampedValue<Anomaly>> anomalies = new ArrayList<>();
    group.getValue().forEach(anomalies::add);
    anomalies.sort(Comparator.comparing(TimestampedValue::getValue, Alerts.ORDER));
    TimestampedValue<Anomaly> previous = null;
    for (TimestampedValue<Anomaly> anomaly : anomalies) {
      long time = anomaly.getValue().eventTimeMicros();
      if (previous == null || time - previous.getValue().eventTimeMicros() >= cooldownMicros) {
        out.outputWithTimestamp(anomaly.getValue(), anomaly.getTimestamp());
      }
      previous = anomaly;
    }
  }

  /** Grouping has moved the timestamp to the end of time; the anomaly's own is before it. */
  @Override
  @SuppressWarnings("deprecation")
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
