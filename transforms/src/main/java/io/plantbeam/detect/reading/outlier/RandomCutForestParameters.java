package io.plantbeam.detect.reading.outlier;

import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.ParameterProblems;

/**
 * How {@code RandomCutForestDetector} learns and judges.
 *
 * @param trees of the forest
 * @param sampleSize readings that a tree samples; nothing is scored before there are as many
 * @param shingle readings in a row that are judged together
 * @param threshold the score that is an anomaly; 1 is usual
 */
public record RandomCutForestParameters(int trees, int sampleSize, int shingle, double threshold)
    implements DetectorParameters {
  public static final RandomCutForestParameters DEFAULTS =
      new RandomCutForestParameters(30, 128, 4, 2);

  @Override
  public void check(ParameterProblems problems) {
    problems
        .whole("trees", trees, 2, 100)
        .whole("sample_size", sampleSize, 16, 512)
        .whole("shingle", shingle, 1, 16)
        .positive("threshold", threshold);
  }
}
