package io.plantbeam.equipment;

import io.plantbeam.enrich.MachineStates;
import io.plantbeam.equipment.EquipmentInput.Machine;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.order.OrderedReadings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * All that is known of a shard and a span in; the same in one element out, with the readings of
 * each machine in order and the states of the newest registry.
 */
final class GatherEquipmentFn
    extends DoFn<KV<KV<Integer, Long>, Iterable<EquipmentInput>>, KV<Integer, EquipmentInput>> {

  private static final class Parts {
    private final List<EnrichedBatch> batches = new ArrayList<>();
    private long version = Long.MIN_VALUE;
    private MachineStates states;

    void add(Machine part) {
      batches.addAll(part.readings().batches());
      if (part.version() > version) {
        version = part.version();
        states = part.states();
      }
    }
  }

  @ProcessElement
  public void process(
      @Element KV<KV<Integer, Long>, Iterable<EquipmentInput>> span,
      OutputReceiver<KV<Integer, EquipmentInput>> out) {
    Map<EquipmentKey, Parts> machines = new LinkedHashMap<>();
    long time = EquipmentInput.NO_TIME;
    for (EquipmentInput input : span.getValue()) {
      time = Math.max(time, input.timeMicros());
      for (Machine part : input.machines()) {
        machines.computeIfAbsent(part.key(), key -> new Parts()).add(part);
      }
    }
    if (machines.isEmpty() && time == EquipmentInput.NO_TIME) {
      // Spark emits panes that hold nothing.
      return;
    }
    List<Machine> ordered = new ArrayList<>(machines.size());
    machines.forEach(
        (key, parts) ->
            ordered.add(
                new Machine(key, parts.version, parts.states, OrderedReadings.of(parts.batches))));
    out.output(KV.of(span.getKey().getKey(), new EquipmentInput(ordered, time)));
  }
}
