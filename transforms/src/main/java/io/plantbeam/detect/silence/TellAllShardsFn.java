package io.plantbeam.detect.silence;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** The ends of windows with readings before them in; the last of these told to every shard out. */
final class TellAllShardsFn extends DoFn<KV<Long, Iterable<Long>>, KV<Integer, Sighting>> {
  @ProcessElement
  public void processElement(
      @Element KV<Long, Iterable<Long>> window, OutputReceiver<KV<Integer, Sighting>> out) {
    long last = Long.MIN_VALUE;
    for (long time : window.getValue()) {
      last = Math.max(last, time);
    }
    Sighting sighting = Sighting.ofTime(window.getKey(), last);
    for (int shard = 0; shard < Sighting.SHARDS; shard++) {
      out.output(KV.of(shard, sighting));
    }
  }
}
