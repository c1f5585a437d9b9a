package io.plantbeam.detect;

import io.plantbeam.detect.reading.Detector.Scope;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.Origin;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Batches of the global window in; those that a detector of readings judges out, split at the
 * borders of spans of event time, joined within the bundle, at an event time inside their span. The
 * key is a shard with, in batch, the number of the span; in a stream windows tell spans apart.
 */
final class SpansOfBundle
    extends DoFn<EnrichedBatch, KV<KV<Integer, Long>, KV<DetectorKey, EnrichedBatch>>> {
  /** Bounds the memory of a bundle to some tens of megabytes. */
  private static final int MOST_READINGS = 200_000;

  private final Counter toScore = Counters.counter(Counters.TO_SCORE);
  private final Counter withoutAsset = Counters.counter(Counters.WITHOUT_ASSET);
  private final DetectorCatalogue catalogue;
  private final long spanMillis;
  private final boolean spanInKey;
  private transient Map<SpanOfSeries, Piece> open;
  private transient int readings;

  private record SpanOfSeries(SeriesKey series, long span) {}

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
    readings = 0;
  }

  @ProcessElement
  public void processElement(
      @Element EnrichedBatch batch,
      OutputReceiver<KV<KV<Integer, Long>, KV<DetectorKey, EnrichedBatch>>> out) {
    DetectorSettings settings = catalogue.settingsOf(batch.readings().series().sensorType());
    if (settings.readingDetectors().isEmpty()) {
      return;
    }
    add(batch, piece -> emit(piece, keyed -> out.outputWithTimestamp(keyed, timeOf(keyed))));
    if (readings >= MOST_READINGS) {
      drain(piece -> emit(piece, keyed -> out.outputWithTimestamp(keyed, timeOf(keyed))));
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    drain(
        piece -> emit(piece, keyed -> context.output(keyed, timeOf(keyed), GlobalWindow.INSTANCE)));
    open = null;
  }

  private void add(EnrichedBatch batch, Consumer<EnrichedBatch> full) {
    ReadingBatch added = batch.readings();
    SeriesKey series = added.series().key();
    Piece piece = null;
    long span = 0;
    for (int i = 0; i < added.size(); i++) {
      long itsSpan = Math.floorDiv(added.eventTimeMillis(i), spanMillis);
      if (piece == null || itsSpan != span) {
        span = itsSpan;
        piece = pieceOf(new SpanOfSeries(series, span), batch, full);
      }
      piece.batch.add(added, i);
    }
    readings += added.size();
  }

  private Piece pieceOf(SpanOfSeries key, EnrichedBatch batch, Consumer<EnrichedBatch> full) {
    Piece piece = open.get(key);
    if (piece != null
        && piece.origin.equals(batch.readings().origin())
        && piece.context.series().equals(batch.readings().series())
        && piece.context.asset().equals(batch.asset())) {
      return piece;
    }
    if (piece != null) {
      full.accept(piece.build());
    }
    Piece next =
        new Piece(
            batch.context(),
            batch.readings().origin(),
            new ReadingBatch.Builder(batch.readings().series(), batch.readings().origin()));
    open.put(key, next);
    return next;
  }

  private void drain(Consumer<EnrichedBatch> full) {
    open.values().forEach(piece -> full.accept(piece.build()));
    open.clear();
    readings = 0;
  }

  private void emit(
      EnrichedBatch piece, Consumer<KV<KV<Integer, Long>, KV<DetectorKey, EnrichedBatch>>> out) {
    ReadingBatch batch = piece.readings();
    if (catalogue.judges(batch.series().sensorType(), Scope.SERIES)) {
      out.accept(keyed(DetectorKey.ofSeries(batch.series().key()), piece));
    }
    if (catalogue.judges(batch.series().sensorType(), Scope.ASSET)) {
      DetectorKey asset = DetectorKey.ofAsset(piece.asset());
      if (asset == null) {
        withoutAsset.inc(batch.size());
      } else {
        out.accept(keyed(asset, piece));
      }
    }
  }

  private KV<KV<Integer, Long>, KV<DetectorKey, EnrichedBatch>> keyed(
      DetectorKey key, EnrichedBatch piece) {
    toScore.inc(piece.readings().size());
    long span = spanInKey ? Math.floorDiv(piece.readings().eventTimeMillis(0), spanMillis) : 0;
    return KV.of(KV.of(key.shard(), span), KV.of(key, piece));
  }

  private static Instant timeOf(KV<KV<Integer, Long>, KV<DetectorKey, EnrichedBatch>> keyed) {
    ReadingBatch batch = keyed.getValue().getValue().readings();
    long earliest = batch.eventTimeMillis(0);
    for (int i = 1; i < batch.size(); i++) {
      earliest = Math.min(earliest, batch.eventTimeMillis(i));
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
