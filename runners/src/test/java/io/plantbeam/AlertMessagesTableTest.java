package io.plantbeam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.alert.words.AlertFacts;
import io.plantbeam.alert.words.AlertMessages;
import io.plantbeam.alert.words.MessagePatterns;
import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Symptom;
import io.plantbeam.testing.GeneratedDocs;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What staff read of each symptom that detectors find; the same table stands in the docs. Run with
 * {@code -Dplantbeam.docs.write=true} to rewrite that.
 */
class AlertMessagesTableTest {
  private static final AlertMessages ENGLISH = new AlertMessages(MessagePatterns.english());
  private static final long NOW = Instant.parse("2026-07-01T12:19:00Z").toEpochMilli() * 1000;
  private static final long MINUTE = 60_000_000;

  private static final AssetContext PUMP =
      new AssetContext(
          true,
          "hamburg-1",
          "Hamburg",
          null,
          "Europe/Berlin",
          "3",
          "p-12",
          null,
          null,
          Double.NaN,
          Double.NaN,
          0,
          0,
          "Pump 12",
          NearbyWork.NONE);

  private static final SeriesContext P = sensor("PT-104", "pressure", "bar");
  private static final SeriesContext T = sensor("TT-7", "temperature", "celsius");
  private static final SeriesContext V = sensor("VT-3", "vibration", "mm/s");

  /** A sensor of the pump. */
  private static SeriesContext sensor(String sensor, String metric, String unit) {
    return new SeriesContext(new SeriesInfo(sensor, metric, metric, null, unit), PUMP);
  }

  /** A symptom, and what is read of it. */
  private record Row(String detector, Anomaly anomaly) {
    String message() {
      return ENGLISH.of(AlertFacts.raised(anomaly));
    }

    String symptom() {
      return anomaly.symptom().key();
    }
  }

  private static Row row(
      String detector,
      SeriesContext context,
      Severity severity,
      long windowMinutes,
      double value,
      double low,
      double high,
      Symptom symptom) {
    return new Row(
        detector,
        new Anomaly(
            detector,
            context,
            severity,
            Double.NaN,
            NOW,
            NOW - windowMinutes * MINUTE,
            NOW,
            value,
            low,
            high,
            "for whoever knows the detector",
            symptom));
  }

  private static Symptom at(double reading, String key) {
    return Symptom.of(key, NOW).at(reading);
  }

  private static Symptom since(long minutes, String key) {
    return Symptom.of(key, NOW - minutes * MINUTE);
  }

