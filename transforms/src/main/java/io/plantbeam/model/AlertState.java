package io.plantbeam.model;

import java.util.Locale;

/** What an event tells of its alert. The order is part of the coders. */
public enum AlertState {
  /** It has begun. */
  RAISED,
  /** It goes on, or has become worse. */
  UPDATED,
  /** It is over. */
  RESOLVED;

  private static final AlertState[] VALUES = values();

  /** The name in outputs: {@code raised}, {@code updated}, {@code resolved}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AlertState of(int ordinal) {
    return VALUES[ordinal];
  }
}
