package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * The statistics of one series in one sliding window {@code [windowStart, windowEnd)} that holds at
 * least one reading. The window's ends are milliseconds since the epoch; figures that do not exist
 * are NaN.
 *
 * @param stddev sample standard deviation (n - 1), NaN below 2 readings
 * @param lastValue the value with the greatest event time; if several have it, the greatest of them
 * @param lastTimeMicros the greatest event time, in microseconds since the epoch
 * @param slopePerMinute least squares over event time, NaN below 2 distinct times
 * @param baselineMean mean of all readings but the last, NaN below 2 readings
 * @param baselineStddev sample standard deviation of all readings but the last, NaN below 3
 * @param revision 0 when the window is first emitted, and counting up with each correction by late
 *     data
 */
public record WindowStats(
    SeriesContext context,
    long windowStart,
    long windowEnd,
    long count,
    double mean,
    double stddev,
    double min,
    double max,
    double lastValue,
    long lastTimeMicros,
    double slopePerMinute,
    double meanQuality,
    double baselineMean,
    double baselineStddev,
    long revision) {

  /** What is published of a window. */
  public static final OutputSchema<WindowStats> SCHEMA =
      OutputSchema.<WindowStats>of("window-stats")
          .identifiedBy(WindowStats::identity)
          .text("sensor_id", "sensor of the series", s -> s.context.series().sensorId())
          .text("metric", "metric of the series", s -> s.context.series().metric())
          .text("sensor_type", "as in the last reading", s -> s.context.series().sensorType())
          .text("unit", "unit of the last reading", s -> s.context.series().unit())
          .text(
              "facility_id",
              "facility of the series, from the messages or else the registry",
              s -> s.context.asset().facilityId())
          .text("equipment_id", "from the registry", s -> s.context.asset().equipmentId())
          .text("production_line", "from the registry", s -> s.context.asset().productionLine())
          .flag(
              "asset_matched",
              "whether the registry has the sensor",
              s -> s.context.asset().matched())
          .timeMillis("window_start", "start of the window, inclusive", WindowStats::windowStart)
          .timeMillis("window_end", "end of the window, exclusive", WindowStats::windowEnd)
          .integer("count", "number of readings", WindowStats::count)
          .number("mean", "arithmetic mean of the values", WindowStats::mean)
          .number(
              "stddev",
              "sample standard deviation (n - 1); null below 2 readings",
              WindowStats::stddev)
          .number("min", "least value", WindowStats::min)
          .number("max", "greatest value", WindowStats::max)
          .number(
              "last_value",
              "value with the greatest event time; if several have it, the greatest of them",
              WindowStats::lastValue)
          .timeMicros("last_time", "event time of last_value", WindowStats::lastTimeMicros)
          .number(
              "slope_per_minute",
              "least-squares slope over event time, per minute; null below 2 distinct times",
              WindowStats::slopePerMinute)
          .number("mean_quality", "arithmetic mean of the quality scores", WindowStats::meanQuality)
          .integer(
              "revision",
              "0, and one more for each correction of the window by late data",
              WindowStats::revision)
          .build();

  /** Series and window: a corrected window has the identity of the one that it corrects. */
  public String identity() {
    SeriesKey series = context.key();
    return Identity.ofSeries(series, series.sensorId(), series.metric(), windowStart, windowEnd);
  }

  /** The fields in their order. */
  public static final class StatsCoder extends VersionedCoder<WindowStats> {
    private static final long serialVersionUID = 1;

    public static final StatsCoder INSTANCE = new StatsCoder();

    private StatsCoder() {
      super(1);
    }

    @Override
    protected void write(WindowStats value, ByteWriter out) {
      value.context.write(out);
      out.writeSignedVarLong(value.windowStart);
      out.writeSignedVarLong(value.windowEnd);
      out.writeVarLong(value.count);
      out.writeDouble(value.mean);
      out.writeDouble(value.stddev);
      out.writeDouble(value.min);
      out.writeDouble(value.max);
      out.writeDouble(value.lastValue);
      out.writeTime(value.lastTimeMicros);
      out.writeDouble(value.slopePerMinute);
      out.writeDouble(value.meanQuality);
      out.writeDouble(value.baselineMean);
      out.writeDouble(value.baselineStddev);
      out.writeVarLong(value.revision);
    }

    @Override
    protected WindowStats read(int bodyVersion, ByteReader in) {
      return new WindowStats(
          SeriesContext.read(in),
          in.readSignedVarLong(),
          in.readSignedVarLong(),
          in.readVarLong(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readTime(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readVarLong());
    }
  }
}
