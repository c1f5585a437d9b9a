package io.plantbeam.extending;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.model.Reading;

/** A detector of readings that are far from the one before them. */
final class JumpDetector implements ReadingDetector<JumpDetector.Previous> {
  private static final long serialVersionUID = 1;

  static final ReadingDetectorType<JumpParameters> TYPE =
      new ReadingDetectorType<>(
          "jump", Scope.SERIES, Activation.WHERE_NAMED, JumpParameters.DEFAULTS, JumpDetector::new);

  private final JumpParameters parameters;

  private JumpDetector(JumpParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public String name() {
    return TYPE.name();
  }

  @Override
  public Scope scope() {
    return Scope.SERIES;
  }

  @Override
  public Previous initial() {
    return new Previous();
  }

  @Override
  public Score update(Previous state, Reading reading) {
    double previous = state.value;
    state.value = reading.value();
    if (Double.isNaN(previous)) {
      return Score.NONE;
    }
    double most = parameters.most();
    double jump = Math.abs(reading.value() - previous);
    double raw = jump / (jump + most);
    boolean alert = jump > most;
    return new Score(
        raw, alert ? raw : 0, alert, "value", reading.value(), previous - most, previous + most);
  }

  @Override
  public VersionedCoder<Previous> stateCoder() {
    return PreviousCoder.INSTANCE;
  }

  /** The reading before. */
  static final class Previous {
    private double value = Double.NaN;
  }

  /** The value. */
  static final class PreviousCoder extends VersionedCoder<Previous> {
    private static final long serialVersionUID = 1;

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
