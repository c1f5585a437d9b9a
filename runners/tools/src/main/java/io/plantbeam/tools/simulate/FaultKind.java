package io.plantbeam.tools.simulate;

import java.util.Locale;

/** What can go wrong with a sensor. Each plant says how large its faults are. */
public enum FaultKind {
  /** One reading, or two, far away from the rest. */
  SPIKE,
  /** A slow move away from the truth. */
  DRIFT,
  /** The same value again and again. */
  STUCK,
  /** Silence. */
  DROPOUT,
  /** A loose contact: readings jump to either side. */
  NOISE,
  /** All values are off by as much, from one reading on. */
  SHIFT;

  /** The name in labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
