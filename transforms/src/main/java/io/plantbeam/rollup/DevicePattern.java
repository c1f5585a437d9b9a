package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.OutputSchema;

/**
 * A series in an hour of day and a day of week, with at least one of its readings: in a stream of
 * one week, in batch of all weeks.
 *
 * @param hourOfDay 0 to 23
 * @param dayOfWeek 1 (Monday) to 7
 * @param week of the ISO calendar, such as {@code 2026-W13}; null in batch
 */
public record DevicePattern(
    String facilityId,
    String sensorId,
    String metric,
    String sensorType,
    String unit,
    long hourOfDay,
    long dayOfWeek,
    String week,
    long readings,
    double mean,
    long revision) {

  /** What is published. */
  public static final OutputSchema<DevicePattern> SCHEMA =
      OutputSchema.<DevicePattern>of(RollUp.DEVICE_PATTERNS.label())
          .identifiedBy(DevicePattern::identity)
          .text("facility_id", "from the messages or else the registry", DevicePattern::facilityId)
          .text("sensor_id", "sensor of the series", DevicePattern::sensorId)
          .text("metric", "metric of the series", DevicePattern::metric)
          .text("sensor_type", "as in the last reading", DevicePattern::sensorType)
          .text("unit", "unit of the last reading", DevicePattern::unit)
          .integer(
              "hour_of_day",
              "0 to 23 in the facility's zone, UTC where unknown",
              DevicePattern::hourOfDay)
          .integer(
              "day_of_week", "1 (Monday) to 7 in the facility's zone", DevicePattern::dayOfWeek)
          .text(
              "week",
              "of a stream, the ISO week in the facility's zone, such as 2026-W13; null of files,"
                  + " whose readings of all weeks are together",
              DevicePattern::week)
          .integer("readings", "number of readings", DevicePattern::readings)
          .number("mean", "arithmetic mean of the values", DevicePattern::mean)
          .integer(
              "revision",
              "0, and one more for each correction by late data",
              DevicePattern::revision)
          .build();

  private String identity() {
    return RowIdentity.of(SCHEMA, dayOfWeek, hourOfDay, facilityId, sensorId, metric, week);
  }

  /** The fields in their order. */
  public static final class RowCoder extends VersionedCoder<DevicePattern> {
    private static final long serialVersionUID = 1;

    public static final RowCoder INSTANCE = new RowCoder();

    private RowCoder() {
      super(1);
    }

    @Override
    protected void write(DevicePattern value, ByteWriter out) {
      out.writeString(value.facilityId);
      out.writeString(value.sensorId);
      out.writeString(value.metric);
      out.writeString(value.sensorType);
      out.writeString(value.unit);
      out.writeVarLong(value.hourOfDay);
      out.writeVarLong(value.dayOfWeek);
      out.writeString(value.week);
      out.writeVarLong(value.readings);
      out.writeDouble(value.mean);
      out.writeVarLong(value.revision);
    }

    @Override
    protected DevicePattern read(int bodyVersion, ByteReader in) {
      return new DevicePattern(
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readString(),
          in.readVarLong(),
          in.readVarLong(),
          in.readString(),
          in.readVarLong(),
          in.readDouble(),
          in.readVarLong());
    }
  }
}
