package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.OutputSchema;

/**
 * A metric of a piece of equipment in a window that holds at least one of its readings. The
 * window's ends are milliseconds since the epoch; figures that do not exist are NaN.
 *
 * @param equipmentId null for all readings of the facility whose equipment is unknown
 * @param variability sample standard deviation (n - 1), NaN below 2 readings
 */
public record EquipmentHealth(
    String equipmentId,
    String facilityId,
    String productionLine,
    String sensorType,
    String metric,
    String unit,
    long windowStart,
    long windowEnd,
    double mean,
    double peak,
    double variability,
    double meanQuality,
    long readings,
    String status,
    long revision) {

  /** What is published. */
  public static final OutputSchema<EquipmentHealth> SCHEMA =
      OutputSchema.<EquipmentHealth>of(RollUp.EQUIPMENT_HEALTH.label())
          .identifiedBy(EquipmentHealth::identity)
          .text(
              "equipment_id",
              "from the registry; null for all readings of the facility whose equipment is unknown",
              EquipmentHealth::equipmentId)
          .text(
              "facility_id", "from the messages or else the registry", EquipmentHealth::facilityId)
          .text(
              "production_line",
              "from the registry, as at the last reading",
              EquipmentHealth::productionLine)
          .text("sensor_type", "of the readings", EquipmentHealth::sensorType)
          .text("metric", "of the readings", EquipmentHealth::metric)
          .text("unit", "of the readings", EquipmentHealth::unit)
          .timeMillis(
              "window_start", "start of the window, inclusive", EquipmentHealth::windowStart)
          .timeMillis("window_end", "end of the window, exclusive", EquipmentHealth::windowEnd)
          .number("mean", "arithmetic mean of the values", EquipmentHealth::mean)
          .number("peak", "greatest value", EquipmentHealth::peak)
          .number(
              "variability",
              "sample standard deviation (n - 1); null below 2 readings",
              EquipmentHealth::variability)
          .number(
              "mean_quality", "arithmetic mean of the quality scores", EquipmentHealth::meanQuality)
          .integer("readings", "number of readings", EquipmentHealth::readings)
          .text(
              "status",
              "degraded where mean_quality is below 0.7, else unstable where variability is above"
                  + " the bound of the sensor type, else healthy",
              EquipmentHealth::status)
          .integer(
              "revision",
              "0, and one more for each correction of the window by late data",
              EquipmentHealth::revision)
          .build();

  private String identity() {
    return RowIdentity.of(
        SCHEMA, windowStart, windowEnd, facilityId, equipmentId, sensorType, metric, unit);
  }

  /** The fields in their order. */
  public static final class RowCoder extends VersionedCoder<EquipmentHealth> {
    private static final long serialVersionUID = 1;

    public static final RowCoder INSTANCE = new RowCoder();

    private RowCoder() {
      super(1);
    }

    @Override
    protected void write(EquipmentHealth value, ByteWriter out) {
      out.writeString(value.equipmentId);
      out.writeString(value.facilityId);
      out.writeString(value.productionLine);
      out.writeString(value.sensorType);
      out.writeString(value.metric);
      out.writeString(value.unit);
      out.writeSignedVarLong(value.windowStart);
      out.writeSignedVarLong(value.windowEnd);
      out.writeDouble(value.mean);
      out.writeDouble(value.peak);
      out.writeDouble(value.variability);
      out.writeDouble(value.meanQuality);
      out.writeVarLong(value.readings);
      out.writeString(value.status);
      out.writeVarLong(value.revision);
    }

    @Override
    protected EquipmentHealth read(int bodyVersion, ByteReader in) {
      return new EquipmentHealth(
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readSignedVarLong(),
          in.readSignedVarLong(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readVarLong(),
          in.readString(),
          in.readVarLong());
    }
  }
}
