package io.plantbeam.detect.silence;

import io.plantbeam.model.Shards;
import io.plantbeam.model.Timestamps;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** How far event time has come in, as windows show it; the same told to every shard out. */
final class TellAllShardsFn extends DoFn<KV<Long, Long>, KV<Integer, Sighting>> {
  @ProcessElement
  public void processElement(
      @Element KV<Long, Long> window, OutputReceiver<KV<Integer, Sighting>> out) {
    Sighting sighting = Sighting.ofTime(window.getKey(), Timestamps.toMillis(window.getValue()));
    Shards.FEW.numbers().forEach(shard -> out.output(KV.of(shard, sighting)));
  }
}
