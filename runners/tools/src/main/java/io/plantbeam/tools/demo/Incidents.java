package io.plantbeam.tools.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The incidents of the alerts so far, numbered from 1 in the order in which they began. May be used
 * by several threads.
 */
final class Incidents {
  private final Map<String, Incident> byId = new LinkedHashMap<>();

  /** The alerts of one machine that belong together, in the order in which they were raised. */
  static final class Incident {
    private final int number;
    private final List<PublishedEvent> alerts = new ArrayList<>();
    private final Set<String> open = new LinkedHashSet<>();

    private Incident(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    /** Which machine, how many alerts, and which sensors in the order in which they spoke. */
    private String line() {
      Set<String> sensors = new LinkedHashSet<>();
      alerts.forEach(alert -> sensors.add(alert.sensorId()));
      String place = alerts.get(0).place();
      return "%-14s  RESOLVED      #%d%s: %d alert%s of %s"
          .formatted(
              "",
              number,
              place.isEmpty() ? "" : " " + place,
              alerts.size(),
              alerts.size() == 1 ? "" : "s",
              String.join(", then ", sensors));
    }
  }

  /**
   * Takes what is told of an alert.
   *
   * @return the incident that it belongs to
   */
  synchronized Incident take(AlertEvent event) {
    Incident incident =
        byId.computeIfAbsent(event.incidentId(), id -> new Incident(byId.size() + 1));
    if (event.isRaised()) {
      incident.alerts.add(event.alert());
      incident.open.add(event.alertId());
    } else if (event.isResolved()) {
      incident.open.remove(event.alertId());
    }
    return incident;
  }

  /** One line, if this event has ended its incident. */
  synchronized Optional<String> end(AlertEvent event) {
    Incident incident = byId.get(event.incidentId());
    return event.isResolved() && incident.open.isEmpty()
        ? Optional.of(incident.line())
        : Optional.empty();
  }

  /** How many have an alert that is not resolved. */
  synchronized long open() {
    return byId.values().stream().filter(incident -> !incident.open.isEmpty()).count();
  }

  synchronized int size() {
    return byId.size();
  }

  /** The alerts of each. */
  synchronized List<List<PublishedEvent>> alerts() {
    return byId.values().stream().map(incident -> List.copyOf(incident.alerts)).toList();
  }
}
