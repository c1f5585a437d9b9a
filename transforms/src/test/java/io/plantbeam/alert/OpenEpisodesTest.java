package io.plantbeam.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.settings.EpisodeEnding;
import io.plantbeam.detect.settings.ParameterProblems;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EpisodeEnd;
import io.plantbeam.model.EpisodeSummary;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** With a cooldown of 15 minutes, and updates every 15. */
class OpenEpisodesTest {
  private static final long MINUTE = 60_000_000;

  /** As long as the guard may wait for the other sensors of a machine, by its defaults. */
  private static final long HELD_BACK = 7;

  private record NoParameters() implements DetectorParameters {
    @Override
    public void check(ParameterProblems problems) {}
  }

  private static final DetectorType<NoParameters> ALARM =
      new DetectorType<>(
          "alarm",
          Subject.READING,
          Activation.EVERYWHERE,
          ScoreScale.NONE,
          AlertPolicy.FROM_HIGH,
          new NoParameters(),
          EpisodeEnding.DETECTOR);

  private static final AlertRules RULES = new AlertRules(catalogue(), AlertSettings.DEFAULTS);

  private static DetectorCatalogue catalogue() {
    List<DetectorType<?>> types = new ArrayList<>(Detectors.ALL);
    types.add(ALARM);
    return DetectorCatalogue.defaultsOf(types);
  }

  private static SeriesContext context(String sensor) {
    return new SeriesContext(
        new SeriesInfo(sensor, "temperature", "temperature", "f-1", "celsius"),
        AssetContext.unmatched("f-1"));
  }

  private static AlertInput anomaly(
      String detector, double minute, Severity severity, double score, double value) {
    long time = Math.round(minute * MINUTE);
    return AlertInput.of(
        new Anomaly(
            detector, context("s"), severity, score, time, time, time, value, 60, 70, "Too hot."));
  }

  private static AlertInput high(double minute) {
    return anomaly("threshold", minute, Severity.HIGH, Double.NaN, 80);
  }

  private static AlertInput alarm(double minute) {
    return anomaly("alarm", minute, Severity.HIGH, Double.NaN, 80);
  }

  private static AlertInput end(double minute) {
    return AlertInput.of(
        new EpisodeEnd("alarm", context("s"), Math.round(minute * MINUTE), 69, RecentMeans.NONE));
  }

  private static AlertInput time(double minute) {
    return AlertInput.ofTime(Math.round(minute * MINUTE));
  }

  private static String told(Alert alert) {
    EpisodeSummary episode = alert.episode();
    return "%d %s %s %d-%d%s x%d"
        .formatted(
            alert.sequence(),
            alert.state().label(),
            alert.anomaly().severity().label(),
            episode.startsAtMicros() / MINUTE,
            episode.lastAtMicros() / MINUTE,
            episode.isOpen() ? "" : "/" + episode.endsAtMicros() / MINUTE,
            episode.anomalies());
  }

  private static List<String> told(AlertInput... inputs) {
    return Told.of(RULES, List.of(inputs)).stream().map(OpenEpisodesTest::told).toList();
  }

  @Test
  void episodeIsRaisedGoesOnAndIsResolved() {
    assertEquals(
        List.of("1 raised high 0-0 x1", "2 updated high 0-15 x3", "3 resolved high 0-20/20 x4"),
        told(high(0), high(8), high(15), high(20), time(34.9), time(35)));
  }

  @Test
  void riseOfTheSeverityIsToldAtOnceAndStays() {
    List<Alert> told =
        Told.of(
            RULES,
            List.of(
                anomaly("guard", 0, Severity.HIGH, 1.2, 71),
                anomaly("guard", 1, Severity.CRITICAL, 2.5, 90),
                anomaly("guard", 2, Severity.HIGH, 1.5, 75),
                anomaly("guard", 3, Severity.CRITICAL, 3.5, 95),
                anomaly("guard", 16, Severity.HIGH, 1.1, 72)));
    assertEquals(
        List.of("1 raised high 0-0 x1", "2 updated critical 0-1 x2", "3 updated critical 0-16 x5"),
        told.stream().map(OpenEpisodesTest::told).toList());
    // The first of the greatest severity is told of, beside the one that was furthest out.
    assertEquals(90, told.get(2).anomaly().value());
    assertEquals(3.5, told.get(2).episode().peakScore());
    assertEquals(95, told.get(2).episode().peakValue());
    assertEquals(1, told.stream().map(Alert::alertId).distinct().count());
  }

  @Test
  void withoutAScoreThePeakIsTheValueThatIsFurthestFromWhatWasExpected() {
    List<Alert> told =
        Told.of(
            RULES,
            List.of(
                anomaly("threshold", 0, Severity.HIGH, Double.NaN, 75),
                anomaly("threshold", 1, Severity.HIGH, Double.NaN, 52),
                anomaly("threshold", 2, Severity.HIGH, Double.NaN, 71),
                time(20)));
    assertEquals(52, told.get(1).episode().peakValue());
    assertEquals(Double.NaN, told.get(1).episode().peakScore());
  }

