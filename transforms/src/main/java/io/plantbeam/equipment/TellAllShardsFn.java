package io.plantbeam.equipment;

import io.plantbeam.codec.Carried;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.CurrentRegistry;
import io.plantbeam.enrich.RegistryLoader;
import io.plantbeam.model.Shards;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * How far event time has come in; the same for each shard out, as long as the registry has a
 * machine with states.
 */
final class TellAllShardsFn extends DoFn<KV<Long, Long>, KV<KV<Integer, Long>, EquipmentInput>> {
  private final PCollectionView<List<AssetRegistry>> registries;
  private final Carried<RegistryLoader> first;
  private transient CurrentRegistry current;
  private transient long version;
  private transient boolean followed;

  TellAllShardsFn(PCollectionView<List<AssetRegistry>> registries, RegistryLoader first) {
    this.registries = registries;
    this.first = Carried.of(first);
  }

  @Setup
  public void setup() {
    current = new CurrentRegistry(first.get());
    version = AssetRegistry.EMPTY.version();
  }

  @StartBundle
  public void startBundle() {
    current.startBundle();
  }

  @ProcessElement
  public void process(ProcessContext c) throws IOException {
    AssetRegistry registry = current.get(() -> c.sideInput(registries));
    if (registry.version() != version) {
      version = registry.version();
      followed =
          registry.equipment().stream().anyMatch(machine -> !machine.states().states().isEmpty());
    }
    if (followed) {
      EquipmentInput time = EquipmentInput.ofTime(c.element().getValue());
      Shards.FEW.numbers().forEach(shard -> c.output(KV.of(KV.of(shard, 0L), time)));
    }
  }
}
