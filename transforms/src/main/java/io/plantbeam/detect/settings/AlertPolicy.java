package io.plantbeam.detect.settings;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.Severity;
import java.util.Optional;

/** Which of a detector's anomalies staff are told of: those of some severity and worse. */
public enum AlertPolicy {
  NEVER("never", null),
  FROM_MEDIUM("medium", Severity.MEDIUM),
  FROM_HIGH("high", Severity.HIGH),
  FROM_CRITICAL("critical", Severity.CRITICAL);

  private final String setting;
  private final Severity least;

  AlertPolicy(String setting, Severity least) {
    this.setting = setting;
    this.least = least;
  }

  /** The policy that settings name so; empty where there is none. */
  public static Optional<AlertPolicy> of(String setting) {
    for (AlertPolicy policy : values()) {
      if (policy.setting.equals(setting)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }

  /** The name in settings: {@code never}, or that of the least severity. */
  public String setting() {
    return setting;
  }

  /**
   * Whether an anomaly of a detector with this policy may become an alert; what lies in planned
   * work does not.
   */
  public boolean concernsStaff(Anomaly anomaly) {
    return least != null
        && anomaly.severity().compareTo(least) >= 0
        && anomaly.suppressedBy() == null;
  }

  /** The anomaly as it goes on: with the curve of its series where it may become an alert. */
  public Anomaly withRecent(Anomaly anomaly, RecentMeans recent) {
    return anomaly.withRecent(concernsStaff(anomaly) ? recent : RecentMeans.NONE);
  }
}
