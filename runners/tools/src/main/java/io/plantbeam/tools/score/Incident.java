package io.plantbeam.tools.score;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Alerts of one equipment whose starts follow each other closely: what staff are called for once.
 *
 * @param alerts by time, one or more
 */
record Incident(List<RaisedAlert> alerts) {
  /** Between the starts of two alerts of one incident, at most. */
  static final Duration WITHIN = Duration.ofMinutes(10);

  /** Puts alerts together; in the order of equipment and time. */
  static List<Incident> of(List<RaisedAlert> alerts) {
    List<Incident> incidents = new ArrayList<>();
    alerts.stream()
        .sorted(Comparator.comparingLong(RaisedAlert::millis))
        .collect(Collectors.groupingBy(RaisedAlert::asset, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(ofAsset -> addIncidents(ofAsset, incidents));
    return incidents;
  }

  private static void addIncidents(List<RaisedAlert> ofAsset, List<Incident> incidents) {
    List<RaisedAlert> incident = new ArrayList<>();
    for (RaisedAlert alert : ofAsset) {
      if (!incident.isEmpty()
          && alert.millis() - incident.get(incident.size() - 1).millis() > WITHIN.toMillis()) {
        incidents.add(new Incident(List.copyOf(incident)));
        incident.clear();
      }
      incident.add(alert);
    }
    incidents.add(new Incident(List.copyOf(incident)));
  }

  long startMillis() {
    return alerts.get(0).millis();
  }
}
