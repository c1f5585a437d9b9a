package io.plantbeam.detect;

import io.plantbeam.model.EnrichedBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** All readings of a shard and a span in; those of each series and asset out, in order. */
final class SortSpan {
  private SortSpan() {}

  private static List<KV<DetectorKey, OrderedReadings>> sorted(
      Iterable<List<KV<DetectorKey, EnrichedBatch>>> span) {
    Map<DetectorKey, List<EnrichedBatch>> pieces = new LinkedHashMap<>();
    for (List<KV<DetectorKey, EnrichedBatch>> part : span) {
      for (KV<DetectorKey, EnrichedBatch> piece : part) {
        pieces.computeIfAbsent(piece.getKey(), key -> new ArrayList<>(4)).add(piece.getValue());
      }
    }
    List<KV<DetectorKey, OrderedReadings>> sorted = new ArrayList<>(pieces.size());
    pieces.forEach((key, ofKey) -> sorted.add(KV.of(key, OrderedReadings.of(ofKey))));
    return sorted;
  }

  /** Each for itself, at its earliest event time, by which the engine is to sort. */
  static final class OfBatch
      extends DoFn<
          KV<KV<Integer, Long>, Iterable<List<KV<DetectorKey, EnrichedBatch>>>>,
          KV<DetectorKey, OrderedReadings>> {
    @ProcessElement
    public void processElement(
        @Element KV<KV<Integer, Long>, Iterable<List<KV<DetectorKey, EnrichedBatch>>>> span,
        OutputReceiver<KV<DetectorKey, OrderedReadings>> out) {
      for (KV<DetectorKey, OrderedReadings> ordered : sorted(span.getValue())) {
        out.outputWithTimestamp(ordered, Instant.ofEpochMilli(ordered.getValue().earliest()));
      }
    }
  }

  /**
   * Those of a shard together, at the end of their window, so that they are not late for whatever
   * comes after.
   */
  static final class OfStream
      extends DoFn<
          KV<KV<Integer, Long>, Iterable<List<KV<DetectorKey, EnrichedBatch>>>>,
          KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> {
    @ProcessElement
    public void processElement(
        @Element KV<KV<Integer, Long>, Iterable<List<KV<DetectorKey, EnrichedBatch>>>> span,
        OutputReceiver<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> out) {
      out.output(KV.of(span.getKey().getKey(), sorted(span.getValue())));
    }
  }
}
