package io.plantbeam.rollup;

import java.util.List;
import java.util.Locale;

/** The roll-ups. Their order is part of saved forms: a new one comes last. */
public enum RollUp {
  FACILITY_METRICS,
  EQUIPMENT_HEALTH,
  LINE_EFFICIENCY,
  HOURLY,
  DEVICE_PATTERNS;

  public static final List<RollUp> ALL = List.of(values());

  /** The name of its output. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What counts its rows, corrections not counted. */
  String counter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it has sliding windows, whose size and period can be set. */
  public boolean slides() {
    return ordinal() < HOURLY.ordinal();
  }
}
