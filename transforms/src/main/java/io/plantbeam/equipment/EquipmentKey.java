package io.plantbeam.equipment;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Shards;

/**
 * A machine.
 *
 * @param facilityId null where neither messages nor the registry name one
 */
record EquipmentKey(String facilityId, String equipmentId) {
  /** That of a series; null where the registry knows no equipment. */
  static EquipmentKey of(AssetContext asset) {
    return asset.equipmentId() == null
        ? null
        : new EquipmentKey(asset.facilityId(), asset.equipmentId());
  }

  /** In which state is kept: one of {@link Shards#FEW}. */
  int shard() {
    int hash = facilityId == null ? 0 : facilityId.hashCode();
    return Shards.FEW.of(31 * hash + equipmentId.hashCode());
  }

  /** Facility, equipment. */
  static final class KeyCoder extends VersionedCoder<EquipmentKey> {
    private static final long serialVersionUID = 1;

    static final KeyCoder INSTANCE = new KeyCoder();

    private KeyCoder() {
      super(1);
    }

    @Override
    protected void write(EquipmentKey value, ByteWriter out) {
      out.writeString(value.facilityId);
      out.writeString(value.equipmentId);
    }

    @Override
    protected EquipmentKey read(int bodyVersion, ByteReader in) {
      return new EquipmentKey(in.readString(), in.readString());
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
