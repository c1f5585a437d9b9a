package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The states that a machine, or a class of machines, can be in.
 *
 * @param states in the order in which they are looked at; none where it has no states
 * @param metrics names of the metrics that are told of each time in a state; none for those that
 *     the conditions look at
 * @param offlineAfterMillis without a reading for longer than this it is offline
 */
public record MachineStates(
    List<EquipmentState> states, List<String> metrics, long offlineAfterMillis)
    implements Serializable {
  /** Where nothing else is said. */
  public static final long OFFLINE_AFTER_MILLIS = 5 * 60_000;

  /** Of a machine without states. */
  public static final MachineStates NONE = of(List.of());

  public MachineStates {
    states = List.copyOf(states);
    metrics = List.copyOf(metrics);
  }

  /** States with nothing else said. */
  public static MachineStates of(List<EquipmentState> states) {
    return new MachineStates(states, List.of(), OFFLINE_AFTER_MILLIS);
  }

  /** The metrics that are told of. */
  public List<String> toldMetrics() {
    if (!metrics.isEmpty()) {
      return metrics;
    }
    Set<String> looked = new LinkedHashSet<>();
    states.forEach(state -> state.when().leaves(leaf -> looked.add(leaf.operand().name())));
    return new ArrayList<>(looked);
  }

  /** The fields in their order. */
  public static final class StatesCoder extends VersionedCoder<MachineStates> {
    private static final long serialVersionUID = 1;

    public static final StatesCoder INSTANCE = new StatesCoder();

    private StatesCoder() {
      super(1);
    }

    @Override
    protected void write(MachineStates value, ByteWriter out) {
      EquipmentState.StateCoder.INSTANCE.embedAll(value.states, out);
      out.writeVarLong(value.metrics.size());
      value.metrics.forEach(out::writeString);
      out.writeVarLong(value.offlineAfterMillis);
    }

    @Override
    protected MachineStates read(int bodyVersion, ByteReader in) {
      List<EquipmentState> states = EquipmentState.StateCoder.INSTANCE.readAllEmbedded(in);
      List<String> metrics = new ArrayList<>();
      for (int left = in.readVarInt(); left > 0; left--) {
        metrics.add(in.readString());
      }
      return new MachineStates(states, metrics, in.readVarLong());
    }
  }
}
