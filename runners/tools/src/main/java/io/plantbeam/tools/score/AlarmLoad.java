package io.plantbeam.tools.score;

import java.util.List;

/**
 * How much is raised in a time.
 *
 * @param alerts that were raised in it
 * @param incidents that began in it
 */
record AlarmLoad(long alerts, long incidents) {

  /**
   * Counts the alerts and incidents from one time to another, exclusive.
   *
   * @param alerts of all times, so that an incident that began before is not counted
   */
  static AlarmLoad between(long fromMillis, long toMillis, List<RaisedAlert> alerts) {
    return new AlarmLoad(
        alerts.stream()
            .filter(alert -> alert.millis() >= fromMillis && alert.millis() < toMillis)
            .count(),
        Incident.of(alerts).stream()
            .filter(one -> one.startMillis() >= fromMillis && one.startMillis() < toMillis)
            .count());
  }
}
