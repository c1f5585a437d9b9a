package io.plantbeam.detect.reading.chart;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.Magnitude;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.model.Reading;
import io.plantbeam.model.Symptom;

/**
 * A small lasting shift of the mean, by its accumulated evidence: the tabular two-sided CUSUM chart
 * (Page, "Continuous Inspection Schemes", Biometrika 41, 1954).
 *
 * <p>Mean and standard deviation come from the first readings of the series and are then fixed.
 * With z the distance of a reading from that mean in standard deviations, {@code high = max(0, high
 * + z - k)} and {@code low = max(0, low - z - k)}; a sum at or above h is an alarm. A sum is held
 * at 2h, so that it comes down again when a shift has ended.
 *
 * <p>{@code raw} is s / (s + h) with s the greater sum; {@code gated} is {@code raw} while there is
 * an alarm, and 0 otherwise.
 *
 * <p>Cost per reading: some 15 ns. State: 36 bytes.
 */
public final class CusumDetector implements ReadingDetector<CusumDetector.Cusum> {
  public static final String NAME = "cusum";

  public static final ReadingDetectorType<CusumParameters> TYPE =
      new ReadingDetectorType<>(
          NAME, Scope.SERIES, Activation.WHERE_NAMED, CusumParameters.DEFAULTS, CusumDetector::new);

  private static final String ABOVE = "cumulative sum above the mean in standard deviations";
  private static final String BELOW = "cumulative sum below the mean in standard deviations";

  private static final String ABOVE_MEAN = NAME + ".above";
  private static final String BELOW_MEAN = NAME + ".below";

  private final CusumParameters parameters;

  /** Takes parameters without problems. */
  public CusumDetector(CusumParameters parameters) {
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
  public Cusum initial() {
    return new Cusum();
  }

  @Override
  public VersionedCoder<Cusum> stateCoder() {
    return CusumCoder.INSTANCE;
  }

  @Override
  public Score update(Cusum state, Reading reading) {
    double value = Magnitude.bounded(reading.value());
    if (!state.level.isKnownBefore(
        value, parameters.learningReadings(), parameters.deviationFloor())) {
      return Score.NONE;
    }
    double deviations = state.level.deviations(value);
    state.high = add(state.high, deviations);
    state.low = add(state.low, -deviations);
    double sum = Math.max(state.high, state.low);
    double limit = parameters.decisionInterval();
    double raw = Magnitude.raw(sum, limit);
    boolean alert = sum >= limit;
    boolean above = state.high >= state.low;
    Symptom symptom =
        alert
            ? Symptom.of(above ? ABOVE_MEAN : BELOW_MEAN, reading.eventTimeMicros())
                .usually(state.level.at(0))
            : null;
    return new Score(
        raw, alert ? raw : 0, alert, above ? ABOVE : BELOW, sum, Double.NaN, limit, symptom);
  }

  private double add(double sum, double deviations) {
    double next = sum + deviations - parameters.reference();
    return Math.max(0, Math.min(2 * parameters.decisionInterval(), next));
  }

  /** The level that was learned, and the two sums. */
  public static final class Cusum {
    private ReferenceLevel level = new ReferenceLevel();
    private double high;
    private double low;
  }

  /** The fields in their order. */
  private static final class CusumCoder extends VersionedCoder<Cusum> {
    private static final long serialVersionUID = 1;

    private static final CusumCoder INSTANCE = new CusumCoder();

    private CusumCoder() {
      super(1);
    }

    @Override
    protected void write(Cusum value, ByteWriter out) {
      ReferenceLevel.LevelCoder.INSTANCE.embed(value.level, out);
      out.writeDouble(value.high);
      out.writeDouble(value.low);
    }

    @Override
    protected Cusum read(int bodyVersion, ByteReader in) {
      Cusum value = new Cusum();
      value.level = ReferenceLevel.LevelCoder.INSTANCE.readEmbedded(in);
      value.high = in.readDouble();
      value.low = in.readDouble();
      return value;
    }
  }
}
