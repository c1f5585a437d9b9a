package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.OutputSchema;

/**
 * A series in an hour of the clock in UTC with at least one of its readings. Times are milliseconds
 * since the epoch; figures that do not exist are NaN.
 *
 * @param stddev sample standard deviation (n - 1), NaN below 2 readings
 */
public record HourlyStats(
    String facilityId,
    String sensorId,
    String metric,
    String sensorType,
    String unit,
    String equipmentId,
    String productionLine,
    long windowStart,
    long windowEnd,
    double mean,
    double min,
    double max,
    double stddev,
    long readings,
    double meanQuality,
    long revision) {

  /** What is published. */
  public static final OutputSchema<HourlyStats> SCHEMA =
      OutputSchema.<HourlyStats>of(RollUp.HOURLY.label())
          .identifiedBy(HourlyStats::identity)
          .text("facility_id", "from the messages or else the registry", HourlyStats::facilityId)
          .text("sensor_id", "sensor of the series", HourlyStats::sensorId)
          .text("metric", "metric of the series", HourlyStats::metric)
          .text("sensor_type", "as in the last reading", HourlyStats::sensorType)
          .text("unit", "unit of the last reading", HourlyStats::unit)
          .text(
              "equipment_id", "from the registry, as at the last reading", HourlyStats::equipmentId)
          .text(
              "production_line",
              "from the registry, as at the last reading",
              HourlyStats::productionLine)
          .timeMillis("window_start", "start of the hour, inclusive", HourlyStats::windowStart)
          .timeMillis("window_end", "end of the hour, exclusive", HourlyStats::windowEnd)
          .number("mean", "arithmetic mean of the values", HourlyStats::mean)
          .number("min", "least value", HourlyStats::min)
          .number("max", "greatest value", HourlyStats::max)
          .number(
              "stddev",
              "sample standard deviation (n - 1); null below 2 readings",
              HourlyStats::stddev)
          .integer("readings", "number of readings", HourlyStats::readings)
          .number("mean_quality", "arithmetic mean of the quality scores", HourlyStats::meanQuality)
          .integer(
              "revision",
              "0, and one more for each correction of the hour by late data",
              HourlyStats::revision)
          .build();

  private String identity() {
    return RowIdentity.of(SCHEMA, windowStart, windowEnd, facilityId, sensorId, metric);
  }

  /** The fields in their order. */
  public static final class RowCoder extends VersionedCoder<HourlyStats> {
    private static final long serialVersionUID = 1;

    public static final RowCoder INSTANCE = new RowCoder();

    private RowCoder() {
      super(1);
    }

    @Override
    protected void write(HourlyStats value, ByteWriter out) {
      out.writeString(value.facilityId);
      out.writeString(value.sensorId);
      out.writeString(value.metric);
      out.writeString(value.sensorType);
      out.writeString(value.unit);
      out.writeString(value.equipmentId);
      out.writeString(value.productionLine);
      out.writeSignedVarLong(value.windowStart);
      out.writeSignedVarLong(value.windowEnd);
      out.writeDouble(value.mean);
      out.writeDouble(value.min);
      out.writeDouble(value.max);
      out.writeDouble(value.stddev);
      out.writeVarLong(value.readings);
      out.writeDouble(value.meanQuality);
      out.writeVarLong(value.revision);
    }

    @Override
    protected HourlyStats read(int bodyVersion, ByteReader in) {
      return new HourlyStats(
          in.readString(),
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
          in.readDouble(),
          in.readVarLong());
    }
  }
}
