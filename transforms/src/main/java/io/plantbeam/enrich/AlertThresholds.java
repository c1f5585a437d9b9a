package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bounds between which a sensor's readings are normal: the same for all its metrics, or one
 * pair per metric.
 *
 * @param all for metrics that have no bounds of their own
 */
public record AlertThresholds(Bounds all, Map<String, Bounds> byMetric) implements Serializable {

  /** A sensor without thresholds. */
  public static final AlertThresholds NONE = new AlertThresholds(Bounds.OPEN, Map.of());

  /** In the unit of the readings; NaN where there is no such bound. */
  public record Bounds(double low, double high) implements Serializable {
    public static final Bounds OPEN = new Bounds(Double.NaN, Double.NaN);
  }

  public AlertThresholds {
    byMetric = Map.copyOf(byMetric);
  }

  public static AlertThresholds forAll(double low, double high) {
    return new AlertThresholds(new Bounds(low, high), Map.of());
  }

  public Bounds of(String metric) {
    return byMetric.getOrDefault(metric, all);
  }

  void write(ByteWriter out) {
    write(all, out);
    out.writeVarLong(byMetric.size());
    // Sorted, because the bytes must not depend on the order of a hash table.
    new TreeMap<>(byMetric)
        .forEach(
            (metric, bounds) -> {
              out.writeString(metric);
              write(bounds, out);
            });
  }

  private static void write(Bounds bounds, ByteWriter out) {
    out.writeDouble(bounds.low);
    out.writeDouble(bounds.high);
  }

  static AlertThresholds read(ByteReader in) {
    Bounds all = readBounds(in);
    Map<String, Bounds> byMetric = new HashMap<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      byMetric.put(in.readString(), readBounds(in));
    }
    return new AlertThresholds(all, byMetric);
  }

  private static Bounds readBounds(ByteReader in) {
    return new Bounds(in.readDouble(), in.readDouble());
  }
}
