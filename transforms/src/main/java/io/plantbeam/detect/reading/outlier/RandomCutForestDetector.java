package io.plantbeam.detect.reading.outlier;

import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.reading.Magnitude;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.model.Reading;

/**
 * Readings that would change the shape of random trees over the recent ones: Guha et al., "Robust
 * Random Cut Forest Based Anomaly Detection on Streams", ICML 2016, in the implementation of AWS.
 * It is here to be compared with; it costs a thousand times what the other detectors do.
 *
 * <p>Scores come from a forest with a fixed seed that has been given the last one to two times
 * {@link RandomCutForestParameters#sampleSize} readings, in shingles. The state holds these
 * readings and not the forest, whose own saved form takes 65 to 150 kB per series: so it is small,
 * and the scores are the same whether or not it was saved and restored, but the forest is grown
 * again after each restore, and once every so many readings.
 *
 * <p>{@code raw} is score / (score + threshold); {@code gated} is {@code raw} at and above the
 * threshold, and 0 below.
 */
public final class RandomCutForestDetector implements ReadingDetector<ForestState> {
  public static final String NAME = "random_cut_forest";

  public static final ReadingDetectorType<RandomCutForestParameters> TYPE =
      new ReadingDetectorType<>(
          NAME,
          Scope.SERIES,
          Activation.WHERE_NAMED,
          RandomCutForestParameters.DEFAULTS,
          RandomCutForestDetector::new);

  private static final String VIEW = "random cut forest score";

  /** Beyond this the squares of single-precision numbers are no longer finite. */
  private static final double MOST = 1e15;

  private final RandomCutForestParameters parameters;

  /** Takes parameters without problems. */
  public RandomCutForestDetector(RandomCutForestParameters parameters) {
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
  public ForestState initial() {
    return new ForestState();
  }

  @Override
  public VersionedCoder<ForestState> stateCoder() {
    return ForestState.ForestStateCoder.INSTANCE;
  }

  @Override
  public Score update(ForestState state, Reading reading) {
    double value = Math.max(-MOST, Math.min(MOST, reading.value()));
    Score score = state.size() < parameters.sampleSize() ? Score.NONE : judge(state, value);
    state.add(value, parameters);
    return score;
  }

  private Score judge(ForestState state, double value) {
    double score = state.forest(parameters).getAnomalyScore(ForestState.point(value));
    double raw = Magnitude.raw(score, parameters.threshold());
    boolean alert = score >= parameters.threshold();
    return new Score(raw, alert ? raw : 0, alert, VIEW, score, Double.NaN, parameters.threshold());
  }
}
