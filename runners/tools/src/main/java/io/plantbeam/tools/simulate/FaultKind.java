package io.plantbeam.tools.simulate;

import java.util.Locale;

/** What can go wrong with a simulated sensor. */
public enum FaultKind {
  /** One reading far away from the rest; the last of its minute, so that a window ends on it. */
  SPIKE,
  /** A steady climb of 20 units a minute. */
  DRIFT,
  /** The same value again and again. */
  STUCK,
  /** Silence. */
  DROPOUT,
  /** A loose contact: readings jump to either side by ten times the usual deviation. */
  NOISE;

  /** The name in labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
