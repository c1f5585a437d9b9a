package io.plantbeam.detect;

import io.plantbeam.detect.reading.Detector.Scope;
import io.plantbeam.model.Counters;
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
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Batches of the global window in; those that a detector of readings judges out, split at the
 * borders of spans of event time, joined within the bundle, all of a shard and a span in one
 * element, at an event time inside the span. The key is the shard with, in batch, the number of the
 * span; in a stream windows tell spans apart.
 */
final class SpansOfBundle
    extends DoFn<EnrichedBatch, KV<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>> {
  /** Bounds the memory of a bundle to some tens of megabytes. */
  private static final int MOST_READINGS = 200_000;

  private final Counter toScore = Counters.counter(Counters.TO_SCORE);
  private final Counter withoutAsset = Counters.counter(Counters.WITHOUT_ASSET);
  private final DetectorCatalogue catalogue;
  private final long spanMillis;
  private final boolean spanInKey;
  private transient Map<SpanOfSeries, Piece> open;
  private transient Map<ShardSpan, List<KV<DetectorKey, EnrichedBatch>>> closed;
  private transient int readings;

  private record SpanOfSeries(SeriesKey series, long span) {}

  private record ShardSpan(int shard, long span) {}

  /** Readings of one series, span, context and origin. */
  private record Piece(SeriesContext context, Origin origin, ReadingBatch.Builder batch) {
    EnrichedBatch build() {
      return new EnrichedBatch(batch.build(), context.asset());
    }
  }

  SpansOfBundle(DetectorCatalogue catalogue, long spanMillis, boolean spanInKey) {
    this.catalogue = catalogue;
    this.spanMillis = spanMillis;
    this.spanInKey = spanInKey;
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
      OutputReceiver<KV<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>> out) {
    DetectorSettings settings = catalogue.settingsOf(batch.readings().series().sensorType());
    if (settings.readingDetectors().isEmpty()) {
      return;
    }
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
    ReadingBatch added = batch.readings();
    SeriesKey series = added.series().key();
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
        && piece.context.series().equals(batch.readings().series())
        && piece.context.asset().equals(batch.asset())) {
      return piece;
    }
    if (piece != null) {
      close(piece.build(), key.span);
    }
    Piece next =
        new Piece(
            batch.context(),
            batch.readings().origin(),
            new ReadingBatch.Builder(batch.readings().series(), batch.readings().origin()));
    open.put(key, next);
    return next;
  }

  private void close(EnrichedBatch piece, long span) {
    ReadingBatch batch = piece.readings();
    if (catalogue.judges(batch.series().sensorType(), Scope.SERIES)) {
      close(DetectorKey.ofSeries(batch.series().key()), piece, span);
    }
    if (catalogue.judges(batch.series().sensorType(), Scope.ASSET)) {
      DetectorKey asset = DetectorKey.ofAsset(piece.asset());
      if (asset == null) {
        withoutAsset.inc(batch.size());
      } else {
        close(asset, piece, span);
      }
    }
  }

  private void close(DetectorKey key, EnrichedBatch piece, long span) {
    toScore.inc(piece.readings().size());
    closed
        .computeIfAbsent(new ShardSpan(key.shard(), span), s -> new ArrayList<>())
        .add(KV.of(key, piece));
  }

  private void drain(
      BiConsumer<KV<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>, Instant> out) {
    open.forEach((key, piece) -> close(piece.build(), key.span));
    closed.forEach(
        (span, pieces) ->
            out.accept(
                KV.of(KV.of(span.shard, spanInKey ? span.span : 0L), pieces), earliest(pieces)));
    open.clear();
    closed.clear();
    readings = 0;
  }

  private static Instant earliest(List<KV<DetectorKey, EnrichedBatch>> pieces) {
    long earliest = Long.MAX_VALUE;
    for (KV<DetectorKey, EnrichedBatch> piece : pieces) {
      ReadingBatch batch = piece.getValue().readings();
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
