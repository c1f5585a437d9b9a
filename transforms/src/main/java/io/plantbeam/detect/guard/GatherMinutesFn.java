package io.plantbeam.detect.guard;

import io.plantbeam.detect.reading.MinuteFigures;
import io.plantbeam.detect.reading.SeriesMinutes;
import io.plantbeam.model.Timestamps;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * All minutes of a shard and a span in; the same in one element out: in batch at the time at which
 * the first of them was completed, which they are to be sorted by, and in a stream at the end of
 * their window.
 */
final class GatherMinutesFn
    extends DoFn<KV<KV<Integer, Long>, Iterable<SeriesMinutes>>, KV<Integer, List<SeriesMinutes>>> {
  private final boolean atFirst;

  GatherMinutesFn(boolean atFirst) {
    this.atFirst = atFirst;
  }

  @ProcessElement
  public void processElement(
      @Element KV<KV<Integer, Long>, Iterable<SeriesMinutes>> span,
      OutputReceiver<KV<Integer, List<SeriesMinutes>>> out) {
    List<SeriesMinutes> gathered = new ArrayList<>();
    span.getValue().forEach(gathered::add);
    if (gathered.isEmpty()) {
      // Spark emits panes that hold nothing.
      return;
    }
    KV<Integer, List<SeriesMinutes>> shard = KV.of(span.getKey().getKey(), gathered);
    if (atFirst) {
      long first =
          gathered.stream()
              .flatMap(series -> series.minutes().stream())
              .mapToLong(MinuteFigures::closedMicros)
              .min()
              .getAsLong();
      out.outputWithTimestamp(shard, Instant.ofEpochMilli(Timestamps.toMillis(first)));
    } else {
      out.output(shard);
    }
  }
}
