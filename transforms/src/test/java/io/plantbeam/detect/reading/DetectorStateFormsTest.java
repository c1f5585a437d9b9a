package io.plantbeam.detect.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.detect.reading.baseline.BaselineDetector;
import io.plantbeam.detect.reading.baseline.BaselineParameters;
import io.plantbeam.detect.reading.chart.ControlRuleSet;
import io.plantbeam.detect.reading.chart.ControlRulesDetector;
import io.plantbeam.detect.reading.chart.ControlRulesParameters;
import io.plantbeam.detect.reading.chart.CusumDetector;
import io.plantbeam.detect.reading.chart.CusumParameters;
import io.plantbeam.detect.reading.chart.EwmaDetector;
import io.plantbeam.detect.reading.chart.EwmaParameters;
import io.plantbeam.detect.reading.outlier.RandomCutForestDetector;
import io.plantbeam.detect.reading.outlier.RandomCutForestParameters;
import io.plantbeam.detect.reading.outlier.RobustZDetector;
import io.plantbeam.detect.reading.outlier.RobustZParameters;
import io.plantbeam.model.SeriesInfo;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The very bytes of detectors' states. What an earlier release has saved is read by later ones: if
 * a form here must change, the coder's version is raised, and the old form stays as one that it
 * reads.
 */
class DetectorStateFormsTest {
  private static final SeriesInfo SERIES = new SeriesInfo("s", "m", null, null, null);

  private static <S> void assertForm(String hex, ReadingDetector<S> detector, double... values) {
    S state = detector.initial();
    long time = 1_000;
    for (double value : values) {
      detector.update(state, Signal.reading(SERIES, time, value));
      time += 1_000;
    }
    byte[] saved = Signal.encoded(detector, state);
    assertEquals(hex, HexFormat.of().formatHex(saved));
    S restored = Signal.decoded(detector, saved);
    for (int i = 0; i < 50; i++, time += 1_000) {
      assertEquals(
          detector.update(state, Signal.reading(SERIES, time, i % 9)),
          detector.update(restored, Signal.reading(SERIES, time, i % 9)));
    }
  }

  @Test
  void controlRules() {
    assertForm(
        "0126010340000000000000003ff0000000000000010601060100010003bff000" + "0000000000000102",
        new ControlRulesDetector(
            new ControlRulesParameters(
                ControlRuleSet.NELSON, ControlRulesParameters.NELSON.rules(), 3, 0)),
        1,
        2,
        3,
        4.5,
        5.5,
        -1);
  }

  @Test
  void cusum() {
    assertForm(
        "0123010340000000000000003ff00000000000000100000000000000003fe000" + "0000000000",
        new CusumDetector(new CusumParameters(3, 0.5, 5, 0)),
        1,
        2,
        3,
        4,
        1);
  }

  @Test
  void ewma() {
    assertForm(
        "0123010340000000000000003ff00000000000000100000000000000003fb000" + "0000000000",
        new EwmaDetector(new EwmaParameters(3, 0.5, 3, 0)),
        1,
        2,
        3,
        4,
        1);
  }

  @Test
  void robustZ() {
    assertForm(
        "011a0303401400000000000040080000000000004010000000000000",
        new RobustZDetector(new RobustZParameters(3, 3, 3.5, 0)),
        1,
        5,
        3,
        4);
  }

  @Test
  void randomCutForest() {
    assertForm(
        "0111023ff00000000000004000000000000000",
        new RandomCutForestDetector(new RandomCutForestParameters(2, 16, 1, 2)),
        1,
        2);
  }

  @Test
  void baselineWhileLearning() {
    assertForm(
        "017ed00ff02e00020000000000000000010273026d013ff00000000000003ff0000000000000f02e01024000000000000000400000000000000000000000000000000201400000000000000040000000000000000000000000000000000000000000000000000000000000000002013ff0000000000000014008000000000000",
        new BaselineDetector(plain()),
        1,
        3,
        1);
  }

  @Test
  void baselineOnceLearned() {
    assertForm(
        "015cd00f904e01044000000000000000010273026d0140000000000000004000000000000000904e000440000000000000003ff279a74590331c000000000000000000000000000000000000000000000000000000000000000000000000",
        new BaselineDetector(plain()),
        1,
        3,
        1,
        3,
        2);
  }

  private static BaselineParameters plain() {
    return new BaselineParameters(4, 1, 1, 2, 4, 0, 60_000, 2, BaselineParameters.NEVER);
  }
}
