package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.model.AlarmLimits;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alarm limits of a sensor: the same for all its metrics, or some per metric.
 *
 * @param all for metrics that have no limits of their own
 */
public record SensorAlarms(AlarmLimits all, Map<String, AlarmLimits> byMetric)
    implements Serializable {

  /** A sensor without alarm limits. */
  public static final SensorAlarms NONE = new SensorAlarms(AlarmLimits.NONE, Map.of());

  public SensorAlarms {
    byMetric = Map.copyOf(byMetric);
  }

  /** The limits of a metric. */
  public AlarmLimits of(String metric) {
    return byMetric.getOrDefault(metric, all);
  }

  void write(ByteWriter out) {
    all.write(out);
    out.writeVarLong(byMetric.size());
    // Sorted, because the bytes must not depend on the order of a hash table.
    new TreeMap<>(byMetric)
        .forEach(
            (metric, limits) -> {
              out.writeString(metric);
              limits.write(out);
            });
  }

  static SensorAlarms read(ByteReader in) {
    AlarmLimits all = AlarmLimits.read(in);
    Map<String, AlarmLimits> byMetric = new HashMap<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      byMetric.put(in.readString(), AlarmLimits.read(in));
    }
    return new SensorAlarms(all, byMetric);
  }
}
