package io.plantbeam.equipment;

import io.plantbeam.codec.Carried;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.CurrentRegistry;
import io.plantbeam.enrich.Equipment;
import io.plantbeam.enrich.MachineStates;
import io.plantbeam.enrich.RegistryLoader;
import io.plantbeam.equipment.EquipmentInput.Machine;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.order.OrderedReadings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Readings that are ordered by series in; out come, by shard of the machine, those of machines that
 * have states, with their states. In batch the number of the hour is part of the key, since windows
 * do not tell spans apart.
 *
 * <p>Readings that no state and no told metric looks at show that a machine sends: of these as many
 * go on as it takes to see each time in which it was silent for too long.
 */
final class PartsOfEquipmentFn
    extends DoFn<KV<Integer, List<OrderedReadings>>, KV<KV<Integer, Long>, EquipmentInput>> {
  private static final long HOUR = 3_600_000;
  private static final int REMEMBERED_MACHINES = 100_000;

  private final PCollectionView<List<AssetRegistry>> registries;
  private final Carried<RegistryLoader> first;
  private final boolean bounded;
  private transient CurrentRegistry current;
  private transient AssetRegistry registry;
  private transient Map<EquipmentKey, MachineStates> states;
  private transient Map<MachineStates, StateRules> rules;
  private transient long version;

  PartsOfEquipmentFn(
      PCollectionView<List<AssetRegistry>> registries, RegistryLoader first, boolean bounded) {
    this.registries = registries;
    this.first = Carried.of(first);
    this.bounded = bounded;
  }

  @Setup
  public void setup() {
    current = new CurrentRegistry(first.get());
    states = new HashMap<>();
    rules = new HashMap<>();
    version = AssetRegistry.EMPTY.version();
  }

  @StartBundle
  public void startBundle() {
    current.startBundle();
  }

  @ProcessElement
  public void process(ProcessContext c) throws IOException {
    registry = current.get(() -> c.sideInput(registries));
    if (registry.version() != version || states.size() >= REMEMBERED_MACHINES) {
      states.clear();
      rules.clear();
      version = registry.version();
    }
    Map<Integer, List<Machine>> shards = new HashMap<>();
    for (OrderedReadings series : c.element().getValue()) {
      for (EnrichedBatch batch : series.batches()) {
        EquipmentKey key = EquipmentKey.of(batch.asset());
        MachineStates ofMachine = key == null ? null : states.computeIfAbsent(key, this::statesOf);
        if (ofMachine != null && !ofMachine.states().isEmpty()) {
          shards
              .computeIfAbsent(key.shard(), shard -> new ArrayList<>())
              .add(new Machine(key, version, ofMachine, needed(batch, ofMachine)));
        }
      }
    }
    long hour = bounded ? Math.floorDiv(c.element().getValue().get(0).earliest(), HOUR) : 0;
    shards.forEach(
        (shard, machines) ->
            c.output(
                KV.of(KV.of(shard, hour), new EquipmentInput(machines, EquipmentInput.NO_TIME))));
  }

  private MachineStates statesOf(EquipmentKey key) {
    Equipment machine = registry.equipment(key.facilityId(), key.equipmentId());
    return machine == null ? MachineStates.NONE : machine.states();
  }

  private OrderedReadings needed(EnrichedBatch batch, MachineStates ofMachine) {
    StateRules ofStates = rules.computeIfAbsent(ofMachine, StateRules::new);
    return new OrderedReadings(
        List.of(
            ofStates.partOf(batch.readings().series()).isSignOfLife()
                ? new EnrichedBatch(
                    signsOfLife(batch.readings(), ofStates.offlineAfterMicros()), batch.context())
                : batch));
  }

  /**
   * The first and the last reading, those around a time that is too long, and between these so many
   * that none of the others is.
   */
  private static ReadingBatch signsOfLife(ReadingBatch readings, long longest) {
    int last = readings.size() - 1;
    if (last < 2) {
      return readings;
    }
    ReadingBatch.Builder kept = new ReadingBatch.Builder(readings.series(), readings.origin());
    long keptTime = readings.eventTimeMicros(0);
    kept.add(readings, 0);
    for (int i = 1; i < last; i++) {
      long time = readings.eventTimeMicros(i);
      if (time - readings.eventTimeMicros(i - 1) > longest
          || readings.eventTimeMicros(i + 1) - keptTime > longest) {
        kept.add(readings, i);
        keptTime = time;
      }
    }
    kept.add(readings, last);
    return kept.build();
  }
}
