package io.plantbeam.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.reading.novelty.NoveltyDetector;
import io.plantbeam.detect.reading.novelty.NoveltyParameters;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.detect.window.StuckDetector;
import io.plantbeam.detect.window.TrendDetector;
import io.plantbeam.detect.window.TrendParameters;
import io.plantbeam.detect.window.ZScoreDetector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectorsTest {
  static Stream<DetectorType<?>> all() {
    return Detectors.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  <P extends Record & DetectorParameters> void defaultsAreInTheirRanges(DetectorType<P> type) {
    assertEquals(List.of(), type.problems(type.defaults()));
  }

  @Test
  void windowDetectorsLimitsSilenceGuardAndNoveltyRunEverywhere() {
    assertEquals(
        List.of("zscore", "trend", "stuck", "limit", "threshold", "silence", "guard", "novelty"),
        DetectorSettings.defaultsOf(Detectors.ALL).detectors().stream()
            .map(detector -> detector.name())
            .toList());
  }

  @Test
  void settingsOfASensorTypeAreFoundAfterSerialization() {
    DetectorCatalogue catalogue =
        SerializableUtils.clone(
            new DetectorCatalogue(
                Detectors.ALL,
                Map.of(
                    "power",
                    new DetectorSettings(
                        List.of(
                            new ConfiguredDetector<>(
                                TrendDetector.TYPE, new TrendParameters(99, 7))))),
                DetectorSettings.defaultsOf(Detectors.ALL)));
    var trend = catalogue.parametersOf(TrendDetector.TYPE);
    assertEquals(new TrendParameters(99, 7), trend.of("power"));
    assertEquals(TrendParameters.DEFAULTS, trend.of("pressure"));
    assertEquals(TrendParameters.DEFAULTS, trend.of(null));
    assertNull(catalogue.parametersOf(StuckDetector.TYPE).of("power"));
    assertNotNull(catalogue.parametersOf(StuckDetector.TYPE).of("pressure"));
    assertEquals(false, catalogue.judgedTypes(Subject.READING).of("power"));
    assertEquals(true, catalogue.judgedTypes(Subject.READING).of("pressure"));
    assertTrue(catalogue.judges(Subject.READING));
    assertTrue(catalogue.type("zscore").isPresent());
    assertTrue(catalogue.type("gone").isEmpty());
  }

  @Test
  void twoDetectorsCannotHaveOneName() {
    assertThrows(
        IllegalArgumentException.class,
        () -> DetectorCatalogue.defaultsOf(List.of(ZScoreDetector.TYPE, ZScoreDetector.TYPE)));
  }

  /** A detector's own check asks as the settings do. */
  @Test
  void detectorOfReadingsRefusesParametersOutOfRange() {
    assertThrows(
        IllegalArgumentException.class,
        () -> NoveltyDetector.TYPE.create(new NoveltyParameters(1, 0, 0, 2)));
  }
}
