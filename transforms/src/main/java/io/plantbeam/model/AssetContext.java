package io.plantbeam.model;

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

  /** The context of a sensor and a facility that the registry does not have. */
  public static AssetContext unmatched(String facilityId) {
    return new AssetContext(
        false, facilityId, null, null, null, null, null, null, null, Double.NaN, Double.NaN, 0, 0);
  }

  void write(ByteWriter out) {
    out.writeBoolean(matched);
    out.writeString(facilityId);
    out.writeString(facilityName);
    out.writeString(facilityLocation);
    out.writeString(timezone);
    out.writeString(productionLine);
    out.writeString(equipmentId);
    out.writeString(maintenanceSchedule);
    out.writeString(calibrationDate);
    out.writeDouble(low);
    out.writeDouble(high);
    out.writeDouble(equipmentCriticality);
    out.writeDouble(facilityCriticality);
  }

  static AssetContext read(ByteReader in) {
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
}
