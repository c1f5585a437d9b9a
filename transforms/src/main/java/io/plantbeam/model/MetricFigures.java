package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** What a metric was within a time. */
public record MetricFigures(String metric, double mean, double min, double max, double last) {
  /** What is published of one. */
  static final OutputSchema<MetricFigures> SCHEMA =
      OutputSchema.<MetricFigures>of("metrics")
          .text("metric", "its name; of single values the sensor type", MetricFigures::metric)
          .number("mean", "arithmetic mean", MetricFigures::mean)
          .number("min", "the least value", MetricFigures::min)
          .number("max", "the greatest value", MetricFigures::max)
          .number("last", "the last value", MetricFigures::last)
          .build();

  static void writeAll(List<MetricFigures> all, ByteWriter out) {
    out.writeVarLong(all.size());
    for (MetricFigures figures : all) {
      out.writeString(figures.metric);
      out.writeDouble(figures.mean);
      out.writeDouble(figures.min);
      out.writeDouble(figures.max);
      out.writeDouble(figures.last);
    }
  }

  static List<MetricFigures> readAll(ByteReader in) {
    List<MetricFigures> all = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      all.add(
          new MetricFigures(
              in.readString(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
    }
    return all;
  }
}
