package io.plantbeam.condition;

import io.plantbeam.model.SeriesInfo;
import java.io.Serializable;

/**
 * What a condition looks at: the latest value of a metric.
 *
 * @param name of the metric; of single values the sensor type
 * @param sensorId of the sensor that measures it; null for any
 */
public record Operand(String name, String sensorId) implements Serializable {
  /** The metric of messages that carry a single value. */
  private static final String VALUE = "value";

  /** The name that readings of a series have in conditions. */
  public static String nameOf(SeriesInfo series) {
    return series.metric().equals(VALUE) && series.sensorType() != null
        ? series.sensorType()
        : series.metric();
  }

  /** Whether readings of a series are meant. */
  public boolean isOf(SeriesInfo series) {
    return (name.equals(nameOf(series)) || name.equals(series.metric()))
        && (sensorId == null || sensorId.equals(series.sensorId()));
  }

  /** As it is written in a condition. */
  @Override
  public String toString() {
    return sensorId == null ? quoted(name) : quoted(name) + " of \"" + sensorId + '"';
  }

  private static String quoted(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_.-]*") ? name : '"' + name + '"';
  }
}
