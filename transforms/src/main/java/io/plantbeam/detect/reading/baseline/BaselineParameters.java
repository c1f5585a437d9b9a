package io.plantbeam.detect.reading.baseline;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * How {@code BaselineDetector} learns and judges.
 *
 * @param learningRows sampling instants of the asset from which its baseline is learned
 * @param span readings of a channel that its moving average spans
 * @param quantile of the scores on the learning period that the threshold is taken from
 * @param factor the threshold in these quantiles
 * @param jointFactor the threshold of the joint distance: how many times as far above 1 as the
 *     greatest of the learning period
 * @param deviationFloor the least standard deviation of a channel, as a fraction of its mean
 * @param toleranceMillis the age from which on the last reading of a channel no longer counts
 * @param maxChannels the most channels that an asset's baseline has
 * @param relearnAt event time, in milliseconds since the epoch, at which a baseline that began
 *     earlier is thrown away and learned again; {@link #NEVER}
 */
public record BaselineParameters(
    int learningRows,
    int span,
    double quantile,
    double factor,
    double jointFactor,
    double deviationFloor,
    long toleranceMillis,
    int maxChannels,
    long relearnAt)
    implements DetectorParameters {
  /** No time at which baselines are learned again. */
  public static final long NEVER = Long.MIN_VALUE;

  /** The most that {@code maxChannels} may be. */
  public static final int MOST_CHANNELS = 64;

  public static final BaselineParameters DEFAULTS =
      new BaselineParameters(400, 20, 0.99, 2.5, 5, 0.001, 600_000, 64, NEVER);

  @Override
  public void check(ParameterProblems problems) {
    problems
        .whole("learning_rows", learningRows, 20, 1_000_000)
        .whole("span", span, 1, 1_000)
        .demand(
            learningRows >= 4L * span,
            "learning_rows",
            learningRows,
            "at least four times the span, which is " + span)
        .between("quantile", quantile, 0.5, 1)
        .positive("factor", factor)
        .positive("joint_factor", jointFactor)
        .between("deviation_floor", deviationFloor, 0, 1)
        .whole("tolerance", toleranceMillis, 1, Long.MAX_VALUE)
        .whole("max_channels", maxChannels, 1, MOST_CHANNELS);
  }
}
