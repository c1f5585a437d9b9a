package io.plantbeam.alert;

import io.plantbeam.alert.words.AlertFacts;
import io.plantbeam.alert.words.AlertMessages;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.settings.EpisodeEnding;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.model.Alert;
import io.plantbeam.model.AlertState;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EpisodeEnd;
import io.plantbeam.model.EpisodeSummary;
import io.plantbeam.model.Timestamps;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which anomalies staff are told of, and with which priority, by what the settings of the detector
 * and its type say. An anomaly of a detector that has been removed from the catalogue since is told
 * where it is severe. Knows nothing of Beam.
 */
final class AlertRules implements Serializable {
  private static final long MINUTE_MICROS = 60_000_000;
  private static final double PRIORITY_WITHOUT_SCORE = 50;
  private static final double HIGHEST_PRIORITY = 100;
  private static final double POINTS_PER_DEVIATION = 10;
  private static final double POINTS_OF_FULL_SCORE = 100;

  private final DetectorCatalogue catalogue;
  private final AlertSettings settings;
  private final AlertMessages messages;
  private final long cooldownMicros;
  private final long updateMicros;
  private final long incidentMicros;

  /** How long after its event time an anomaly can be told, by detector, in microseconds. */
  private final Map<String, Long> heldMicros = new HashMap<>();

  AlertRules(DetectorCatalogue catalogue, AlertSettings settings) {
    this.catalogue = catalogue;
    this.settings = settings;
    messages = new AlertMessages(settings.patterns());
    cooldownMicros = TimeUnit.MICROSECONDS.convert(settings.cooldown());
    updateMicros = TimeUnit.MICROSECONDS.convert(settings.updateEvery());
    incidentMicros = TimeUnit.MICROSECONDS.convert(settings.incidentWithin());
    catalogue
        .running()
        .forEach(
            detector ->
                heldMicros.computeIfAbsent(detector.name(), name -> heldMicros(detector.type())));
  }

  /**
   * The reading that a window is judged by can be as old as the window is long, and curves are
   * added at the end of a minute.
   */
  private long heldMicros(DetectorType<?> type) {
    long held =
        Timestamps.toMicros(catalogue.heldBackMillis(type.name()))
            + Math.max(0, MINUTE_MICROS - TimeUnit.MICROSECONDS.convert(settings.gathering()));
    return type.subject() == Subject.WINDOW
        ? held + TimeUnit.MICROSECONDS.convert(settings.windowSize())
        : held;
  }

  /** Whether an anomaly may become an alert; what lies in planned work does not. */
  boolean concernStaff(Anomaly anomaly) {
    return catalogue
        .alertPolicy(anomaly.detector(), anomaly.context().series().sensorType())
        .concernsStaff(anomaly);
  }

  /** The episode that an anomaly belongs to: of its asset where the detector judges assets. */
  EpisodeKey episodeOf(Anomaly anomaly) {
    return EpisodeKey.of(
        anomaly.detector(), anomaly.context(), subject(anomaly.detector()) == Subject.ASSET);
  }

  /** The episode that is over. */
  EpisodeKey episodeOf(EpisodeEnd end) {
    return EpisodeKey.of(end.detector(), end.context(), subject(end.detector()) == Subject.ASSET);
  }

  private Subject subject(String detector) {
    return catalogue.type(detector).<Subject>map(DetectorType::subject).orElse(null);
  }

  /** Whether an episode is over after a while without anomalies, and not by its detector's word. */
  boolean endsByCooldown(EpisodeKey key) {
    return catalogue
        .type(key.detector())
        .filter(type -> type.episodeEnding() == EpisodeEnding.DETECTOR)
        .isEmpty();
  }

  /** From this time after the last anomaly on, the next one is of another episode. */
  long cooldownMicros() {
    return cooldownMicros;
  }

  /** From this time on after what staff know, an anomaly is told again. */
  long updateMicros() {
    return updateMicros;
  }

  /** How long after its event time an anomaly of an episode can be told. */
  long heldMicros(EpisodeKey key) {
    return heldMicros.getOrDefault(key.detector(), 0L);
  }

  /** How long after its event time any anomaly can be told. */
  long longestHeldMicros() {
    return heldMicros.values().stream().mapToLong(held -> held).max().orElse(0);
  }

  /** Starts of alerts of a machine that are at most this apart are of one incident. */
  long incidentMicros() {
    return incidentMicros;
  }

  /** How much later it can be told in a stream whose readings are late. */
  long lateMicros() {
    return TimeUnit.MICROSECONDS.convert(settings.allowedLateness());
  }

  /**
   * What is told of an episode.
   *
   * @param endsAt see {@link Episode#summary}
   * @param incident that it belongs to
   */
  Alert alertOf(
      AlertState state, EpisodeKey key, Episode episode, long endsAt, OpenIncident incident) {
    Anomaly worst = episode.worst();
    EpisodeSummary summary = episode.summary(endsAt);
    return new Alert(
        key.alertId(episode.startsAt()),
        state,
        episode.tell(),
        priority(worst),
        messages.of(
            new AlertFacts(
                state,
                worst,
                summary.startsAtMicros(),
                summary.isOpen() ? summary.lastAtMicros() : summary.endsAtMicros(),
                incident.facts())),
        summary,
        incident.id(),
        incident.alerts(),
        worst,
        episode.recent());
  }

  /**
   * 10 points per standard deviation, or 100 x the score on a scale from 0 to 1, which is 50 for a
   * figure at its threshold and 67 at twice that, plus the criticality of equipment and facility, 0
   * to 100; 50 without a score.
   */
  double priority(Anomaly anomaly) {
    double points = points(anomaly);
    if (Double.isNaN(points)) {
      return PRIORITY_WITHOUT_SCORE;
    }
    AssetContext asset = anomaly.context().asset();
    double priority = points + asset.equipmentCriticality() + asset.facilityCriticality();
    return Math.max(0, Math.min(HIGHEST_PRIORITY, priority));
  }

  /** NaN where there is no score, or its scale is not known. */
  private double points(Anomaly anomaly) {
    ScoreScale scale =
        catalogue.type(anomaly.detector()).map(DetectorType::scoreScale).orElse(ScoreScale.NONE);
    return switch (scale) {
      case STANDARD_DEVIATIONS -> POINTS_PER_DEVIATION * anomaly.score();
      case ZERO_TO_ONE, TIMES_THRESHOLD -> POINTS_OF_FULL_SCORE * scale.share(anomaly.score());
      case NONE -> Double.NaN;
    };
  }
}
