package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.io.Serializable;

/**
 * A registry entry of a sensor. Texts other than the id may be null.
 *
 * @param facilityId for messages that name no facility
 * @param criticality of the sensor's equipment: points that are added to the priority of its alerts
 */
public record Sensor(
    String sensorId,
    String facilityId,
    String equipmentId,
    String maintenanceSchedule,
    String calibrationDate,
    AlertThresholds thresholds,
    double criticality)
    implements Serializable {

  void write(ByteWriter out) {
    out.writeString(sensorId);
    out.writeString(facilityId);
    out.writeString(equipmentId);
    out.writeString(maintenanceSchedule);
    out.writeString(calibrationDate);
    thresholds.write(out);
    out.writeDouble(criticality);
  }

  static Sensor read(ByteReader in) {
    return new Sensor(
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        AlertThresholds.read(in),
        in.readDouble());
  }
}
