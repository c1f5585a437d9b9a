package io.plantbeam.order;

import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.SeriesKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * All readings of a shard and a span in; those of each series out, in order: in batch at the
 * earliest event time, which they are to be sorted by, and in a stream at the end of their window,
 * so that they are not late for whatever comes after.
 */
final class SortSpan
    extends DoFn<
        KV<KV<Integer, Long>, Iterable<List<EnrichedBatch>>>, KV<Integer, List<OrderedReadings>>> {
  private final boolean atEarliest;

  SortSpan(boolean atEarliest) {
    this.atEarliest = atEarliest;
  }

  @ProcessElement
  public void processElement(
      @Element KV<KV<Integer, Long>, Iterable<List<EnrichedBatch>>> span,
      OutputReceiver<KV<Integer, List<OrderedReadings>>> out) {
    Map<SeriesKey, List<EnrichedBatch>> pieces = new LinkedHashMap<>();
    for (List<EnrichedBatch> part : span.getValue()) {
      for (EnrichedBatch piece : part) {
        pieces.computeIfAbsent(piece.key(), key -> new ArrayList<>(4)).add(piece);
      }
    }
    if (pieces.isEmpty()) {
      // Spark emits panes that hold nothing.
      return;
    }
    List<OrderedReadings> ordered = new ArrayList<>(pieces.size());
    pieces.values().forEach(ofSeries -> ordered.add(OrderedReadings.of(ofSeries)));
    KV<Integer, List<OrderedReadings>> shard = KV.of(span.getKey().getKey(), ordered);
    if (atEarliest) {
      long earliest = ordered.stream().mapToLong(OrderedReadings::earliest).min().getAsLong();
      out.outputWithTimestamp(shard, Instant.ofEpochMilli(earliest));
    } else {
      out.output(shard);
    }
  }
}
