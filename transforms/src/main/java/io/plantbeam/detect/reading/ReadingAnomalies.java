package io.plantbeam.detect.reading;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Figures;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Symptom;

/** What is published of a reading that a detector of readings alerts on. Knows nothing of Beam. */
final class ReadingAnomalies {
  private ReadingAnomalies() {}

  /**
   * The anomaly of an alert: a window of no length, at the event time of the reading.
   *
   * @param detector has judged
   * @param settled whether the detector has judged enough readings of this series for its alerts to
   *     be told to staff
   */
  static Anomaly of(
      ReadingDetector<?> detector,
      boolean settled,
      SeriesContext context,
      Reading reading,
      Score score) {
    long time = reading.eventTimeMicros();
    return new Anomaly(
        detector.name(),
        context,
        severity(detector, settled, score),
        score.gated(),
        time,
        time,
        time,
        score.seen(),
        score.low(),
        score.high(),
        evidence(detector.name(), reading, score),
        symptom(detector.name(), reading, score));
  }

  private static Symptom symptom(String detector, Reading reading, Score score) {
    Symptom symptom = score.symptom();
    if (symptom == null) {
      symptom = Symptom.of(detector, reading.eventTimeMicros());
    }
    return Double.isNaN(symptom.reading()) ? symptom.at(reading.value()) : symptom;
  }

  private static Severity severity(ReadingDetector<?> detector, boolean settled, Score score) {
    if (!settled) {
      return Severity.MEDIUM;
    }
    return score.gated() >= detector.scale().criticalFrom() ? Severity.CRITICAL : Severity.HIGH;
  }

  private static String evidence(String detector, Reading reading, Score score) {
    return detector
        + " ("
        + score.view()
        + "): "
        + Figures.format(score.seen())
        + " at a reading of "
        + Figures.format(reading.value(), reading.series().unit())
        + "; expected was "
        + expected(score)
        + ".";
  }

  private static String expected(Score score) {
    boolean hasLow = !Double.isNaN(score.low());
    boolean hasHigh = !Double.isNaN(score.high());
    if (hasLow && hasHigh) {
      return Figures.format(score.low()) + " to " + Figures.format(score.high());
    }
    if (hasLow) {
      return "at least " + Figures.format(score.low());
    }
    return hasHigh ? "at most " + Figures.format(score.high()) : "no such pattern";
  }
}
