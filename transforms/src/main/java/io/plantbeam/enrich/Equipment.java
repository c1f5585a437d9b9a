package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.io.Serializable;

/**
 * A registry entry of a machine. Texts other than the id may be null.
 *
 * @param lineId its production line; null for that of its facility
 * @param equipmentClass what it has in common with others, such as {@code compressor}
 * @param criticality points that are added to the priority of alerts on its sensors, where these
 *     have none of their own
 * @param states that it can be in, and what is told of them
 */
public record Equipment(
    String equipmentId,
    String facilityId,
    String lineId,
    String name,
    String equipmentClass,
    double criticality,
    MachineStates states)
    implements Serializable, InFacility {

  @Override
  public String id() {
    return equipmentId;
  }

  Equipment inFacility(String facility) {
    return new Equipment(equipmentId, facility, lineId, name, equipmentClass, criticality, states);
  }

  /** The fields in their order. The first version had nothing but the states of its states. */
  static final class EquipmentCoder extends VersionedCoder<Equipment> {
    private static final long serialVersionUID = 1;

    static final EquipmentCoder INSTANCE = new EquipmentCoder();

    private EquipmentCoder() {
      super(2);
    }

    @Override
    protected void write(Equipment value, ByteWriter out) {
      out.writeString(value.equipmentId);
      out.writeString(value.facilityId);
      out.writeString(value.lineId);
      out.writeString(value.name);
      out.writeString(value.equipmentClass);
      out.writeDouble(value.criticality);
      MachineStates.StatesCoder.INSTANCE.embed(value.states, out);
    }

    @Override
    protected Equipment read(int bodyVersion, ByteReader in) {
      return new Equipment(
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readDouble(),
          bodyVersion == 1
              ? MachineStates.of(EquipmentState.StateCoder.INSTANCE.readAllEmbedded(in))
              : MachineStates.StatesCoder.INSTANCE.readEmbedded(in));
    }
  }
}