  @Test
  void laterAnomalyEndsTheEpisodeAsTheTimeDoes() {
    List<String> byTime = told(high(0), high(1), time(16), high(16));
    List<String> byAnomaly = told(high(0), high(1), high(16));
    assertEquals(byTime, byAnomaly);
    assertEquals(
        List.of("1 raised high 0-0 x1", "2 resolved high 0-1/1 x2", "1 raised high 16-16 x1"),
        byAnomaly);
    assertEquals(
        List.of("1 raised high 0-0 x1"), told(high(0), high(14.9), time(10), time(5)), "open");
  }

  /** What an event says follows from the anomalies in their order, however ticks lie between. */
  @Test
  void eventsDoNotDependOnHowOftenTheTimeIsTold() {
    Random random = new Random(3);
    for (int run = 0; run < 200; run++) {
      List<AlertInput> often = new ArrayList<>();
      List<AlertInput> rarely = new ArrayList<>();
      double minute = 0;
      for (int i = 0; i < 20; i++) {
        minute += random.nextInt(4) == 0 ? 10 + 10 * random.nextDouble() : random.nextDouble();
        AlertInput anomaly =
            anomaly(
                "threshold",
                minute,
                random.nextInt(5) == 0 ? Severity.CRITICAL : Severity.HIGH,
                Double.NaN,
                60 + random.nextInt(30));
        often.add(time(minute));
        often.add(anomaly);
        often.add(time(minute + 1e-3));
        rarely.add(anomaly);
      }
      often.add(time(minute + 100));
      rarely.add(time(minute + 100));
      assertEquals(Told.of(RULES, rarely), Told.of(RULES, often));
    }
  }

  @Test
  void guardIsWaitedForAsLongAsItMayHoldAnAnomalyBack() {
    AlertInput first = anomaly("guard", 0, Severity.HIGH, 1.2, 71);
    AlertInput heldBack = anomaly("guard", 14, Severity.HIGH, 1.2, 71);
    assertEquals(
        List.of("1 raised high 0-0 x1", "2 resolved high 0-14/14 x2"),
        told(first, time(15 + HELD_BACK - 0.1), heldBack, time(29 + HELD_BACK)));
  }

  @Test
  void detectorsOfWindowsAreWaitedForAsLongAsTheirWindows() {
    AlertInput first = anomaly("zscore", 0, Severity.HIGH, 4, 71);
    assertEquals(1, told(first, time(19.9)).size());
    assertEquals(2, told(first, time(20)).size());
  }

  @Test
  void lateAnomalyOfAnEpisodeThatIsOverIsToldToNobody() {
    assertEquals(
        List.of("1 raised high 0-0 x1", "2 resolved high 0-0/0 x1"),
        told(high(0), time(15), high(14)));
    assertEquals(3, told(high(0), time(15), high(15)).size());
  }

  @Test
  void lateAnomalyJoinsTheEpisodeThatIsOpen() {
    assertEquals(
        List.of("1 raised high 40-40 x1", "2 resolved high 40-41/41 x3"),
        told(high(40), high(10), high(41), time(56)));
  }

  @Test
  void alarmGoesOnUntilItsDetectorSaysThatItIsOver() {
    assertEquals(
        List.of(
            "1 raised high 0-0 x1",
            "2 updated high 0-200 x2",
            "3 resolved high 0-200/201 x2",
            "1 raised high 202-202 x1"),
        told(alarm(0), time(100), alarm(200), time(200), end(201), time(201), alarm(202)));
  }

  @Test
  void endThatComesBeforeItsAlarmLeavesNoAlarmStanding() {
    assertEquals(List.of(), told(end(2), alarm(1)));
    assertEquals(List.of("1 raised high 3-3 x1"), told(end(2), alarm(3), end(1)));
  }

  @Test
  void whatIsOverIsForgottenOnceNothingOfItCanBeLate() {
    OpenEpisodes episodes = new OpenEpisodes();
    for (AlertInput input : List.of(high(0), alarm(0), time(15), end(15))) {
      episodes.take(input, RULES, new Told());
    }
    assertEquals(0, episodes.open());
    episodes.take(time(18), RULES, new Told());
    assertTrue(episodes.isEmpty());
  }

  @Test
  void stateGoesOnWhereItWasSaved() throws Exception {
    List<AlertInput> inputs =
        List.of(
            high(0),
            alarm(1),
            withCurve(anomaly("threshold", 2, Severity.CRITICAL, Double.NaN, 99), 90),
            high(17),
            end(18),
            alarm(18.5),
            high(20),
            time(36),
            high(37));
    Told expected = Told.all(RULES, inputs);
    for (int saved = 0; saved <= inputs.size(); saved++) {
      OpenEpisodes episodes = new OpenEpisodes();
      Told told = new Told();
      for (AlertInput input : inputs.subList(0, saved)) {
        episodes.take(input, RULES, told);
      }
      episodes = CoderUtils.clone(OpenEpisodes.OpenEpisodesCoder.INSTANCE, episodes);
      for (AlertInput input : inputs.subList(saved, inputs.size())) {
        episodes.take(input, RULES, told);
      }
      assertEquals(expected.alerts, told.alerts);
      assertEquals(expected.incidents, told.incidents);
    }
  }

