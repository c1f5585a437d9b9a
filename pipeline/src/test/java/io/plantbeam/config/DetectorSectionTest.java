package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.silence.SilenceParameters;
import io.plantbeam.model.Figures;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorSectionTest {

  private static DetectorSettings read(String yaml, List<String> problems) {
    String file = "detectors:\n" + yaml.indent(2);
    return DetectorSection.read(
        YamlFile.read("types.yaml", file, problems).map("detectors"),
        problems,
        List.of(LEVEL, DRIFT),
        List.of(LEVEL.configured()));
  }

  /** Parameters of detectors that are never made: here they are only set. */
  public record Parameters(
      double limit,
      int readings,
      boolean smooth,
      long waitMillis,
      long againAt,
      List<Integer> rules)
      implements Serializable {
    List<String> problems(String detector) {
      return limit > 0
          ? List.of()
          : List.of(
              "%s.limit is %s; allowed is a number above 0."
                  .formatted(detector, Figures.format(limit)));
    }
  }

  private static final DetectorType<Parameters> LEVEL = type("level");
  private static final DetectorType<Parameters> DRIFT = type("drift");

  private static DetectorType<Parameters> type(String name) {
    return DetectorType.of(
        name,
        ReadingDetector.Scope.SERIES,
        new Parameters(5, 100, false, 60_000, Long.MIN_VALUE, List.of(1)),
        parameters -> parameters.problems(name),
        parameters -> {
          throw new UnsupportedOperationException();
        });
  }

  private static ConfiguredDetector<Parameters> with(
      DetectorType<Parameters> type, double limit, int readings, boolean smooth) {
    return new ConfiguredDetector<>(
        type, new Parameters(limit, readings, smooth, 60_000, Long.MIN_VALUE, List.of(1)));
  }

  @Test
  void durationsTimesAndListsAreRead() {
    List<String> problems = new ArrayList<>();
    assertEquals(
        List.of(
            new ConfiguredDetector<>(
                LEVEL, new Parameters(5, 100, false, 90_000, 1_767_225_600_000L, List.of(1, 4)))),
        read("level: {wait: 90s, again_at: '2026-01-01T00:00:00Z', rules: [1, 4]}", problems)
            .readingDetectors());
    assertEquals(List.of(), problems);
  }

  @Test
  void readingDetectorsAreOnWhereTheyAreNamedOrOnByDefault() {
    List<String> problems = new ArrayList<>();
    assertEquals(List.of(with(LEVEL, 5, 100, false)), read("{}", problems).readingDetectors());
    assertEquals(
        List.of(with(LEVEL, 5, 100, false), with(DRIFT, 5, 100, false)),
        read("drift:", problems).readingDetectors());
    assertEquals(
        List.of(with(LEVEL, 2.5, 100, true), with(DRIFT, 5, 7, false)),
        read("drift: {readings: 7}\nlevel: {limit: 2.5, smooth: true}", problems)
            .readingDetectors());
    assertEquals(
        List.of(),
        read("drift: {enabled: false}\nlevel: {enabled: false}", problems).readingDetectors());
    assertEquals(List.of(), problems);
  }

  @Test
  void missingFieldsAreTheDefaults() {
    List<String> problems = new ArrayList<>();
    assertEquals(DetectorSettings.DEFAULTS, DetectorSection.read(null, problems));
    DetectorSettings settings =
        read(
            """
            zscore: {medium: 2.5, minimum_readings: 20}
            trend: {slope_per_minute: 50}
            stuck: {enabled: false}
            """,
            problems);
    assertEquals(List.of(), problems);
    assertEquals(
        new DetectorSettings(
                new DetectorSettings.ZScore(true, 2.5, 4, 5, 20, 0.1),
                new DetectorSettings.Trend(true, 50, 5),
                new DetectorSettings.Stuck(false, 10),
                DetectorSettings.DEFAULTS.threshold())
            .withReadingDetectors(List.of(LEVEL.configured())),
        settings);
  }

  @Test
  void silenceIsWatchedForWhereItIsNamed() {
    List<String> problems = new ArrayList<>();
    assertEquals(SilenceParameters.DEFAULTS, read("{}", problems).silence());
    assertEquals(
        new SilenceParameters(true, 5, 600_000),
        read("silence: {intervals: 5, at_least: 10m}", problems).silence());
    assertTrue(read("silence:", problems).silence().enabled());
    assertFalse(read("silence: {enabled: false}", problems).silence().enabled());
    assertEquals(List.of(), problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "zscore: {medium: x}|.zscore.medium is 'x'; allowed is a number",
        "zscore: {medium: 4.5}|.zscore.high is 4; allowed is a number that is not below zscore.medium, which is 4.5.",
        "zscore: {deviation_floor: 0}|.zscore.deviation_floor is 0; allowed is a number above 0.",
        "trend: {minimum_readings: 2.5}|.trend.minimum_readings is '2.5'; allowed is a whole number",
        "trend: {minimum_readings: 1}|.trend.minimum_readings is 1; allowed is a whole number from 2 upward.",
        "trend: {slope: 1}|.trend.slope is unknown; allowed are enabled, minimum_readings and slope_per_minute",
        "trend: {minimum_reading: 2}|.trend.minimum_reading is unknown; did you mean minimum_readings?",
        "stuck: 5|.stuck is '5'; allowed is a map",
        "stuck: {enabled: maybe}|.stuck.enabled is 'maybe'; allowed are true and false",
        "spike: {}|.spike is unknown; allowed are drift, level, silence, stuck, threshold, trend and zscore",
        "level: {high: 3}|.level.high is unknown; allowed are again_at, enabled, limit, readings, rules, smooth and wait",
        "level: {limit: x}|.level.limit is 'x'; allowed is a number",
        "level: {limit: -1}|.level.limit is -1; allowed is a number above 0.",
        "level: {readings: 1.5}|.level.readings is '1.5'; allowed is a whole number",
        "level: {readings: 3000000000}|.level.readings is '3000000000'; allowed is a whole number",
        "level: {smooth: 1}|.level.smooth is '1'; allowed are true and false",
        "level: {wait: soon}|.level.wait is 'soon'; allowed is a duration such as 30s or 10m",
        "level: {again_at: 5}|.level.again_at is '5'; allowed is a time such as 2026-01-01T00:00:00Z",
        "level: {rules: 1}|.level.rules is '1'; allowed is a list of whole numbers",
        "level: {rules: [1, x]}|.level.rules is a list; allowed is a list of whole numbers",
        "level: {enabled: 1}|.level.enabled is '1'; allowed are true and false",
        "silence: {intervals: 0.5}|.silence.intervals is 0.5; allowed is a number from 1 upward.",
        "silence: {at_least: 0s}|.silence.at_least is 0; allowed is a whole number from 1 to 9223372036854775807.",
        "level: []|.level is a list; allowed is a map",
        "7| is '7'; allowed is a map"
      })
  void everyProblemIsASentence(String yaml, String rest) {
    List<String> problems = new ArrayList<>();
    read(yaml, problems);
    String expected =
        "types.yaml line 2: detectors" + (rest.startsWith(".") ? rest : " " + rest.strip());
    assertEquals(List.of(expected), problems);
  }
}
