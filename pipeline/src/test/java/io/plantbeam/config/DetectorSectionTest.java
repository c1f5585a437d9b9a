package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.guard.GuardDetector;
import io.plantbeam.detect.limit.DetectLimits;
import io.plantbeam.detect.reading.chart.CusumDetector;
import io.plantbeam.detect.reading.novelty.NoveltyDetector;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.settings.ParameterProblems;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.detect.silence.SilenceParameters;
import io.plantbeam.detect.silence.SilenceWatch;
import io.plantbeam.detect.threshold.DetectThresholdBreaches;
import io.plantbeam.detect.window.TrendDetector;
import io.plantbeam.detect.window.TrendParameters;
import io.plantbeam.detect.window.ZScoreDetector;
import io.plantbeam.detect.window.ZScoreParameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorSectionTest {

  /** Parameters of detectors that are never made: here they are only set. */
  public record Settable(
      double limit,
      int readings,
      boolean smooth,
      long waitMillis,
      long againAt,
      List<Integer> rules)
      implements DetectorParameters {
    @Override
    public void check(ParameterProblems problems) {
      problems.positive("limit", limit);
    }
  }

  private static final DetectorType<Settable> LEVEL = type("level", Activation.EVERYWHERE);
  private static final DetectorType<Settable> DRIFT = type("drift", Activation.WHERE_NAMED);

  private static DetectorType<Settable> type(String name, Activation activation) {
    return new DetectorType<>(
        name,
        Subject.READING,
        activation,
        ScoreScale.ZERO_TO_ONE,
        AlertPolicy.FROM_HIGH,
        new Settable(5, 100, false, 60_000, Long.MIN_VALUE, List.of(1)));
  }

  private static final List<DetectorType<?>> NOT_OF_READINGS =
      Detectors.ALL.stream().filter(type -> !Detectors.ofReadings().contains(type)).toList();

  private static DetectorSettings readAll(String yaml, List<String> problems) {
    return read(yaml, problems, Detectors.ALL);
  }

  private static DetectorSettings read(String yaml, List<String> problems) {
    return read(yaml, problems, List.of(LEVEL, DRIFT));
  }

  private static DetectorSettings read(
      String yaml, List<String> problems, List<DetectorType<?>> types) {
    String file = "detectors:\n" + yaml.indent(2);
    return DetectorSection.read(
        YamlFile.read("types.yaml", file, problems).map("detectors"),
        problems,
        types,
        DetectorSettings.defaultsOf(types));
  }

  private static ConfiguredDetector<Settable> with(
      DetectorType<Settable> type, double limit, int readings, boolean smooth) {
    return new ConfiguredDetector<>(
        type, new Settable(limit, readings, smooth, 60_000, Long.MIN_VALUE, List.of(1)));
  }

  @Test
  void durationsTimesAndListsAreRead() {
    List<String> problems = new ArrayList<>();
    assertEquals(
        List.of(
            new ConfiguredDetector<>(
                LEVEL, new Settable(5, 100, false, 90_000, 1_767_225_600_000L, List.of(1, 4)))),
        read("level: {wait: 90s, again_at: '2026-01-01T00:00:00Z', rules: [1, 4]}", problems)
            .detectors());
    assertEquals(List.of(), problems);
  }

  @Test
  void readingDetectorsAreOnWhereTheyAreNamedOrOnByDefault() {
    List<String> problems = new ArrayList<>();
    assertEquals(List.of(with(LEVEL, 5, 100, false)), read("{}", problems).detectors());
    assertEquals(
        List.of(with(LEVEL, 5, 100, false), with(DRIFT, 5, 100, false)),
        read("drift:", problems).detectors());
    assertEquals(
        List.of(with(LEVEL, 2.5, 100, true), with(DRIFT, 5, 7, false)),
        read("drift: {readings: 7}\nlevel: {limit: 2.5, smooth: true}", problems).detectors());
    assertEquals(
        List.of(), read("drift: {enabled: false}\nlevel: {enabled: false}", problems).detectors());
    assertEquals(List.of(), problems);
  }

  @Test
  void missingFieldsAreTheDefaults() {
    List<String> problems = new ArrayList<>();
    assertEquals(
        DetectorSettings.defaultsOf(Detectors.ALL),
        DetectorSection.read(
            null, problems, Detectors.ALL, DetectorSettings.defaultsOf(Detectors.ALL)));
    DetectorSettings settings =
        readAll(
            """
            zscore: {medium: 2.5, minimum_readings: 20}
            trend: {slope_per_minute: 50}
            stuck: {enabled: false}
            """,
            problems);
    assertEquals(List.of(), problems);
    assertEquals(
        List.of(
            new ConfiguredDetector<>(ZScoreDetector.TYPE, new ZScoreParameters(2.5, 4, 5, 20, 0.1)),
            new ConfiguredDetector<>(TrendDetector.TYPE, new TrendParameters(50, 5)),
            ConfiguredDetector.withDefaults(DetectLimits.TYPE),
            ConfiguredDetector.withDefaults(DetectThresholdBreaches.TYPE),
            ConfiguredDetector.withDefaults(SilenceWatch.TYPE),
            ConfiguredDetector.withDefaults(GuardDetector.TYPE),
            ConfiguredDetector.withDefaults(NoveltyDetector.TYPE)),
        settings.detectors());
  }

  @Test
  void silenceIsWatchedForUnlessItIsOff() {
    List<String> problems = new ArrayList<>();
    assertEquals(
        SilenceParameters.DEFAULTS, readAll("{}", problems).parametersOf(SilenceWatch.TYPE));
    assertEquals(
        new SilenceParameters(5, 600_000),
        readAll("silence: {intervals: 5, at_least: 10m}", problems)
            .parametersOf(SilenceWatch.TYPE));
    assertEquals(
        SilenceParameters.DEFAULTS, readAll("silence:", problems).parametersOf(SilenceWatch.TYPE));
    assertNull(readAll("silence: {enabled: false}", problems).parametersOf(SilenceWatch.TYPE));
    assertEquals(List.of(), problems);
  }

  @Test
  void whoAlertsFromWhichSeverityIsSetPerDetector() {
    List<String> problems = new ArrayList<>();
    DetectorSettings settings =
        readAll("zscore: {alert_from: critical}\nthreshold: {alert_from: never}", problems);
    assertEquals(List.of(), problems);
    assertEquals(AlertPolicy.FROM_CRITICAL, alertPolicy(settings, "zscore"));
    assertEquals(AlertPolicy.NEVER, alertPolicy(settings, "threshold"));
    assertEquals(AlertPolicy.NEVER, alertPolicy(settings, "novelty"));
  }

  @Test
  void whatASectionDoesNotSayIsAsForAllTypes() {
    List<String> problems = new ArrayList<>();
    DetectorSettings ofAll =
        readAll(
            "zscore: {medium: 2, alert_from: high}\ncusum: {reference: 1}\ntrend: {enabled: false}",
            problems);
    DetectorSettings settings =
        DetectorSection.read(
            YamlFile.read("types.yaml", "zscore: {high: 6, critical: 7}\ntrend:", problems),
            problems,
            Detectors.ALL,
            ofAll);
    assertEquals(List.of(), problems);
    assertEquals(
        new ZScoreParameters(2, 6, 7, 10, 0.1), settings.parametersOf(ZScoreDetector.TYPE));
    assertEquals(AlertPolicy.FROM_HIGH, alertPolicy(settings, "zscore"));
    assertEquals(1, settings.parametersOf(CusumDetector.TYPE).reference());
    assertEquals(TrendParameters.DEFAULTS, settings.parametersOf(TrendDetector.TYPE));
    assertNull(ofAll.parametersOf(TrendDetector.TYPE));
  }

  private static AlertPolicy alertPolicy(DetectorSettings settings, String detector) {
    return settings.detector(detector).orElseThrow().alertPolicy();
  }

  @Test
  void parametersOfADetectorThatIsOffMustBeInTheirRangesToo() {
    List<String> problems = new ArrayList<>();
    readAll(
        "zscore: {enabled: false, medium: 0}\ncusum: {enabled: false, reference: -1}", problems);
    assertEquals(
        List.of(
            "types.yaml line 2: detectors.zscore.medium is 0; allowed is a number above 0.",
            "types.yaml line 3: detectors.cusum.reference is -1; allowed is a number from 0 upward."),
        problems);
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
        "trend: {slope: 1}|.trend.slope is unknown; allowed are alert_from, enabled, minimum_readings and slope_per_minute",
        "trend: {minimum_reading: 2}|.trend.minimum_reading is unknown; did you mean minimum_readings?",
        "stuck: 5|.stuck is '5'; allowed is a map",
        "stuck: {enabled: maybe}|.stuck.enabled is 'maybe'; allowed are true and false",
        "spike: {}|.spike is unknown; allowed are drift, level, limit, silence, stuck, threshold, trend and zscore",
        "level: {high: 3}|.level.high is unknown; allowed are again_at, alert_from, enabled, limit, readings, rules, smooth and wait",
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
        "level: {alert_from: low}|.level.alert_from is 'low'; allowed are never, medium, high and critical",
        "silence: {intervals: 0.5}|.silence.intervals is 0.5; allowed is a number from 1 upward.",
        "silence: {at_least: 0s}|.silence.at_least is 0; allowed is a whole number from 1 to 9223372036854775807.",
        "level: []|.level is a list; allowed is a map",
        "7| is '7'; allowed is a map"
      })
  void everyProblemIsASentence(String yaml, String rest) {
    List<String> problems = new ArrayList<>();
    List<DetectorType<?>> types = new ArrayList<>(NOT_OF_READINGS);
    types.add(LEVEL);
    types.add(DRIFT);
    read(yaml, problems, types);
    String expected =
        "types.yaml line 2: detectors" + (rest.startsWith(".") ? rest : " " + rest.strip());
    assertEquals(List.of(expected), problems);
  }
}
