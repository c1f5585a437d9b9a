package io.plantbeam.detect.silence;

import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Windows of series in; out come the sightings of watched series by shard, and, for the ends of all
 * windows, the event time of the last reading before them, as far as the bundle knows.
 */
final class SightingsFn extends DoFn<WindowStats, KV<Integer, Sighting>> {
  static final TupleTag<KV<Integer, Sighting>> SIGHTINGS = new TupleTag<>("sightings") {};
  static final TupleTag<KV<Long, Long>> TIMES = new TupleTag<>("times") {};

  private static final int MOST_REMEMBERED = 10_000;

  private final BySensorType<SilenceParameters> parameters;

  /** By the ends of windows. */
  private transient Map<Long, Long> lastTimes;

  SightingsFn(BySensorType<SilenceParameters> parameters) {
    this.parameters = parameters;
  }

  @StartBundle
  public void startBundle() {
    lastTimes = new HashMap<>();
  }

  @ProcessElement
  public void processElement(@Element WindowStats window, MultiOutputReceiver out) {
    if (parameters.of(window.context().series().sensorType()) != null) {
      int shard = window.context().key().shard(Sighting.SHARDS);
      out.get(SIGHTINGS).output(KV.of(shard, Sighting.of(window)));
    }
    if (lastTimes.size() >= MOST_REMEMBERED) {
      lastTimes.clear();
    }
    long lastTime = Timestamps.toMillis(window.lastTimeMicros());
    Long known = lastTimes.get(window.windowEnd());
    if (known == null || known < lastTime) {
      lastTimes.put(window.windowEnd(), lastTime);
      out.get(TIMES).output(KV.of(window.windowEnd(), lastTime));
    }
  }
}