  private static AlertInput withCurve(AlertInput input, double mean) {
    RecentMeans curve = RecentMeans.NONE.with(RecentMeans.minuteOf(input.timeMicros()), mean);
    return AlertInput.of(input.anomaly().withRecent(curve));
  }

  private static List<String> curves(AlertInput... inputs) {
    return Told.of(RULES, List.of(inputs)).stream()
        .map(
            alert ->
                alert.state().label()
                    + alert.recent().toList().stream()
                        .map(
                            minute ->
                                " %d=%s".formatted(minute.startMicros() / MINUTE, minute.mean()))
                        .collect(Collectors.joining()))
        .toList();
  }

  @Test
  void eachEventHasTheCurveUpToTheLatestAnomaly() {
    assertEquals(
        List.of("raised 0=80.0", "updated 15=82.0", "resolved 20=83.0"),
        curves(
            withCurve(high(0), 80),
            withCurve(high(8), 81),
            withCurve(high(15), 82),
            withCurve(high(20), 83),
            // It came late, and its curve is the older one.
            withCurve(high(19), 84),
            time(36)));
  }

  @Test
  void curveThatIsKnownStaysWhereALaterAnomalyHasNone() {
    assertEquals(
        List.of("raised 0=80.0", "updated 0=80.0"),
        curves(withCurve(high(0), 80), high(14), high(15)));
  }

  @Test
  void endThatTheDetectorTellsHasTheCurveUpToIt() {
    RecentMeans curve = RecentMeans.NONE.with(5, 69);
    EpisodeEnd end = new EpisodeEnd("alarm", context("s"), 5 * MINUTE, 69, curve);
    assertEquals(
        List.of("raised 1=80.0", "resolved 5=69.0"),
        curves(withCurve(alarm(1), 80), AlertInput.of(end)));
  }

  @Test
  void curveIsNotKeptASecondTime() {
    for (Alert alert : Told.of(RULES, List.of(withCurve(high(0), 80), withCurve(high(20), 81)))) {
      assertEquals(RecentMeans.NONE, alert.anomaly().recent());
    }
  }

  @Test
  void copyDoesNotChangeWithTheOriginal() {
    OpenEpisodes episodes = new OpenEpisodes();
    episodes.take(high(0), RULES, new Told());
    OpenEpisodes copy = episodes.copy();
    episodes.take(high(1), RULES, new Told());
    Told told = new Told();
    copy.take(time(15), RULES, told);
    assertEquals(
        List.of("2 resolved high 0-0/0 x1"),
        told.alerts.stream().map(OpenEpisodesTest::told).toList());
  }

  @Test
  void bytesOfVersionOneStayReadable() throws Exception {
    OpenEpisodes episodes = new OpenEpisodes();
    for (AlertInput input : List.of(high(0), high(1), end(2))) {
      episodes.take(input, RULES, new Told());
    }
    String golden =
        "018903010104662d3102730c74656d70657261747572650a7468726573686f6c"
            + "64012531666431323834662d363266652d333964632d623533322d6632383661"
            + "39393065393438020a7468726573686f6c64012602730c74656d706572617475"
            + "72650c74656d706572617475726504662d310863656c736975730c0004662d31"
            + "00000000000000017ff80000000000000000004054000000000000404e000000"
            + "000000405180000000000009546f6f20686f742e010a7468726573686f6c6400"
            + "7ff80000000000007ff80000000000007ff8000000000000010000c0a9070240"
            + "240000000000007ff8000000000000405400000000000001000100010104662d"
            + "3102730c74656d706572617475726506616c61726d80d30e0101253166643132"
            + "3834662d363266652d333964632d623533322d66323836613939306539343801"
            + "2602730c74656d70657261747572650c74656d706572617475726504662d3108"
            + "63656c736975730c0004662d3100000000000000000000ffffffffffffffffff"
            + "010548494748010101010273";
    var coder = OpenEpisodes.OpenEpisodesCoder.INSTANCE;
    coder.verifyDeterministic();
    assertEquals(golden, hex(coder, episodes));
    assertEquals(
        golden, hex(coder, CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(golden))));
  }

  @Test
  void inputsKeepTheirBytes() throws Exception {
    var coder = AlertInput.AlertInputCoder.INSTANCE;
    for (AlertInput input : List.of(high(1), end(2), time(3))) {
      assertEquals(input, CoderUtils.clone(coder, input));
    }
    assertEquals("010402c0fc15", hex(coder, time(3)));
    // Which of the three it is, the version of its form, and the form.
    assertTrue(hex(coder, high(1)).startsWith("019c010002"), hex(coder, high(1)));
    assertTrue(hex(coder, end(1)).startsWith("014a0101"), hex(coder, end(1)));
  }

  private static <T> String hex(Coder<T> coder, T value) throws Exception {
    return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value));
  }
}
