package io.plantbeam.tools.score;

/**
 * What a detection, a false one and a missed window count in an application, as in NAB's {@code
 * config/profiles.json}.
 */
enum NabProfile {
  STANDARD("standard", 1.0, 0.11, 1.0),
  REWARD_LOW_FP("reward low FP", 1.0, 0.22, 1.0),
  REWARD_LOW_FN("reward low FN", 1.0, 0.11, 2.0);

  private final String title;
  private final double truePositive;
  private final double falsePositive;
  private final double falseNegative;

  NabProfile(String title, double truePositive, double falsePositive, double falseNegative) {
    this.title = title;
    this.truePositive = truePositive;
    this.falsePositive = falsePositive;
    this.falseNegative = falseNegative;
  }

  String title() {
    return title;
  }

  /** What the earliest possible detection of a window adds. */
  double truePositive() {
    return truePositive;
  }

  /** What a detection far from every window takes off. */
  double falsePositive() {
    return falsePositive;
  }

  /** What a window without a detection takes off. */
  double falseNegative() {
    return falseNegative;
  }
}
