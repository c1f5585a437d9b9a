package io.plantbeam.alert;

import io.plantbeam.model.Anomaly;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Anomalies by episode in, each that begins an episode out.
 *
 * <p>Without timers, which the Spark streaming runner refuses, so that the state of a key stays;
 * {@link Episodes} bounds it.
 */
final class BeginEpisodesFn extends DoFn<KV<EpisodeKey, Anomaly>, Anomaly> {
  private static final String EPISODES = "episodes";

  @StateId(EPISODES)
  private final StateSpec<ValueState<Episodes>> spec =
      StateSpecs.value(Episodes.EpisodesCoder.INSTANCE);

  private final long cooldownMicros;

  BeginEpisodesFn(long cooldownMicros) {
    this.cooldownMicros = cooldownMicros;
  }

  @ProcessElement
  public void begin(
      @Element KV<EpisodeKey, Anomaly> element,
      @StateId(EPISODES) ValueState<Episodes> state,
      OutputReceiver<Anomaly> out) {
    Anomaly anomaly = element.getValue();
    Episodes known = state.read();
    if (known == null) {
      known = Episodes.NONE;
    }
    if (!known.has(anomaly.eventTimeMicros(), cooldownMicros)) {
      out.output(anomaly);
    }
    Episodes extended = known.with(anomaly.eventTimeMicros(), cooldownMicros);
    if (!extended.equals(known)) {
      state.write(extended);
    }
  }
}
