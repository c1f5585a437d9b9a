package io.plantbeam.enrich;

import io.plantbeam.model.Counters;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.joda.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The asset registry as a side input, loaded once or again and again.
 *
 * <p>The view holds one or several registries; {@link #newest} picks the one that counts. (A
 * singleton view of the latest element is refused by the Spark streaming runner.)
 */
public final class LoadRegistry extends PTransform<PBegin, PCollectionView<List<AssetRegistry>>> {
  /** Reloads that failed, so that an older registry stayed in use. */
  public static final String REGISTRY_RELOAD_FAILED = "registry_reload_failed";

  private final RegistryLoader loader;
  private final Duration refresh;

  private LoadRegistry(RegistryLoader loader, Duration refresh) {
    this.loader = loader;
    this.refresh = refresh;
  }

  /** For a job without a registry: nothing is matched. */
  public static LoadRegistry none() {
    return once(version -> AssetRegistry.EMPTY);
  }

  /** Loads when the job starts: for batch. */
  public static LoadRegistry once(RegistryLoader loader) {
    return new LoadRegistry(loader, null);
  }

  /**
   * Loads when the job starts and then once per {@code refresh}: for streaming. The first load must
   * succeed; a later one that fails is logged and counted as {@value #REGISTRY_RELOAD_FAILED}, and
   * the registry that is there stays in use. The same holds where all entries of a kind are gone: a
   * file that is being written, or has been moved, is more likely than a plant without sensors.
   */
  public static LoadRegistry every(Duration refresh, RegistryLoader loader) {
    return new LoadRegistry(loader, refresh);
  }

  /** The registry with the highest version, or the empty one. */
  public static AssetRegistry newest(Iterable<AssetRegistry> registries) {
    AssetRegistry newest = AssetRegistry.EMPTY;
    for (AssetRegistry registry : registries) {
      if (registry.version() > newest.version()) {
        newest = registry;
      }
    }
    return newest;
  }

  @Override
  public PCollectionView<List<AssetRegistry>> expand(PBegin input) {
    return refresh == null
        ? load(input.apply("Start", Create.of(0L)), loader, 0).apply("AsView", View.asList())
        : atEach(
            input.apply(
                "Ticks",
                GenerateSequence.from(0)
                    .withRate(1, org.joda.time.Duration.millis(refresh.toMillis()))),
            loader,
            refresh.toMillis());
  }

  /** The registry as it is loaded for the versions that come in, one per refresh. */
  static PCollectionView<List<AssetRegistry>> atEach(
      PCollection<Long> versions, RegistryLoader loader, long refreshMillis) {
    return load(versions, loader, refreshMillis)
        .apply(
            "LatestLoads",
            Window.<AssetRegistry>into(new GlobalWindows())
                .triggering(Repeatedly.forever(AfterPane.elementCountAtLeast(1)))
                .discardingFiredPanes())
        .apply("AsView", View.asList());
  }

  static PCollection<AssetRegistry> load(
      PCollection<Long> versions, RegistryLoader loader, long refreshMillis) {
    return versions
        .apply("Load", ParDo.of(new LoadFn(loader, refreshMillis)))
        .setCoder(AssetRegistry.RegistryCoder.INSTANCE);
  }

  static final class LoadFn extends DoFn<Long, AssetRegistry> {
    private static final Logger LOG = LoggerFactory.getLogger(LoadRegistry.class);

    private final RegistryLoader loader;
    private final long leastMillis;
    private transient long due;
    private transient AssetRegistry last;
    private final Counter failed = Counters.counter(REGISTRY_RELOAD_FAILED);

    LoadFn(RegistryLoader loader, long refreshMillis) {
      this.loader = loader;
      leastMillis = refreshMillis / 2;
    }

    @Setup
    public void setup() {
      due = Long.MIN_VALUE;
      last = AssetRegistry.EMPTY;
    }

    @ProcessElement
    public void load(
        @Element Long version, @Timestamp Instant tick, OutputReceiver<AssetRegistry> out)
        throws IOException {
      if (tick.getMillis() < due) {
        // A job that was stopped gets all the ticks that it has missed at once.
        return;
      }
      due = tick.getMillis() + leastMillis;
      try {
        out.output(loadedAgain(version));
      } catch (IOException | RuntimeException e) {
        // Clients of object stores also throw unchecked exceptions for outages.
        if (version == 0) {
          throw e;
        }
        failed.inc();
        LOG.warn(
            "The asset registry stays as it was, because it cannot be reloaded. {}",
            e.getMessage());
      }
    }

    private AssetRegistry loadedAgain(long version) throws IOException {
      AssetRegistry registry = loader.load(version);
      String lost = registry.kindLostSince(last);
      if (lost != null) {
        throw new IOException(
            "It has no %s any more; to take them all away, start the job anew.".formatted(lost));
      }
      last = registry;
      return registry;
    }
  }
}
