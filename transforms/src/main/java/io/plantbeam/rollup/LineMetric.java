package io.plantbeam.rollup;

import java.util.Locale;

/** What a line has a mean of. */
public enum LineMetric {
  POWER,
  VIBRATION,
  TEMPERATURE;

  /** As settings have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
