package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.Interner;

/**
 * What the asset registry says of a series' sensor and facility. Texts are null, and bounds NaN,
 * where it says nothing.
 *
 * @param matched whether the registry has the sensor
 * @param facilityId the message's, or else the sensor entry's
 * @param timezone an IANA zone name
 * @param low the lower alert threshold of the series, in the unit of its readings
 * @param high the upper alert threshold
 * @param equipmentCriticality points that are added to an alert's priority
 * @param facilityCriticality points that are added to an alert's priority
 */
public record AssetContext(
    boolean matched,
    String facilityId,
    String facilityName,
    String facilityLocation,
    String timezone,
    String productionLine,
    String equipmentId,
    String maintenanceSchedule,
    String calibrationDate,
    double low,
    double high,
    double equipmentCriticality,
    double facilityCriticality) {
  private static final Interner<AssetContext> FORMS = new Forms();

  /** The context of a sensor and a facility that the registry does not have. */
  public static AssetContext unmatched(String facilityId) {
    return new AssetContext(
        false, facilityId, null, null, null, null, null, null, null, Double.NaN, Double.NaN, 0, 0);
  }

  void write(ByteWriter out) {
    FORMS.write(this, out);
  }

  static AssetContext read(ByteReader in) {
    return FORMS.read(in);
  }

  private static final class Forms extends Interner<AssetContext> {
    Forms() {
      super(SLOTS_FOR_SERIES);
    }

    @Override
    protected void encode(AssetContext value, ByteWriter out) {
      out.writeBoolean(value.matched);
      out.writeString(value.facilityId);
      out.writeString(value.facilityName);
      out.writeString(value.facilityLocation);
      out.writeString(value.timezone);
      out.writeString(value.productionLine);
      out.writeString(value.equipmentId);
      out.writeString(value.maintenanceSchedule);
      out.writeString(value.calibrationDate);
      out.writeDouble(value.low);
      out.writeDouble(value.high);
      out.writeDouble(value.equipmentCriticality);
      out.writeDouble(value.facilityCriticality);
    }

    @Override
    protected AssetContext decode(ByteReader in) {
      return new AssetContext(
          in.readBoolean(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble());
    }

    @Override
    protected void skip(ByteReader in) {
      in.skip(1);
      in.skipStrings(8);
      in.skip(4 * Double.BYTES);
    }
  }
}
