package io.plantbeam.enrich;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.SeriesKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Readings of a series in, the same with what the asset registry knows of the series out. A series
 * that the registry does not have goes on, marked as not matched.
 */
public final class EnrichReadings
    extends PTransform<PCollection<KV<SeriesKey, ReadingBatch>>, PCollection<EnrichedBatch>> {
  private final PCollectionView<List<AssetRegistry>> registries;

  private EnrichReadings(PCollectionView<List<AssetRegistry>> registries) {
    this.registries = registries;
  }

  /**
   * Looks series up in the newest of the view's registries.
   *
   * @param registries made by {@link LoadRegistry}
   */
  public static EnrichReadings with(PCollectionView<List<AssetRegistry>> registries) {
    return new EnrichReadings(registries);
  }

  @Override
  public PCollection<EnrichedBatch> expand(PCollection<KV<SeriesKey, ReadingBatch>> input) {
    return input
        .apply("LookUpAsset", ParDo.of(new LookUpFn(registries)).withSideInputs(registries))
        .setCoder(EnrichedBatch.EnrichedBatchCoder.INSTANCE);
  }

  static final class LookUpFn extends DoFn<KV<SeriesKey, ReadingBatch>, EnrichedBatch> {
    private static final int REMEMBERED_SERIES = 100_000;

    private final PCollectionView<List<AssetRegistry>> registries;
    private transient Map<SeriesInfo, AssetContext> contexts;
    private transient long contextsVersion;
    private transient AssetRegistry registry;

    LookUpFn(PCollectionView<List<AssetRegistry>> registries) {
      this.registries = registries;
    }

    @Setup
    public void setup() {
      contexts = new HashMap<>();
      contextsVersion = AssetRegistry.EMPTY.version();
    }

    @StartBundle
    public void startBundle() {
      registry = null;
    }

    @ProcessElement
    public void lookUp(ProcessContext c) {
      if (registry == null) {
        // Once a bundle: some runners decode the side input whenever it is asked for.
        registry = LoadRegistry.newest(c.sideInput(registries));
      }
      if (registry.version() != contextsVersion || contexts.size() >= REMEMBERED_SERIES) {
        contexts.clear();
        contextsVersion = registry.version();
      }
      ReadingBatch readings = c.element().getValue();
      c.output(
          new EnrichedBatch(
              readings, contexts.computeIfAbsent(readings.series(), registry::contextOf)));
    }
  }
}
