package io.plantbeam.detect.reading;

import io.plantbeam.detect.reading.ReadingDetector.Scope;
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
 * A detector of readings that settings can name, and how it is made of its parameters.
 *
 * @param <P> the record of its parameters
 */
public final class ReadingDetectorType<P extends Record & DetectorParameters>
    extends DetectorType<P> {
  private final Scope scope;
  private final Factory<P> factory;

  /**
   * A type of detector with scores from 0 to 1, whose anomalies of severity high and critical staff
   * are told of.
   */
  public ReadingDetectorType(
      String name, Scope scope, Activation activation, P defaults, Factory<P> factory) {
    this(name, scope, activation, ScoreScale.ZERO_TO_ONE, AlertPolicy.FROM_HIGH, defaults, factory);
  }

  /**
   * A type of detector.
   *
   * @param name as the detector itself gives it
   * @param scope as the detector itself gives it
   * @param scale as the detector itself gives it
   * @param alertPolicy where settings say nothing
   * @param defaults the parameters where settings say nothing
   */
  public ReadingDetectorType(
      String name,
      Scope scope,
      Activation activation,
      ScoreScale scale,
      AlertPolicy alertPolicy,
      P defaults,
      Factory<P> factory) {
    super(
        name,
        scope == Scope.ASSET ? Subject.ASSET : Subject.READING,
        activation,
        scale,
        alertPolicy,
        defaults);
    this.scope = scope;
    this.factory = factory;
  }

  /** What one state is kept for. */
  public Scope scope() {
    return scope;
  }

  /** The detector with these parameters, which are without problems. */
  public ReadingDetector<?> create(P parameters) {
    return factory.create(parameters);
  }

  /** The detectors of a scope that run by these settings, in their order. */
  static List<ReadingDetector<?>> running(DetectorSettings settings, Scope scope) {
    return settings.detectors().stream()
        .filter(
            detector ->
                detector.type() instanceof ReadingDetectorType<?> type && type.scope == scope)
        .<ReadingDetector<?>>map(
            detector -> ((ReadingDetectorType<?>) detector.type()).createBy(settings))
        .toList();
  }

  private ReadingDetector<?> createBy(DetectorSettings settings) {
    return create(settings.parametersOf(this));
  }

  /** Makes a detector. */
  public interface Factory<P> extends Serializable {
    ReadingDetector<?> create(P parameters);
  }
}
