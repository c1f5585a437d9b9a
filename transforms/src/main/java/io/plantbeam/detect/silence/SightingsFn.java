package io.plantbeam.detect.silence;

import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.model.Shards;
import io.plantbeam.model.WindowStats;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Windows of series in, the sightings of watched series by shard out. */
final class SightingsFn extends DoFn<WindowStats, KV<Integer, Sighting>> {
  private final BySensorType<SilenceParameters> parameters;
  private final long periodMillis;

  SightingsFn(BySensorType<SilenceParameters> parameters, long periodMillis) {
    this.parameters = parameters;
    this.periodMillis = periodMillis;
  }

  @ProcessElement
  public void processElement(
      @Element WindowStats window, OutputReceiver<KV<Integer, Sighting>> out) {
    if (parameters.of(window.context().series().sensorType()) != null) {
      int shard = window.context().key().shard(Shards.FEW);
      out.output(KV.of(shard, Sighting.of(window, periodMillis)));
    }
  }
}
