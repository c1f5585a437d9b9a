package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.OutputSchema;

/**
 * A production line in a window and a shift with at least one of its readings. The window's ends
 * are milliseconds since the epoch; figures that do not exist are NaN.
 *
 * @param productionLine null for all readings of the facility whose line is unknown
 * @param efficiencyScore optimal readings by readings
 */
public record LineEfficiency(
    String productionLine,
    String facilityId,
    String shift,
    long windowStart,
    long windowEnd,
    double meanPower,
    String powerUnit,
    double meanVibration,
    String vibrationUnit,
    double meanTemperature,
    String temperatureUnit,
    long activeEquipment,
    long readings,
    long optimalReadings,
    double efficiencyScore,
    double optimalPerEquipment,
    long revision) {

  /** What is published. */
  public static final OutputSchema<LineEfficiency> SCHEMA =
      OutputSchema.<LineEfficiency>of(RollUp.LINE_EFFICIENCY.label())
          .identifiedBy(LineEfficiency::identity)
          .text(
              "production_line",
              "from the registry; null for all readings of the facility whose line is unknown",
              LineEfficiency::productionLine)
          .text("facility_id", "from the messages or else the registry", LineEfficiency::facilityId)
          .text(
              "shift",
              "morning [6,14), afternoon [14,22) or night in the facility's zone, UTC where"
                  + " unknown; all figures are of the readings in it",
              LineEfficiency::shift)
          .timeMillis("window_start", "start of the window, inclusive", LineEfficiency::windowStart)
          .timeMillis("window_end", "end of the window, exclusive", LineEfficiency::windowEnd)
          .number(
              "mean_power",
              "mean of the readings that count as power by the analytics file; null where there are"
                  + " none, or they have several units",
              LineEfficiency::meanPower)
          .text("power_unit", "unit of mean_power", LineEfficiency::powerUnit)
          .number(
              "mean_vibration",
              "mean of the readings that count as vibration by the analytics file; null where there are"
                  + " none, or they have several units",
              LineEfficiency::meanVibration)
          .text("vibration_unit", "unit of mean_vibration", LineEfficiency::vibrationUnit)
          .number(
              "mean_temperature",
              "mean of the readings that count as temperature by the analytics file; null where there are"
                  + " none, or they have several units",
              LineEfficiency::meanTemperature)
          .text("temperature_unit", "unit of mean_temperature", LineEfficiency::temperatureUnit)
          .integer(
              "active_equipment",
              "equipment with a reading, each counted once; sensors whose equipment is unknown"
                  + " count for none",
              LineEfficiency::activeEquipment)
          .integer("readings", "number of readings", LineEfficiency::readings)
          .integer(
              "optimal_readings",
              "readings with a quality above 0.95",
              LineEfficiency::optimalReadings)
          .number(
              "efficiency_score",
              "optimal_readings by readings, 0 to 1",
              LineEfficiency::efficiencyScore)
          .number(
              "optimal_per_equipment",
              "optimal_readings by active_equipment; null where no equipment is known",
              LineEfficiency::optimalPerEquipment)
          .integer(
              "revision",
              "0, and one more for each correction of the window by late data",
              LineEfficiency::revision)
          .build();

  private String identity() {
    return RowIdentity.of(SCHEMA, windowStart, windowEnd, facilityId, productionLine, shift);
  }

  /** The fields in their order. */
  public static final class RowCoder extends VersionedCoder<LineEfficiency> {
    private static final long serialVersionUID = 1;

    public static final RowCoder INSTANCE = new RowCoder();

    private RowCoder() {
      super(1);
    }

    @Override
    protected void write(LineEfficiency value, ByteWriter out) {
      out.writeString(value.productionLine);
      out.writeString(value.facilityId);
      out.writeString(value.shift);
      out.writeSignedVarLong(value.windowStart);
      out.writeSignedVarLong(value.windowEnd);
      out.writeDouble(value.meanPower);
      out.writeString(value.powerUnit);
      out.writeDouble(value.meanVibration);
      out.writeString(value.vibrationUnit);
      out.writeDouble(value.meanTemperature);
      out.writeString(value.temperatureUnit);
      out.writeVarLong(value.activeEquipment);
      out.writeVarLong(value.readings);
      out.writeVarLong(value.optimalReadings);
      out.writeDouble(value.efficiencyScore);
      out.writeDouble(value.optimalPerEquipment);
      out.writeVarLong(value.revision);
    }

    @Override
    protected LineEfficiency read(int bodyVersion, ByteReader in) {
      return new LineEfficiency(
          in.readString(),
          in.readString(),
          in.readString(),
          in.readSignedVarLong(),
          in.readSignedVarLong(),
          in.readDouble(),
          in.readString(),
          in.readDouble(),
          in.readString(),
          in.readDouble(),
          in.readString(),
          in.readVarLong(),
          in.readVarLong(),
          in.readVarLong(),
          in.readDouble(),
          in.readDouble(),
          in.readVarLong());
    }
  }
}
