package io.plantbeam.tools.alerts;

import io.plantbeam.tools.alerts.Feedback.Verdict;
import java.util.EnumMap;
import java.util.Map;

/** How many alerts there are of something, and what was said of them. */
final class Tally {
  private final Subject subject;
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private long alerts;

  /**
   * What alerts have in common; null what they need not have.
   *
   * @param equipmentId that is known of the first of them
   */
  record Subject(
      String detector, String facilityId, String equipmentId, String sensorId, String metric) {
    static final Subject ALL = new Subject(null, null, null, null, null);
  }

  Tally(Subject subject) {
    this.subject = subject;
  }

  /**
   * Counts an alert.
   *
   * @param verdict null where there is none
   */
  void add(Verdict verdict) {
    alerts++;
    if (verdict != null) {
      verdicts.merge(verdict, 1L, Long::sum);
    }
  }

  Subject subject() {
    return subject;
  }

  long alerts() {
    return alerts;
  }

  long verdicts(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }

  /**
   * Of the alerts that are said to be true or false, the part that is true; NaN where there are
   * none. An alert in planned work is neither.
   */
  double precision() {
    long judged = verdicts(Verdict.TRUE) + verdicts(Verdict.FALSE);
    return judged == 0 ? Double.NaN : (double) verdicts(Verdict.TRUE) / judged;
  }
}
