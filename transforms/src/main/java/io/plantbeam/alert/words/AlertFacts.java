package io.plantbeam.alert.words;

import io.plantbeam.model.AlertState;
import io.plantbeam.model.Anomaly;

/**
 * What an event of an alert tells of.
 *
 * @param worst anomaly of the episode so far
 * @param sinceMicros when the episode began, in microseconds since the epoch
 * @param lastMicros event time of the last anomaly so far, or of the end of an episode that is
 *     resolved, in microseconds since the epoch
 * @param incident null where there is none, or nothing is known of it
 */
public record AlertFacts(
    AlertState state, Anomaly worst, long sinceMicros, long lastMicros, Incident incident) {

  /**
   * What is known of the incident that an alert belongs to.
   *
   * @param alerts so far, this one among them
   * @param sensorId that spoke first
   * @param metric of the series that spoke first
   * @param sinceMicros when that was, in microseconds since the epoch
   */
  public record Incident(int alerts, String sensorId, String metric, long sinceMicros) {}

  /** An episode that begins with an anomaly. */
  public static AlertFacts raised(Anomaly first) {
    return new AlertFacts(
        AlertState.RAISED, first, first.symptom().sinceMicros(), first.eventTimeMicros(), null);
  }
}
