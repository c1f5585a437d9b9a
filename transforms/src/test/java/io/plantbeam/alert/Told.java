package io.plantbeam.alert;

import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import java.util.ArrayList;
import java.util.List;

/** What is told of inputs, one after the other. */
final class Told {
  private Told() {}

  static List<Alert> of(AlertRules rules, List<AlertInput> inputs) {
    OpenEpisodes episodes = new OpenEpisodes();
    List<Alert> told = new ArrayList<>();
    inputs.forEach(input -> episodes.take(input, rules, told::add));
    return told;
  }

  /** The alert that this anomaly raises. */
  static Alert raised(AlertRules rules, Anomaly first) {
    return of(rules, List.of(AlertInput.of(first))).get(0);
  }
}
