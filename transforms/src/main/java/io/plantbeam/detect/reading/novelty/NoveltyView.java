package io.plantbeam.detect.reading.novelty;

import java.util.Locale;

/** What {@code NoveltyDetector} looks at in a series. The order is part of the state's coder. */
enum NoveltyView {
  VALUE("value", true),
  SMOOTHED("mean of 12 readings", true),
  HOUR_OF_DAY("mean of 48 differences from the hour of the day", true),
  STEPS("mean of 50 steps", true),
  LOWEST("lowest of 50 readings", false),
  HIGHEST("highest of 50 readings", false),
  HOUR_OF_WEEK("difference from the hour of the week in usual deviations", false);

  private static final NoveltyView[] VALUES = values();

  private final String text;
  private final boolean full;
  private final String symptom;

  NoveltyView(String text, boolean full) {
    this.text = text;
    this.full = full;
    symptom = NoveltyDetector.NAME + "." + name().toLowerCase(Locale.ROOT);
  }

  static int count() {
    return VALUES.length;
  }

  static NoveltyView of(int ordinal) {
    return VALUES[ordinal];
  }

  /** For the evidence of an alert. */
  String text() {
    return text;
  }

  /** The key of its symptom. */
  String symptom() {
    return symptom;
  }

  /** Whether it counts in full; others count by their square root. */
  boolean full() {
    return full;
  }
}
