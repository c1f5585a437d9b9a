package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.io.Serializable;

/**
 * A state that equipment can be in. Of the states of a machine the first whose condition holds is
 * the one that it is in.
 *
 * @param name such as {@code running}
 * @param when a condition over the metrics of the equipment's sensors, as it is written
 * @param forMillis for how long the condition has to hold
 */
public record EquipmentState(String name, String when, long forMillis) implements Serializable {
  /** The state of equipment that sends nothing, which no entry defines. */
  public static final String OFFLINE = "offline";

  /** The fields in their order. */
  static final class StateCoder extends VersionedCoder<EquipmentState> {
    private static final long serialVersionUID = 1;

    static final StateCoder INSTANCE = new StateCoder();

    private StateCoder() {
      super(1);
    }

    @Override
    protected void write(EquipmentState value, ByteWriter out) {
      out.writeString(value.name);
      out.writeString(value.when);
      out.writeVarLong(value.forMillis);
    }

    @Override
    protected EquipmentState read(int bodyVersion, ByteReader in) {
      return new EquipmentState(in.readString(), in.readString(), in.readVarLong());
    }
  }
}
