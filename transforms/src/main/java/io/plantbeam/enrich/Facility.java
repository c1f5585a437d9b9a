package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.io.Serializable;

/**
 * A registry entry of a facility. Texts other than the id may be null.
 *
 * @param location a text, or JSON
 * @param timezone an IANA zone name
 * @param criticality points that are added to the priority of its alerts
 */
public record Facility(
    String facilityId,
    String name,
    String location,
    String timezone,
    String productionLine,
    double criticality)
    implements Serializable {

  /** The fields in their order. */
  static final class FacilityCoder extends VersionedCoder<Facility> {
    private static final long serialVersionUID = 1;

    static final FacilityCoder INSTANCE = new FacilityCoder();

    private FacilityCoder() {
      super(1);
    }

    @Override
    protected void write(Facility value, ByteWriter out) {
      out.writeString(value.facilityId);
      out.writeString(value.name);
      out.writeString(value.location);
      out.writeString(value.timezone);
      out.writeString(value.productionLine);
      out.writeDouble(value.criticality);
    }

    @Override
    protected Facility read(int bodyVersion, ByteReader in) {
      return new Facility(
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readDouble());
    }
  }
}
