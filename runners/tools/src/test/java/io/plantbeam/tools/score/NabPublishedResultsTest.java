package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What NAB's own scorer made of two published detectors. */
class NabPublishedResultsTest {
  private static final Map<String, NabProfile> PROFILES =
      Map.of(
          "standard", NabProfile.STANDARD,
          "reward_low_FP_rate", NabProfile.REWARD_LOW_FP,
          "reward_low_FN_rate", NabProfile.REWARD_LOW_FN);

  /** Published thresholds and points have twelve digits, and the scores as many or more. */
  private static final double ROUNDING = 1e-11;

  private final List<Recording> recordings = NabData.read(NabFixture.directory());

  private NabScorer scorer(String detector) {
    return new NabScorer(
        recordings.stream().map(NabRows::of).toList(),
        recordings.stream().map(recording -> scores(detector, recording)).toList());
  }

  private static double[] scores(String detector, Recording recording) {
    int slash = recording.name().indexOf('/') + 1;
    String file =
        recording.name().substring(0, slash) + detector + "_" + recording.name().substring(slash);
    CsvTable table =
        CsvTable.read(NabFixture.directory().resolve("results/" + detector).resolve(file), ',');
    return table.numbers(table.column("anomaly_score"));
  }

  @ParameterizedTest
  @CsvSource({
    "numenta, standard", "numenta, reward_low_FP_rate", "numenta, reward_low_FN_rate",
    "contextOSE, standard", "contextOSE, reward_low_FP_rate", "contextOSE, reward_low_FN_rate"
  })
  void pointsAndCountsOfEachSeriesAreThePublishedOnes(String detector, String profile) {
    CsvTable published =
        CsvTable.read(
            NabFixture.directory()
                .resolve("results/%s/%s_%s_scores.csv".formatted(detector, detector, profile)),
            ',');
    assertEquals(2, published.rows());
    NabScorer scorer = scorer(detector);
    double[] thresholds = published.numbers(published.column("Threshold"));
    double[] points = published.numbers(published.column("Score"));
    double[] truePositives = published.numbers(published.column("TP"));
    double[] falsePositives = published.numbers(published.column("FP"));
    for (int row = 0; row < published.rows(); row++) {
      String name = published.text(row, published.column("File"));
      int series =
          IntStream.range(0, recordings.size())
              .filter(i -> recordings.get(i).name().equals(name))
              .findFirst()
              .orElseThrow();
      NabResult.OfSeries found =
          scorer
              .at(PROFILES.get(profile), thresholds[row] - ROUNDING, scorer.all())
              .series()
              .get(series);
      assertEquals(points[row], found.points(), ROUNDING, name);
      assertEquals(truePositives[row], found.hits(), name);
      assertEquals(falsePositives[row], found.falseAlarms(), name);
    }
  }

  /** The figures are those of an independent implementation, in Python, on the same files. */
  @Test
  void theBestThresholdOverBothSeriesIsThatOfAnIndependentScorer() {
    assertBest("numenta", NabProfile.STANDARD, 92.2730080828384);
    assertBest("contextOSE", NabProfile.REWARD_LOW_FP, 90.23369930568637);
  }

  private void assertBest(String detector, NabProfile profile, double normalised) {
    NabScorer scorer = scorer(detector);
    double threshold = scorer.bestThreshold(profile, scorer.all());
    assertEquals(normalised, scorer.at(profile, threshold, scorer.all()).normalised(), 1e-9);
  }
}
