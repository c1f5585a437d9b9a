package io.plantbeam.detect.guard;

/** What is looked at with each reading. The order is part of the state's form. */
enum ReadingView {
  PULSE("pulse", "pulse: up to 3 readings that stand out"),
  ZIGZAG("zigzag", "zigzag: mean turn over 20 readings"),
  STUCK("stuck", "stuck: equal readings in a row");

  private static final ReadingView[] ALL = values();

  private final String symptom;
  private final String text;

  ReadingView(String symptom, String text) {
    this.symptom = GuardDetector.NAME + "." + symptom;
    this.text = text;
  }

  static int count() {
    return ALL.length;
  }

  static ReadingView of(int ordinal) {
    return ALL[ordinal];
  }

  /** The key of its symptom. */
  String symptom() {
    return symptom;
  }

  /** For the evidence. */
  String text() {
    return text;
  }
}
