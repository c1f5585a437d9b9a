package io.plantbeam.detect;

import io.plantbeam.model.EnrichedBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * All readings of a shard and a span in; those of each series and asset out, in order: in batch at
 * their earliest event time, which they are to be sorted by, and in a stream at the end of their
 * window, so that they are not late for whatever comes after.
 */
final class SortSpan
    extends DoFn<
        KV<KV<Integer, Long>, Iterable<KV<DetectorKey, EnrichedBatch>>>,
        KV<DetectorKey, OrderedReadings>> {
  private final boolean atEarliest;

  SortSpan(boolean atEarliest) {
    this.atEarliest = atEarliest;
  }

  @ProcessElement
  public void processElement(
      @Element KV<KV<Integer, Long>, Iterable<KV<DetectorKey, EnrichedBatch>>> group,
      OutputReceiver<KV<DetectorKey, OrderedReadings>> out) {
    Map<DetectorKey, List<EnrichedBatch>> pieces = new LinkedHashMap<>();
    for (KV<DetectorKey, EnrichedBatch> piece : group.getValue()) {
      pieces.computeIfAbsent(piece.getKey(), key -> new ArrayList<>(4)).add(piece.getValue());
    }
    pieces.forEach(
        (key, ofKey) -> {
          OrderedReadings ordered = OrderedReadings.of(ofKey);
          if (atEarliest) {
            out.outputWithTimestamp(KV.of(key, ordered), Instant.ofEpochMilli(ordered.earliest()));
          } else {
            out.output(KV.of(key, ordered));
          }
        });
  }
}
