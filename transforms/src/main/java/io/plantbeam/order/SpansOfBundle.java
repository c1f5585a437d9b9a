package io.plantbeam.order;

import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.Origin;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Batches of the global window in; the same readings out, split at the borders of spans of event
 * time, joined within the bundle, all of a shard and a span in one element, at an event time inside
 * the span. The key is the shard with, in batch, the number of the span; in a stream windows tell
 * spans apart. Attributes of readings stay behind.
 */
final class SpansOfBundle extends DoFn<EnrichedBatch, KV<KV<Integer, Long>, List<EnrichedBatch>>> {
  /** Bounds the memory of a bundle to some tens of megabytes. */
  private static final int MOST_READINGS = 200_000;

  private final long spanMillis;
  private final boolean bounded;
  private transient Map<SpanOfSeries, Piece> open;
  private transient Map<SpanOfShard, List<EnrichedBatch>> closed;
  private transient int readings;

  private record SpanOfSeries(SeriesKey series, long span) {}

  private record SpanOfShard(int shard, long span) {}

  /** Readings of one series, span, context and origin. */
  private record Piece(SeriesContext context, Origin origin, ReadingBatch.Builder batch) {
    EnrichedBatch build() {
      return new EnrichedBatch(batch.build(), context);
    }
  }

  SpansOfBundle(long spanMillis, boolean bounded) {
    this.spanMillis = spanMillis;
    this.bounded = bounded;
  }

  @StartBundle
  public void startBundle() {
    open = new HashMap<>();
    closed = new HashMap<>();
    readings = 0;
  }

  @ProcessElement
  public void processElement(
      @Element EnrichedBatch batch,
      OutputReceiver<KV<KV<Integer, Long>, List<EnrichedBatch>>> out) {
    add(batch);
    if (readings >= MOST_READINGS) {
      drain(out::outputWithTimestamp);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    drain((span, timestamp) -> context.output(span, timestamp, GlobalWindow.INSTANCE));
    open = null;
    closed = null;
  }

  private void add(EnrichedBatch batch) {
    ReadingBatch added = batch.readings().withoutAttributes();
    SeriesKey series = batch.key();
    Piece piece = null;
    long span = 0;
    for (int i = 0; i < added.size(); i++) {
      long itsSpan = Math.floorDiv(added.eventTimeMillis(i), spanMillis);
      if (piece == null || itsSpan != span) {
        span = itsSpan;
        piece = pieceOf(new SpanOfSeries(series, span), batch);
      }
      piece.batch.add(added, i);
    }
    readings += added.size();
  }

  private Piece pieceOf(SpanOfSeries key, EnrichedBatch batch) {
    Piece piece = open.get(key);
    if (piece != null
        && piece.origin.equals(batch.readings().origin())
        && piece.context.equals(batch.context())) {
      return piece;
    }
    if (piece != null) {
      close(key, piece);
    }
    Piece next =
        new Piece(
            batch.context(),
            batch.readings().origin(),
            new ReadingBatch.Builder(batch.readings().series(), batch.readings().origin()));
    open.put(key, next);
    return next;
  }

  private void close(SpanOfSeries key, Piece piece) {
    int shard = bounded ? key.series.batchShard() : key.series.streamShard();
    closed
        .computeIfAbsent(new SpanOfShard(shard, key.span), span -> new ArrayList<>())
        .add(piece.build());
  }

  private void drain(BiConsumer<KV<KV<Integer, Long>, List<EnrichedBatch>>, Instant> out) {
    open.forEach(this::close);
    closed.forEach(
        (span, pieces) ->
            out.accept(
                KV.of(KV.of(span.shard, bounded ? span.span : 0L), pieces), earliest(pieces)));
    open.clear();
    closed.clear();
    readings = 0;
  }

  private static Instant earliest(List<EnrichedBatch> pieces) {
    long earliest = Long.MAX_VALUE;
    for (EnrichedBatch piece : pieces) {
      ReadingBatch batch = piece.readings();
      for (int i = 0; i < batch.size(); i++) {
        earliest = Math.min(earliest, batch.eventTimeMillis(i));
      }
    }
    return Instant.ofEpochMilli(earliest);
  }

  /** Any: an event time may be far behind the timestamp of the batch, which is never late. */
  @Override
  @SuppressWarnings("deprecation")
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
