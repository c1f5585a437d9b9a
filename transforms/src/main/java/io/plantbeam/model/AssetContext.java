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
 * @param equipmentName null where the registry names none
 * @param work the planned work around the time of the readings
 * @param alarms the alarm limits of the series
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
    double facilityCriticality,
    String equipmentName,
    NearbyWork work,
    AlarmLimits alarms) {
  static final Interner<AssetContext> FORMS = new Forms();

  /** A context without alarm limits. */
  public AssetContext(
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
      double facilityCriticality,
      String equipmentName,
      NearbyWork work) {
    this(
        matched,
        facilityId,
        facilityName,
        facilityLocation,
        timezone,
        productionLine,
        equipmentId,
        maintenanceSchedule,
        calibrationDate,
        low,
        high,
        equipmentCriticality,
        facilityCriticality,
        equipmentName,
        work,
        AlarmLimits.NONE);
  }

  /** The context of a sensor whose equipment has no name, and on which no work is planned. */
  public AssetContext(
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
    this(
        matched,
        facilityId,
        facilityName,
        facilityLocation,
        timezone,
        productionLine,
        equipmentId,
        maintenanceSchedule,
        calibrationDate,
        low,
        high,
        equipmentCriticality,
        facilityCriticality,
        null,
        NearbyWork.NONE);
  }

  /** The context of a sensor and a facility that the registry does not have. */
  public static AssetContext unmatched(String facilityId) {
    return new AssetContext(
        false, facilityId, null, null, null, null, null, null, null, Double.NaN, Double.NaN, 0, 0);
  }

  /** The same with the planned work around another time. */
  public AssetContext with(NearbyWork nearby) {
    return new AssetContext(
        matched,
        facilityId,
        facilityName,
        facilityLocation,
        timezone,
        productionLine,
        equipmentId,
        maintenanceSchedule,
        calibrationDate,
        low,
        high,
        equipmentCriticality,
        facilityCriticality,
        equipmentName,
        nearby,
        alarms);
  }

  /** The same with other alarm limits. */
  public AssetContext with(AlarmLimits limits) {
    return new AssetContext(
        matched,
        facilityId,
        facilityName,
        facilityLocation,
        timezone,
        productionLine,
        equipmentId,
        maintenanceSchedule,
        calibrationDate,
        low,
        high,
        equipmentCriticality,
        facilityCriticality,
        equipmentName,
        work,
        limits);
  }

  /** Appends this as part of another form. */
  public void write(ByteWriter out) {
    FORMS.write(this, out);
  }

  /** Reads what {@link #write} wrote. */
  public static AssetContext read(ByteReader in) {
    return FORMS.read(in);
  }

  private int flags() {
    return (matched ? Forms.MATCHED : 0)
        | (Double.isNaN(low) ? 0 : Forms.HAS_LOW)
        | (Double.isNaN(high) ? 0 : Forms.HAS_HIGH)
        | (equipmentCriticality == 0 ? 0 : Forms.HAS_EQUIPMENT_CRITICALITY)
        | (facilityCriticality == 0 ? 0 : Forms.HAS_FACILITY_CRITICALITY)
        | (equipmentName == null ? 0 : Forms.HAS_EQUIPMENT_NAME)
        | (work.equals(NearbyWork.NONE) ? 0 : Forms.HAS_WORK)
        | (alarms.equals(AlarmLimits.NONE) ? 0 : Forms.HAS_ALARMS);
  }

  /** Flags, texts, and what the flags announce; the others are NaN, 0, null or none. */
  private static final class Forms extends Interner<AssetContext> {
    private static final int MATCHED = 1;
    private static final int HAS_LOW = 2;
    private static final int HAS_HIGH = 4;
    private static final int HAS_EQUIPMENT_CRITICALITY = 8;
    private static final int HAS_FACILITY_CRITICALITY = 16;
    private static final int HAS_ALARMS = 32;
    private static final int HAS_WORK = 64;
    private static final int HAS_EQUIPMENT_NAME = 128;

    Forms() {
      super(SLOTS_FOR_SERIES);
    }

    @Override
    protected void encode(AssetContext value, ByteWriter out) {
      out.writeByte(value.flags());
      out.writeString(value.facilityId);
      out.writeString(value.facilityName);
      out.writeString(value.facilityLocation);
      out.writeString(value.timezone);
      out.writeString(value.productionLine);
      out.writeString(value.equipmentId);
      out.writeString(value.maintenanceSchedule);
      out.writeString(value.calibrationDate);
      if (!Double.isNaN(value.low)) {
        out.writeDouble(value.low);
      }
      if (!Double.isNaN(value.high)) {
        out.writeDouble(value.high);
      }
      if (value.equipmentCriticality != 0) {
        out.writeDouble(value.equipmentCriticality);
      }
      if (value.facilityCriticality != 0) {
        out.writeDouble(value.facilityCriticality);
      }
      if (value.equipmentName != null) {
        out.writeString(value.equipmentName);
      }
      if (!value.work.equals(NearbyWork.NONE)) {
        value.work.write(out);
      }
      if (!value.alarms.equals(AlarmLimits.NONE)) {
        value.alarms.write(out);
      }
    }

    @Override
    protected AssetContext decode(ByteReader in) {
      int flags = in.readByte();
      return new AssetContext(
          (flags & MATCHED) != 0,
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          (flags & HAS_LOW) != 0 ? in.readDouble() : Double.NaN,
          (flags & HAS_HIGH) != 0 ? in.readDouble() : Double.NaN,
          (flags & HAS_EQUIPMENT_CRITICALITY) != 0 ? in.readDouble() : 0,
          (flags & HAS_FACILITY_CRITICALITY) != 0 ? in.readDouble() : 0,
          (flags & HAS_EQUIPMENT_NAME) != 0 ? in.readString() : null,
          (flags & HAS_WORK) != 0 ? NearbyWork.read(in) : NearbyWork.NONE,
          (flags & HAS_ALARMS) != 0 ? AlarmLimits.read(in) : AlarmLimits.NONE);
    }
  }
}
