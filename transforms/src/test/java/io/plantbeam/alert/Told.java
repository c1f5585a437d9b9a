package io.plantbeam.alert;

import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Incident;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is told of inputs, one after the other. */
final class Told implements AlertEvents {
  final List<Alert> alerts = new ArrayList<>();
  final List<Incident> incidents = new ArrayList<>();

  @Override
  public void alert(Alert event) {
    alerts.add(event);
  }

  @Override
  public void incident(Incident event) {
    incidents.add(event);
  }

  static Told all(AlertRules rules, List<AlertInput> inputs) {
    OpenEpisodes episodes = new OpenEpisodes();
    Told told = new Told();
    inputs.forEach(input -> episodes.take(input, rules, told));
    return told;
  }

  static List<Alert> of(AlertRules rules, List<AlertInput> inputs) {
    return all(rules, inputs).alerts;
  }

  /** The alert that this anomaly raises. */
  static Alert raised(AlertRules rules, Anomaly first) {
    return of(rules, List.of(AlertInput.of(first))).get(0);
  }
}
