package io.plantbeam.rollup;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which roll-ups there are, and how they are made.
 *
 * @param running those that are made
 * @param windows of those with sliding windows
 * @param unstableAbove the standard deviation above which equipment is unstable, of sensor types
 *     that have none of their own
 * @param unstableAboveByType by sensor type, in small letters
 * @param lineMetrics what counts for each mean of a line; what is in none is counted alone
 */
public record RollUpSettings(
    Set<RollUp> running,
    Map<RollUp, RollUpWindows> windows,
    double unstableAbove,
    Map<String, Double> unstableAboveByType,
    Map<LineMetric, List<MetricChoice>> lineMetrics)
    implements Serializable {

  public RollUpSettings {
    running = Set.copyOf(running);
    windows = Map.copyOf(windows);
    unstableAboveByType = Map.copyOf(unstableAboveByType);
    lineMetrics = Map.copyOf(lineMetrics);
  }

  /** Whether a roll-up is made. */
  public boolean has(RollUp rollUp) {
    return running.contains(rollUp);
  }

  /**
   * The standard deviation above which equipment is unstable.
   *
   * @param sensorType may be null
   */
  double unstableAbove(String sensorType) {
    return sensorType == null
        ? unstableAbove
        : unstableAboveByType.getOrDefault(sensorType.toLowerCase(Locale.ROOT), unstableAbove);
  }
}
