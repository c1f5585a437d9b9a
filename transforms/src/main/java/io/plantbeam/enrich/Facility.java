package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
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

  void write(ByteWriter out) {
    out.writeString(facilityId);
    out.writeString(name);
    out.writeString(location);
    out.writeString(timezone);
    out.writeString(productionLine);
    out.writeDouble(criticality);
  }

  static Facility read(ByteReader in) {
    return new Facility(
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readDouble());
  }
}
