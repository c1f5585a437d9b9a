package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.io.Serializable;

/**
 * A registry entry of a sensor. Texts other than the id may be null.
 *
 * @param facilityId for messages that name it, or none; null for messages of every facility
 * @param criticality of the sensor's equipment: points that are added to the priority of its
 *     alerts; NaN for those of the equipment's entry
 * @param alarms the alarm limits of its metrics
 */
public record Sensor(
    String sensorId,
    String facilityId,
    String equipmentId,
    String maintenanceSchedule,
    String calibrationDate,
    AlertThresholds thresholds,
    double criticality,
    SensorAlarms alarms)
    implements Serializable, InFacility {

  /** A sensor without alarm limits. */
  public Sensor(
      String sensorId,
      String facilityId,
      String equipmentId,
      String maintenanceSchedule,
      String calibrationDate,
      AlertThresholds thresholds,
      double criticality) {
    this(
        sensorId,
        facilityId,
        equipmentId,
        maintenanceSchedule,
        calibrationDate,
        thresholds,
        criticality,
        SensorAlarms.NONE);
  }

  @Override
  public String id() {
    return sensorId;
  }

  Sensor inFacility(String facility) {
    return new Sensor(
        sensorId,
        facility,
        equipmentId,
        maintenanceSchedule,
        calibrationDate,
        thresholds,
        criticality,
        alarms);
  }

  /** The fields in their order. The first version had no alarm limits. */
  static final class SensorCoder extends VersionedCoder<Sensor> {
    private static final long serialVersionUID = 1;

    static final SensorCoder INSTANCE = new SensorCoder();

    private SensorCoder() {
      super(2);
    }

    @Override
    protected void write(Sensor value, ByteWriter out) {
      out.writeString(value.sensorId);
      out.writeString(value.facilityId);
      out.writeString(value.equipmentId);
      out.writeString(value.maintenanceSchedule);
      out.writeString(value.calibrationDate);
      value.thresholds.write(out);
      out.writeDouble(value.criticality);
      value.alarms.write(out);
    }

    @Override
    protected Sensor read(int bodyVersion, ByteReader in) {
      return new Sensor(
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          AlertThresholds.read(in),
          in.readDouble(),
          bodyVersion == 1 ? SensorAlarms.NONE : SensorAlarms.read(in));
    }
  }
}
