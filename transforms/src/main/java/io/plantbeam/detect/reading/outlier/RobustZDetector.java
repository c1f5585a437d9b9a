package io.plantbeam.detect.reading.outlier;

import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.Magnitude;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.model.Reading;

/**
 * A reading that stands out from the ones just before it, even if some of these are outliers
 * themselves: the modified z-score (Iglewicz and Hoaglin, "How to Detect and Handle Outliers",
 * 1993).
 *
 * <p>{@code z = 0.6745 * (reading - median) / MAD}, where the median and the median absolute
 * deviation are the exact ones of a window of readings before this one. Where more than half of
 * these are equal, so that the MAD is 0, the mean absolute deviation takes its place, {@code z =
 * (reading - median) / (1.2533 * mean absolute deviation)}. Both estimate the standard deviation of
 * a normal distribution, which has a floor.
 *
 * <p>{@code raw} is |z| / (|z| + threshold); {@code gated} is {@code raw} at and above the
 * threshold, and 0 below.
 *
 * <p>Cost per reading: some 0.3 µs with a window of 100 readings, growing with the window. State: 8
 * bytes per reading of the window, 805 bytes with 100.
 */
public final class RobustZDetector implements ReadingDetector<SortedWindow> {
  public static final String NAME = "robust_z";

  public static final ReadingDetectorType<RobustZParameters> TYPE =
      new ReadingDetectorType<>(
          NAME,
          Scope.SERIES,
          Activation.WHERE_NAMED,
          RobustZParameters.DEFAULTS,
          RobustZDetector::new);

  private static final String VIEW = "reading against the median of those before";

  /** The third quartile of the standard normal distribution. */
  private static final double MAD_OF_NORMAL = 0.6745;

  /** The square root of half pi. */
  private static final double NORMAL_OF_MEAN_DISTANCE = 1.253314;

  private final RobustZParameters parameters;

  /** Takes parameters without problems. */
  public RobustZDetector(RobustZParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Scope scope() {
    return Scope.SERIES;
  }

  @Override
  public SortedWindow initial() {
    return new SortedWindow();
  }

  @Override
  public VersionedCoder<SortedWindow> stateCoder() {
    return SortedWindow.SortedWindowCoder.INSTANCE;
  }

  @Override
  public Score update(SortedWindow window, Reading reading) {
    double value = Magnitude.bounded(reading.value());
    Score score = window.size() < parameters.minimumReadings() ? Score.NONE : judge(window, value);
    // Minus zero would sort before zero, and not be found again.
    window.add(value + 0.0, parameters.window());
    return score;
  }

  private Score judge(SortedWindow window, double value) {
    double median = window.median();
    double deviation = window.medianDistanceFrom(median) / MAD_OF_NORMAL;
    if (deviation == 0) {
      deviation = NORMAL_OF_MEAN_DISTANCE * window.meanDistanceFrom(median);
    }
    deviation = Magnitude.deviation(deviation, median, parameters.deviationFloor());
    double z = Math.abs(value - median) / deviation;
    double raw = Magnitude.raw(z, parameters.threshold());
    boolean alert = z >= parameters.threshold();
    double margin = parameters.threshold() * deviation;
    return new Score(raw, alert ? raw : 0, alert, VIEW, value, median - margin, median + margin);
  }
}
