package io.plantbeam.detect.reading;

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
 */
public record Score(
    double raw, double gated, boolean alert, String view, double seen, double low, double high) {
  /** Nothing abnormal, or nothing known yet. */
  public static final Score NONE = new Score(0, 0, false, "", Double.NaN, Double.NaN, Double.NaN);
}
