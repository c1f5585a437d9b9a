package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.io.Serializable;

/**
 * A registry entry of a production line. Texts other than the id may be null.
 *
 * @param lineId what results have as their production line
 */
public record ProductionLine(String lineId, String facilityId, String name)
    implements Serializable, InFacility {

  @Override
  public String id() {
    return lineId;
  }

  /** The fields in their order. */
  static final class LineCoder extends VersionedCoder<ProductionLine> {
    private static final long serialVersionUID = 1;

    static final LineCoder INSTANCE = new LineCoder();

    private LineCoder() {
      super(1);
    }

    @Override
    protected void write(ProductionLine value, ByteWriter out) {
      out.writeString(value.lineId);
      out.writeString(value.facilityId);
      out.writeString(value.name);
    }

    @Override
    protected ProductionLine read(int bodyVersion, ByteReader in) {
      return new ProductionLine(in.readString(), in.readString(), in.readString());
    }
  }
}
