package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * A machine as it is at a time: its state, and what was counted of it since it was first seen.
 * Times are microseconds since the epoch, durations microseconds.
 *
 * @param asset of its last reading
 * @param previousState null where none is known
 * @param sinceMicros when it came into its state
 * @param updatedAtMicros for which all this holds
 * @param runMicros time in the state running
 * @param starts how often it came into the state running
 * @param faults how often it came into the state fault
 * @param repairs how many of the faults have ended
 * @param repairMicros time in the state fault, of those that have ended
 * @param availabilityToday from 0 to 1, of the day in its facility; NaN where nothing is known
 * @param availabilityWeek the same of that day and the six before it
 */
public record EquipmentStatus(
    AssetContext asset,
    String state,
    String previousState,
    long sinceMicros,
    long updatedAtMicros,
    long runMicros,
    long starts,
    long faults,
    long repairs,
    long repairMicros,
    double availabilityToday,
    double availabilityWeek) {
  private static final double MICROS_PER_HOUR = 3.6e9;

  /** What is published of a machine. */
  public static final OutputSchema<EquipmentStatus> SCHEMA =
      OutputSchema.<EquipmentStatus>of("equipment-state")
          .identifiedBy(EquipmentStatus::id)
          .versionedBy(EquipmentStatus::updatedAtMicros)
          .text("equipment_id", "from the registry", status -> status.asset.equipmentId())
          .text("equipment_name", "from the registry", status -> status.asset.equipmentName())
          .text("production_line", "from the registry", status -> status.asset.productionLine())
          .text("facility_id", "facility of the equipment", status -> status.asset.facilityId())
          .text("facility_name", "from the registry", status -> status.asset.facilityName())
          .text("state", "a state of the registry, offline or unknown", EquipmentStatus::state)
          .timeMicros("since", "when it came into the state", EquipmentStatus::sinceMicros)
          .text(
              "previous_state",
              "the state before; null where none is known",
              EquipmentStatus::previousState)
          .timeMicros(
              "updated_at",
              "the time for which the record holds: of records of a machine the latest is valid",
              EquipmentStatus::updatedAtMicros)
          .number(
              "runtime_hours",
              "time in the state running since the machine was first seen",
              status -> status.runMicros / MICROS_PER_HOUR)
          .integer("starts", "how often it came into the state running", EquipmentStatus::starts)
          .integer("faults", "how often it came into the state fault", EquipmentStatus::faults)
          .number(
              "mtbf_hours",
              "mean time between failures: runtime_hours for each fault; null without a fault",
              status -> perEach(status.runMicros, status.faults))
          .number(
              "mttr_hours",
              "mean time to repair: time in the state fault for each fault that has ended; null"
                  + " without one",
              status -> perEach(status.repairMicros, status.repairs))
          .number(
              "availability_today",
              "share of the time in a known state that was not fault, planned work left out, from 0"
                  + " to 1, of the day in the facility; null without such time",
              EquipmentStatus::availabilityToday)
          .number(
              "availability_7d",
              "the same of that day and the six before it",
              EquipmentStatus::availabilityWeek)
          .build();

  private static double perEach(long micros, long number) {
    return number == 0 ? Double.NaN : micros / MICROS_PER_HOUR / number;
  }

  private String id() {
    return asset.facilityId() == null
        ? Identity.of("equipment-state", asset.equipmentId())
        : Identity.of("equipment-state", asset.equipmentId(), asset.facilityId());
  }

  /** The fields in their order. */
  public static final class StatusCoder extends VersionedCoder<EquipmentStatus> {
    private static final long serialVersionUID = 1;

    public static final StatusCoder INSTANCE = new StatusCoder();

    private StatusCoder() {
      super(1);
    }

    @Override
    protected void write(EquipmentStatus value, ByteWriter out) {
      value.asset.write(out);
      out.writeString(value.state);
      out.writeString(value.previousState);
      out.writeTime(value.sinceMicros);
      out.writeTime(value.updatedAtMicros);
      out.writeVarLong(value.runMicros);
      out.writeVarLong(value.starts);
      out.writeVarLong(value.faults);
      out.writeVarLong(value.repairs);
      out.writeVarLong(value.repairMicros);
      out.writeDouble(value.availabilityToday);
      out.writeDouble(value.availabilityWeek);
    }

    @Override
    protected EquipmentStatus read(int bodyVersion, ByteReader in) {
      return new EquipmentStatus(
          AssetContext.read(in),
          in.readString(),
          in.readString(),
          in.readTime(),
          in.readTime(),
          in.readVarLong(),
          in.readVarLong(),
          in.readVarLong(),
          in.readVarLong(),
          in.readVarLong(),
          in.readDouble(),
          in.readDouble());
    }
  }
}