  private static final double NONE = Double.NaN;
  private static final Severity MEDIUM = Severity.MEDIUM;
  private static final Severity HIGH = Severity.HIGH;
  private static final Severity CRITICAL = Severity.CRITICAL;

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("zscore", T, CRITICAL, 5, 97.3214, 61.872, 72.0391, at(97.3214, "zscore")));
    rows.add(row("trend", T, MEDIUM, 5, 88.512, NONE, NONE, trend(88.512, 4.1672, "trend.rising")));
    rows.add(
        row("trend", P, MEDIUM, 5, 3.8512, NONE, NONE, trend(3.8512, -1.2031, "trend.falling")));
    rows.add(row("stuck", P, MEDIUM, 5, 4.2, NONE, NONE, since(5, "stuck")));
    rows.add(row("limit", T, CRITICAL, 0, 101.38, 10, 85, since(0, "limit")));
    rows.add(row("threshold", T, HIGH, 1, 91.5, NONE, 85, since(1, "threshold")));
    rows.add(row("silence", P, HIGH, 1, NONE, NONE, NONE, since(1, "silence").usually(20)));
    rows.add(row("guard", P, CRITICAL, 0, 9.8127, NONE, 4.6031, at(4.2, "guard.pulse")));
    rows.add(row("guard", V, HIGH, 0, 0.8812, NONE, 0.4103, at(2.7, "guard.zigzag")));
    rows.add(row("guard", P, CRITICAL, 0, 84, NONE, 35, since(14, "guard.stuck").at(4.2)));
    for (String alone : List.of("", ".alone")) {
      rows.add(row("guard", T, CRITICAL, 5, 83.417, 60.15, 73.8, moved("guard.move" + alone)));
      rows.add(row("guard", T, HIGH, 5, 83.417, 60.15, 78.8, moved("guard.level" + alone)));
    }
    rows.add(row("guard", T, HIGH, 5, 83.417, 60.15, 73.8, moved("guard.joint_move")));
    rows.add(row("guard", T, HIGH, 5, 83.417, 60.15, 78.8, moved("guard.joint_level")));
    rows.add(row("novelty", T, HIGH, 0, 88.1377, 61.2, 79.4, at(88.1377, "novelty.value")));
    rows.add(row("novelty", T, HIGH, 0, 78.9113, 63.4, 76.1, at(79.2, "novelty.smoothed")));
    rows.add(row("novelty", T, HIGH, 0, 9.1377, -2.2, 3.4, at(78.3, "novelty.hour_of_day")));
    rows.add(row("novelty", V, HIGH, 0, 1.1377, 0.12, 0.44, at(2.7, "novelty.steps")));
    rows.add(row("novelty", P, HIGH, 0, 4.7131, 3.1, 4.1, at(4.9, "novelty.lowest")));
    rows.add(row("novelty", P, HIGH, 0, 2.7131, 3.9, 5.1, at(2.6, "novelty.highest")));
    rows.add(row("novelty", P, HIGH, 0, 8.1, -3.2, 4.1, at(4.91, "novelty.hour_of_week")));
    rows.add(row("baseline", P, HIGH, 0, 31.4, NONE, 12.6, at(4.91, "baseline")));
    for (String rule :
        List.of("beyond_three", "two_of_three_beyond_two", "four_of_five_beyond_one")) {
      rows.add(row("western_electric", P, HIGH, 0, 5.0912, 3.82, 4.58, chart(5.0912, rule)));
    }
    rows.add(row("western_electric", P, HIGH, 0, 4.3, NONE, NONE, chart(4.3, "eight_on_one_side")));
    for (String rule :
        List.of(
            "nine_on_one_side",
            "six_rising_or_falling",
            "fourteen_alternating",
            "fifteen_within_one")) {
      rows.add(row("nelson", P, HIGH, 0, 4.3912, NONE, NONE, chart(4.3912, rule)));
    }
    rows.add(row("nelson", P, HIGH, 0, 4.6912, 4.05, 4.35, chart(4.6912, "eight_beyond_one")));
    rows.add(row("cusum", P, HIGH, 0, 5.6, NONE, 5, at(4.417, "cusum.above").usually(4.2)));
    rows.add(row("cusum", P, HIGH, 0, 5.6, NONE, 5, at(3.917, "cusum.below").usually(4.2)));
    rows.add(row("ewma", P, HIGH, 0, 4.4173, 4.07, 4.33, at(4.6, "ewma")));
    rows.add(row("robust_z", P, CRITICAL, 0, 6.1127, 3.91, 4.52, at(6.1127, "robust_z")));
    rows.add(row("random_cut_forest", P, HIGH, 0, 2.3, NONE, 1.5, at(4.91, "random_cut_forest")));
    return rows;
  }

  private static Symptom trend(double reading, double slope, String key) {
    return since(5, key).at(reading).changedBy(slope).usually(1);
  }

  private static Symptom moved(String key) {
    return since(5, key).at(83.417).changedBy(16.3).usually(67.117);
  }

  private static Symptom chart(double reading, String rule) {
    return at(reading, "control_rule." + rule).usually(4.2);
  }

  @Test
  void docsShowTheMessageOfEachSymptom() throws IOException {
    String table =
        "| detector | symptom | message |\n| --- | --- | --- |\n"
            + rows().stream()
                .map(
                    row ->
                        "| `%s` | `%s` | %s |\n"
                            .formatted(row.detector, row.symptom(), row.message()))
                .collect(Collectors.joining());
    GeneratedDocs.assertBlock(GeneratedDocs.page("alert-messages.md"), "messages", table);
  }

  @Test
  void everyDetectorAndEverySymptomThatHasAPatternIsShown() {
    Set<String> detectors =
        Detectors.ALL.stream().map(DetectorType::name).collect(Collectors.toSet());
    assertEquals(detectors, rows().stream().map(Row::detector).collect(Collectors.toSet()));
    Set<String> patterns = new TreeSet<>();
    for (String key : MessagePatterns.english().keys()) {
      if (key.startsWith("symptom.")) {
        patterns.add(key.substring("symptom.".length()));
      }
    }
    // Those of symptoms without a pattern of their own.
    patterns.removeAll(Set.of("other", "guard", "novelty"));
    assertEquals(
        patterns, rows().stream().map(Row::symptom).collect(Collectors.toCollection(TreeSet::new)));
  }
}
