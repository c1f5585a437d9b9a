package io.plantbeam.enrich;

import io.plantbeam.codec.Carried;
import io.plantbeam.maintenance.MaintenancePlan;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readings of a series in, the same with what the asset registry knows of the series out. A series
 * that the registry does not have goes on, marked as not matched. A batch whose readings have
 * different planned work around them comes out in parts.
 */
public final class EnrichReadings
    extends PTransform<PCollection<List<ReadingBatch>>, PCollection<EnrichedBatch>> {
  /**
   * Readings that are not matched because their messages name no facility and several facilities
   * have their sensor.
   */
  public static final String AMBIGUOUS_SENSOR = "ambiguous_sensor";

  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(
          Contribution.left(
              AMBIGUOUS_SENSOR,
              AMBIGUOUS_SENSOR,
              null,
              "readings name no facility, and the registry has their sensor in several"));

  private final PCollectionView<List<AssetRegistry>> registries;
  private final RegistryLoader first;

  private EnrichReadings(PCollectionView<List<AssetRegistry>> registries, RegistryLoader first) {
    this.registries = registries;
    this.first = first;
  }

  /**
   * Looks series up in the newest of the view's registries.
   *
   * @param registries made by {@link LoadRegistry}
   */
  public static EnrichReadings with(PCollectionView<List<AssetRegistry>> registries) {
    return new EnrichReadings(registries, version -> AssetRegistry.EMPTY);
  }

  /**
   * Loads the registry by itself where the view is still empty: Spark streaming does not hold
   * elements back until a side input is there.
   */
  public EnrichReadings withFirst(RegistryLoader loader) {
    return new EnrichReadings(registries, loader);
  }

  @Override
  public PCollection<EnrichedBatch> expand(PCollection<List<ReadingBatch>> input) {
    return input
        .apply("LookUpAsset", ParDo.of(new LookUpFn(registries, first)).withSideInputs(registries))
        .setCoder(EnrichedBatch.EnrichedBatchCoder.INSTANCE);
  }

  static final class LookUpFn extends DoFn<List<ReadingBatch>, EnrichedBatch> {
    private static final Logger LOG = LoggerFactory.getLogger(EnrichReadings.class);
    private static final int REMEMBERED_SERIES = 100_000;

    private final Counter ambiguous = Counters.counter(AMBIGUOUS_SENSOR);

    private final PCollectionView<List<AssetRegistry>> registries;
    private transient Map<SeriesInfo, SeriesLabels> labels;
    private transient MaintenancePlan plan;
    private transient long labelsVersion;
    private final Carried<RegistryLoader> first;
    private transient CurrentRegistry current;
    private transient AssetRegistry registry;
    private transient boolean saidAmbiguous;

    LookUpFn(PCollectionView<List<AssetRegistry>> registries, RegistryLoader first) {
      this.registries = registries;
      this.first = Carried.of(first);
    }

    @Setup
    public void setup() {
      labels = new HashMap<>();
      current = new CurrentRegistry(first.get());
      registry = AssetRegistry.EMPTY;
      plan = MaintenancePlan.NONE;
      labelsVersion = registry.version();
    }

    @StartBundle
    public void startBundle() {
      current.startBundle();
    }

    @ProcessElement
    public void lookUp(ProcessContext c) throws IOException {
      registry = current.get(() -> c.sideInput(registries));
      if (registry.version() != labelsVersion || labels.size() >= REMEMBERED_SERIES) {
        labels.clear();
        plan = new MaintenancePlan(registry.maintenance());
        labelsVersion = registry.version();
      }
      for (ReadingBatch readings : c.element()) {
        SeriesLabels ofSeries = labels.computeIfAbsent(readings.series(), this::labelsOf);
        if (!ofSeries.matched() && registry.isAmbiguous(readings.series())) {
          noteAmbiguous(readings);
        }
        ofSeries.label(readings, c::output);
      }
    }

    private SeriesLabels labelsOf(SeriesInfo series) {
      return SeriesLabels.of(series, registry.contextOf(series), plan);
    }

    private void noteAmbiguous(ReadingBatch readings) {
      ambiguous.inc(readings.size());
      if (!saidAmbiguous) {
        saidAmbiguous = true;
        LOG.warn(
            "Messages of sensor {} name no facility, and the asset registry has the sensor in"
                + " several, so it is not matched; the counter {} has the readings of all such"
                + " sensors. Name the facility in the messages, or leave it out of one entry.",
            readings.series().sensorId(),
            AMBIGUOUS_SENSOR);
      }
    }
  }
}
