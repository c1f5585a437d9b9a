package io.plantbeam.detect.reading;

import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.order.OrderedReadings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;

/**
 * Readings that are ordered by series in; those of assets, with the readings of all their series in
 * one order, out, where a detector of assets judges them and no work is planned. Spans of event
 * time stay as they are.
 */
final class OrderAssets
    extends PTransform<
        PCollection<KV<Integer, List<OrderedReadings>>>,
        PCollection<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>>> {
  static final KvCoder<DetectorKey, OrderedReadings> ORDERED_CODER =
      KvCoder.of(DetectorKey.KeyCoder.INSTANCE, OrderedReadings.ReadingsCoder.INSTANCE);

  static final KvCoder<Integer, List<KV<DetectorKey, OrderedReadings>>> KEYED_CODER =
      KvCoder.of(VarIntCoder.of(), ListCoder.of(ORDERED_CODER));

  private static final long HOUR = 3_600_000;

  private static final KvCoder<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>
      SPANS_CODER =
          KvCoder.of(
              KvCoder.of(VarIntCoder.of(), VarLongCoder.of()),
              ListCoder.of(
                  KvCoder.of(
                      DetectorKey.KeyCoder.INSTANCE, EnrichedBatch.EnrichedBatchCoder.INSTANCE)));

  private final DetectorCatalogue catalogue;

  OrderAssets(DetectorCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public PCollection<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> expand(
      PCollection<KV<Integer, List<OrderedReadings>>> spans) {
    return spans
        .apply(
            "AssetsOfSpan",
            ParDo.of(new AssetsOfSpan(catalogue, spans.isBounded() == IsBounded.BOUNDED)))
        .setCoder(SPANS_CODER)
        .apply("GroupSpan", GroupByKey.create())
        .apply("SortSpan", ParDo.of(new SortAssets()))
        .setCoder(KEYED_CODER);
  }

  /** By shard of the asset, with the hour where windows do not tell spans apart. */
  private static final class AssetsOfSpan
      extends DoFn<
          KV<Integer, List<OrderedReadings>>,
          KV<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>> {
    private final Counter withoutAsset = Counters.counter(Counters.WITHOUT_ASSET);
    private final BySensorType<Boolean> judgedTypes;
    private final boolean bounded;

    AssetsOfSpan(DetectorCatalogue catalogue, boolean bounded) {
      judgedTypes = catalogue.judgedTypes(Subject.ASSET);
      this.bounded = bounded;
    }

    @ProcessElement
    public void processElement(
        @Element KV<Integer, List<OrderedReadings>> span,
        OutputReceiver<KV<KV<Integer, Long>, List<KV<DetectorKey, EnrichedBatch>>>> out) {
      Map<Integer, List<KV<DetectorKey, EnrichedBatch>>> shards = new HashMap<>();
      for (OrderedReadings series : span.getValue()) {
        for (EnrichedBatch batch : series.batches()) {
          if (!batch.asset().work().running()
              && judgedTypes.of(batch.readings().series().sensorType())) {
            DetectorKey asset = DetectorKey.ofAsset(batch.asset());
            if (asset == null) {
              withoutAsset.inc(batch.readings().size());
            } else {
              shards
                  .computeIfAbsent(asset.shard(), shard -> new ArrayList<>())
                  .add(KV.of(asset, batch));
            }
          }
        }
      }
      long hour = bounded ? Math.floorDiv(span.getValue().get(0).earliest(), HOUR) : 0;
      shards.forEach((shard, pieces) -> out.output(KV.of(KV.of(shard, hour), pieces)));
    }
  }

  private static final class SortAssets
      extends DoFn<
          KV<KV<Integer, Long>, Iterable<List<KV<DetectorKey, EnrichedBatch>>>>,
          KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> {
    @ProcessElement
    public void processElement(
        @Element KV<KV<Integer, Long>, Iterable<List<KV<DetectorKey, EnrichedBatch>>>> span,
        OutputReceiver<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> out) {
      Map<DetectorKey, List<EnrichedBatch>> pieces = new LinkedHashMap<>();
      for (List<KV<DetectorKey, EnrichedBatch>> part : span.getValue()) {
        for (KV<DetectorKey, EnrichedBatch> piece : part) {
          pieces.computeIfAbsent(piece.getKey(), key -> new ArrayList<>(4)).add(piece.getValue());
        }
      }
      if (pieces.isEmpty()) {
        // Spark emits panes that hold nothing.
        return;
      }
      List<KV<DetectorKey, OrderedReadings>> ordered = new ArrayList<>(pieces.size());
      pieces.forEach((key, ofKey) -> ordered.add(KV.of(key, OrderedReadings.of(ofKey))));
      out.output(KV.of(span.getKey().getKey(), ordered));
    }
  }
}
