package io.plantbeam.equipment;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.enrich.MachineStates;
import io.plantbeam.order.OrderedReadings;
import java.util.List;

/**
 * What happened to the machines of a shard in a span of event time.
 *
 * @param machines those that have readings in it
 * @param timeMicros how far event time has come at its end, in microseconds since the epoch; {@link
 *     #NO_TIME} where that is not known
 */
record EquipmentInput(List<Machine> machines, long timeMicros) {
  static final long NO_TIME = Long.MIN_VALUE;

  EquipmentInput {
    machines = List.copyOf(machines);
  }

  static EquipmentInput ofTime(long micros) {
    return new EquipmentInput(List.of(), micros);
  }

  /**
   * A machine and its readings.
   *
   * @param version of the registry that says what states it has
   */
  record Machine(EquipmentKey key, long version, MachineStates states, OrderedReadings readings) {

    /** The fields in their order. */
    static final class MachineCoder extends VersionedCoder<Machine> {
      private static final long serialVersionUID = 1;

      static final MachineCoder INSTANCE = new MachineCoder();

      private MachineCoder() {
        super(1);
      }

      @Override
      protected void write(Machine value, ByteWriter out) {
        EquipmentKey.KeyCoder.INSTANCE.embed(value.key, out);
        out.writeSignedVarLong(value.version);
        MachineStates.StatesCoder.INSTANCE.embed(value.states, out);
        OrderedReadings.ReadingsCoder.INSTANCE.embed(value.readings, out);
      }

      @Override
      protected Machine read(int bodyVersion, ByteReader in) {
        return new Machine(
            EquipmentKey.KeyCoder.INSTANCE.readEmbedded(in),
            in.readSignedVarLong(),
            MachineStates.StatesCoder.INSTANCE.readEmbedded(in),
            OrderedReadings.ReadingsCoder.INSTANCE.readEmbedded(in));
      }
    }
  }

  /** Machines, time. */
  static final class InputCoder extends VersionedCoder<EquipmentInput> {
    private static final long serialVersionUID = 1;

    static final InputCoder INSTANCE = new InputCoder();

    private InputCoder() {
      super(1);
    }

    @Override
    protected void write(EquipmentInput value, ByteWriter out) {
      Machine.MachineCoder.INSTANCE.embedAll(value.machines, out);
      out.writeTime(value.timeMicros);
    }

    @Override
    protected EquipmentInput read(int bodyVersion, ByteReader in) {
      return new EquipmentInput(Machine.MachineCoder.INSTANCE.readAllEmbedded(in), in.readTime());
    }
  }
}
