package io.plantbeam.detect.settings;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Severity;

/** Which of a detector's anomalies staff are told of. */
public enum AlertPolicy {
  /** Those of severity high and critical. */
  SEVERE("high, critical"),
  /** Those, and all on equipment that the registry knows, where somebody can go and look. */
  SEVERE_OR_ON_EQUIPMENT("high, critical, and all on known equipment");

  private final String label;

  AlertPolicy(String label) {
    this.label = label;
  }

  /** Whether an anomaly of a detector with this policy may become an alert. */
  public boolean concernsStaff(Anomaly anomaly) {
    if (anomaly.severity().compareTo(Severity.HIGH) >= 0) {
      return true;
    }
    AssetContext asset = anomaly.context().asset();
    return this == SEVERE_OR_ON_EQUIPMENT && asset.matched() && asset.equipmentId() != null;
  }

  /** In words, for tables. */
  public String label() {
    return label;
  }
}
