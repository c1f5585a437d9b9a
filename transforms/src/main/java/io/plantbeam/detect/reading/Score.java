package io.plantbeam.detect.reading;

import io.plantbeam.model.Symptom;

/**
 * The judgement of one reading.
 *
 * @param raw how abnormal, on the scale of the detector, monotone
 * @param gated the same where this is a new high among the recent ones, otherwise 0; what alerts go
 *     by
 * @param alert whether {@code gated} reaches the detector's threshold
 * @param view what was judged, for the evidence: for example {@code mean of 12 readings}
 * @param seen the judged figure
 * @param low the least figure that would have been expected; NaN where there is no such bound
 * @param high the greatest; NaN where there is no such bound
 * @param symptom how it shows itself; null where that has the detector's name, and began with the
 *     judged reading
 */
public record Score(
    double raw,
    double gated,
    boolean alert,
    String view,
    double seen,
    double low,
    double high,
    Symptom symptom) {
  /** Nothing abnormal, or nothing known yet. */
  public static final Score NONE = new Score(0, 0, false, "", Double.NaN, Double.NaN, Double.NaN);

  /** A judgement whose symptom has the detector's name. */
  public Score(
      double raw, double gated, boolean alert, String view, double seen, double low, double high) {
    this(raw, gated, alert, view, seen, low, high, null);
  }

  /** The same with a symptom. */
  public Score as(Symptom how) {
    return new Score(raw, gated, alert, view, seen, low, high, how);
  }
}
