package io.plantbeam.reference;

import io.plantbeam.reference.ReferenceResult.Alert;
import io.plantbeam.reference.ReferenceResult.Anomaly;
import io.plantbeam.reference.ReferenceResult.Labels;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Alerts of one machine that begin at most ten minutes apart, in the order in which they do. */
final class ReferenceIncidents {
  private static final long WITHIN = 600_000_000;
  private static final List<String> SEVERITIES = List.of("medium", "high", "critical");

  private final List<Incident> all = new ArrayList<>();
  private final Map<Anomaly, Incident> byFirst = new HashMap<>();

  /** What comes of all. */
  record Result(List<Alert> alerts, List<ReferenceResult.Incident> incidents) {}

  /** One incident. */
  static final class Incident {
    private final String id;
    private final Labels labels;
    private final List<Anomaly> firsts = new ArrayList<>();
    private final List<Alert> events = new ArrayList<>();
    private String severity = "medium";

    private Incident(Anomaly first) {
      labels = first.labels();
      boolean known = labels.equipmentId() != null;
      id =
          uuid(
              Arrays.asList(
                  "incident",
                  known ? "equipment" : "sensor",
                  known ? labels.equipmentId() : labels.sensorId(),
                  millisOrFiner(first.eventTime()),
                  labels.facilityId()));
    }

    String id() {
      return id;
    }

    /** Takes what is told of one of its alerts. */
    void add(List<Alert> ofAlert, String worst) {
      events.addAll(ofAlert);
      if (SEVERITIES.indexOf(worst) > SEVERITIES.indexOf(severity)) {
        severity = worst;
      }
    }

    private boolean takes(Anomaly first) {
      List<Long> starts = firsts.stream().map(Anomaly::eventTime).sorted().toList();
      return machine(labels).equals(machine(first.labels()))
          && first.eventTime() >= starts.get(0) - WITHIN
          && first.eventTime() <= starts.get(starts.size() - 1) + WITHIN;
    }

    private ReferenceResult.Incident atTheEnd() {
      Set<String> sensors = new LinkedHashSet<>();
      firsts.forEach(first -> sensors.add(first.labels().sensorId()));
      long resolved = events.stream().filter(event -> event.endsAt() != null).count();
      boolean over = resolved == firsts.size();
      return new ReferenceResult.Incident(
          id,
          over ? "resolved" : events.size() == 1 ? "raised" : "updated",
          events.size(),
          labels,
          severity,
          firsts.stream().mapToLong(Anomaly::eventTime).min().orElseThrow(),
          events.stream().mapToLong(Alert::lastAt).max().orElseThrow(),
          over
              ? events.stream()
                  .filter(event -> event.endsAt() != null)
                  .map(Alert::endsAt)
                  .max(Long::compare)
                  .orElseThrow()
              : null,
          firsts.size(),
          firsts.size() - resolved,
          List.copyOf(sensors));
    }
  }

  private static List<String> machine(Labels labels) {
    return Arrays.asList(
        labels.facilityId(),
        labels.equipmentId(),
        labels.equipmentId() == null ? labels.sensorId() : null);
  }

  /** Takes the anomaly that raises an alert, in the order in which alerts are raised. */
  void raise(Anomaly first) {
    Incident own = null;
    for (Incident incident : all) {
      if (incident.takes(first)) {
        own = incident;
      }
    }
    if (own == null) {
      own = new Incident(first);
      all.add(own);
    }
    own.firsts.add(first);
    byFirst.put(first, own);
  }

  Incident of(Anomaly first) {
    return byFirst.get(first);
  }

  List<ReferenceResult.Incident> all() {
    return all.stream().map(Incident::atTheEnd).toList();
  }

  /** Of those parts that are not null, each with its length before it. */
  static String uuid(List<String> parts) {
    StringBuilder name = new StringBuilder();
    for (String part : parts) {
      if (part != null) {
        name.append(part.length()).append(':').append(part);
      }
    }
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Milliseconds since the epoch, with three more digits where the time is finer. */
  static String millisOrFiner(long micros) {
    BigDecimal millis = BigDecimal.valueOf(micros, 3);
    return micros % 1000 == 0 ? millis.toBigInteger().toString() : millis.toPlainString();
  }
}
