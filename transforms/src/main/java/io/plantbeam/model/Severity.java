package io.plantbeam.model;

import java.util.Locale;

/** How bad an anomaly is, the least first. The order is part of the coders. */
public enum Severity {
  MEDIUM,
  HIGH,
  CRITICAL;

  private static final Severity[] VALUES = values();

  /** The name in outputs: {@code medium}, {@code high}, {@code critical}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Severity of(int ordinal) {
    return VALUES[ordinal];
  }
}
