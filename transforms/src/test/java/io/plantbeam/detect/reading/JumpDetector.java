package io.plantbeam.detect.reading;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.ParameterProblems;
import io.plantbeam.model.Reading;
import java.util.List;
import java.util.Map;

/** Alerts on a reading that is further than a limit from the one before it. */
final class JumpDetector implements ReadingDetector<JumpDetector.Previous> {
  private final String name;
  private final Scope scope;
  private final double limit;

  private JumpDetector(String name, Scope scope, double limit) {
    this.name = name;
    this.scope = scope;
    this.limit = limit;
  }

  public record Limit(double limit) implements DetectorParameters {
    @Override
    public void check(ParameterProblems problems) {
      problems.positive("limit", limit);
    }
  }

  static ConfiguredDetector<Limit> of(Scope scope, double limit) {
    return of(scope == Scope.ASSET ? "asset-jump" : "jump", scope, limit);
  }

  static ConfiguredDetector<Limit> of(String name, Scope scope, double limit) {
    return ConfiguredDetector.withDefaults(
        new ReadingDetectorType<>(
            name,
            scope,
            Activation.WHERE_NAMED,
            new Limit(limit),
            parameters -> new JumpDetector(name, scope, parameters.limit())));
  }

  /** The same detector, of whose anomalies staff are not told. */
  static <P extends Record & DetectorParameters> ConfiguredDetector<P> neverTold(
      ConfiguredDetector<P> detector) {
    return new ConfiguredDetector<>(detector.type(), detector.parameters(), AlertPolicy.NEVER);
  }

  static DetectorCatalogue catalogue(ConfiguredDetector<?>... detectors) {
    return new DetectorCatalogue(Detectors.ALL, Map.of(), new DetectorSettings(List.of(detectors)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Scope scope() {
    return scope;
  }

  @Override
  public Previous initial() {
    return new Previous();
  }

  @Override
  public void resume(Previous state) {
    state.value = Double.NaN;
  }

  @Override
  public Score update(Previous state, Reading reading) {
    double previous = state.value;
    state.value = reading.value();
    if (Double.isNaN(previous)) {
      return Score.NONE;
    }
    double jump = Math.abs(reading.value() - previous);
    double raw = jump / (jump + limit);
    boolean alert = jump > limit;
    return new Score(
        raw, alert ? raw : 0, alert, "value", reading.value(), previous - limit, previous + limit);
  }

  @Override
  public VersionedCoder<Previous> stateCoder() {
    return PreviousCoder.INSTANCE;
  }

  static final class Previous {
    double value = Double.NaN;
  }

  static final class PreviousCoder extends VersionedCoder<Previous> {
    static final PreviousCoder INSTANCE = new PreviousCoder();

    private PreviousCoder() {
      super(1);
    }

    @Override
    protected void write(Previous value, ByteWriter out) {
      out.writeDouble(value.value);
    }

    @Override
    protected Previous read(int bodyVersion, ByteReader in) {
      Previous previous = new Previous();
      previous.value = in.readDouble();
      return previous;
    }
  }
}
