package io.plantbeam.alert;

import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import java.io.Serializable;

/**
 * Which anomalies staff are told of, and with which priority, by what the settings of the detector
 * and its type say. An anomaly of a detector that has been removed from the catalogue since is told
 * where it is severe. Knows nothing of Beam.
 */
final class AlertRules implements Serializable {
  private static final double PRIORITY_WITHOUT_SCORE = 50;
  private static final double HIGHEST_PRIORITY = 100;
  private static final double POINTS_PER_DEVIATION = 10;
  private static final double POINTS_OF_FULL_SCORE = 100;

  private final DetectorCatalogue catalogue;

  AlertRules(DetectorCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Whether an anomaly may become an alert. */
  boolean concernStaff(Anomaly anomaly) {
    return catalogue
        .alertPolicy(anomaly.detector(), anomaly.context().series().sensorType())
        .concernsStaff(anomaly);
  }

  /** The episode that an anomaly belongs to: of its asset where the detector judges assets. */
  EpisodeKey episodeOf(Anomaly anomaly) {
    boolean ofAsset =
        catalogue
            .type(anomaly.detector())
            .filter(type -> type.subject() == Subject.ASSET)
            .isPresent();
    return EpisodeKey.of(anomaly, ofAsset);
  }

  /** The alert whose episode begins with this anomaly. */
  Alert alertOf(Anomaly first) {
    return Alerts.of(first, priority(first));
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
