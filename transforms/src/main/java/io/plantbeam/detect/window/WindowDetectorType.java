package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.detect.settings.Subject;
import java.io.Serializable;
import java.util.List;

/**
 * A detector of windows that settings can name, and how it is made of its parameters.
 *
 * @param <P> the record of its parameters
 */
public final class WindowDetectorType<P extends Record & DetectorParameters>
    extends DetectorType<P> {
  private final Factory<P> factory;

  /** A type of detector; the arguments are those of {@link DetectorType}. */
  public WindowDetectorType(
      String name,
      Activation activation,
      ScoreScale scoreScale,
      AlertPolicy alertPolicy,
      P defaults,
      Factory<P> factory) {
    super(name, Subject.WINDOW, activation, scoreScale, alertPolicy, defaults);
    this.factory = factory;
  }

  /** The detector with these parameters, which are without problems. */
  public WindowDetector create(P parameters) {
    return factory.create(parameters);
  }

  /** The detectors of windows that run by these settings, in their order. */
  static List<WindowDetector> running(DetectorSettings settings) {
    return settings.detectors().stream()
        .filter(detector -> detector.type() instanceof WindowDetectorType<?>)
        .map(detector -> ((WindowDetectorType<?>) detector.type()).createBy(settings))
        .toList();
  }

  private WindowDetector createBy(DetectorSettings settings) {
    return create(settings.parametersOf(this));
  }

  /** Makes a detector. */
  public interface Factory<P> extends Serializable {
    WindowDetector create(P parameters);
  }
}
