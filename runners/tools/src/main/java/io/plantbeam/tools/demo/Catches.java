package io.plantbeam.tools.demo;

import io.plantbeam.tools.simulate.FaultKind;
import io.plantbeam.tools.simulate.FaultLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which labelled faults the job caught. A fault is caught by the first alert, or where there is
 * none by the first anomaly, of its series whose event time lies in {@code [start, end + window
 * size]}: a window that ends so much later still holds readings of the fault.
 */
final class Catches {
  private final List<List<PublishedEvent>> incidents;
  private final List<PublishedEvent> alerts;
  private final List<PublishedEvent> anomalies;
  private final long windowMillis;

  /**
   * @param incidents the alerts of each
   */
  Catches(
      List<List<PublishedEvent>> incidents, List<PublishedEvent> anomalies, Duration windowSize) {
    this.incidents = incidents;
    this.alerts = incidents.stream().flatMap(List::stream).toList();
    this.anomalies = anomalies;
    this.windowMillis = windowSize.toMillis();
  }

  /** What caught a fault, and whether it was an alert. */
  record Catch(PublishedEvent by, boolean alert) {}

  /** Looks for what caught a fault of the plant. */
  Optional<Catch> of(FaultLabel fault) {
    return first(finding -> belongs(finding, fault));
  }

  /** Looks for what caught a failure of the machine. */
  Optional<Catch> of(NabSeries.Failure failure) {
    return first(finding -> belongs(finding, failure));
  }

  private Optional<Catch> first(Predicate<PublishedEvent> belongs) {
    Optional<PublishedEvent> alert = earliest(alerts, belongs);
    return alert.isPresent()
        ? alert.map(finding -> new Catch(finding, true))
        : earliest(anomalies, belongs).map(finding -> new Catch(finding, false));
  }

  private static Optional<PublishedEvent> earliest(
      List<PublishedEvent> findings, Predicate<PublishedEvent> belongs) {
    return findings.stream()
        .filter(belongs)
        .min((a, b) -> Long.compare(a.eventTimeMillis(), b.eventTimeMillis()));
  }

  private boolean belongs(PublishedEvent finding, FaultLabel fault) {
    return finding.sensorId().equals(fault.sensorId())
        && finding.metric().equals(fault.metric())
        && within(finding, fault.startMillis(), fault.endMillis());
  }

  private boolean belongs(PublishedEvent finding, NabSeries.Failure failure) {
    return finding.sensorId().equals(NabSeries.SENSOR)
        && within(finding, failure.startMillis(), failure.endMillis());
  }

  private boolean within(PublishedEvent finding, long start, long end) {
    return finding.eventTimeMillis() >= start && finding.eventTimeMillis() <= end + windowMillis;
  }

  /** The report that the demo ends with. */
  String report(List<FaultLabel> faults, List<NabSeries.Failure> failures) {
    StringBuilder out = new StringBuilder();
    out.append("Seeded faults of the plant that were caught:\n");
    for (FaultKind kind : FaultKind.values()) {
      appendKind(out, kind, faults.stream().filter(fault -> fault.kind() == kind).toList());
    }
    out.append("Labelled failures of the real machine:\n");
    for (NabSeries.Failure failure : failures) {
      appendFailure(out, failure);
    }
    appendRemarks(out, faults, failures);
    return out.toString();
  }

  private void appendKind(StringBuilder out, FaultKind kind, List<FaultLabel> faults) {
    if (faults.isEmpty()) {
      return;
    }
    int caught = 0;
    int byAnomaly = 0;
    List<String> missed = new ArrayList<>();
    for (FaultLabel fault : faults) {
      Optional<Catch> by = of(fault);
      if (by.isEmpty()) {
        missed.add(
            "%s %s at %s"
                .formatted(
                    fault.sensorId(), fault.metric(), PublishedEvent.time(fault.startMillis())));
      } else {
        caught++;
        byAnomaly += by.get().alert() ? 0 : 1;
      }
    }
    out.append(String.format(Locale.ROOT, "  %-8s %d of %d", kind.label(), caught, faults.size()));
    if (byAnomaly > 0) {
      out.append(
          " (%d of them by an anomaly that raised no alert of its own)".formatted(byAnomaly));
    }
    if (!missed.isEmpty()) {
      out.append("; missed:\n    ").append(String.join("\n    ", missed));
    }
    out.append('\n');
  }

  private void appendFailure(StringBuilder out, NabSeries.Failure failure) {
    out.append(
        "  %s to %s, replayed %s to %s:%n    "
            .formatted(
                failure.labelStart().substring(0, 16),
                failure.labelEnd().substring(0, 16),
                PublishedEvent.time(failure.startMillis()),
                PublishedEvent.time(failure.endMillis())));
    Optional<Catch> by = of(failure);
    if (by.isEmpty()) {
      out.append("missed\n");
    } else {
      PublishedEvent finding = by.get().by();
      out.append(
          "caught by %s at %s (%s, %s)%n"
              .formatted(
                  by.get().alert() ? "an alert" : "an anomaly without an alert of its own",
                  PublishedEvent.time(finding.eventTimeMillis()),
                  finding.detector(),
                  finding.severity()));
    }
  }

  private void appendRemarks(
      StringBuilder out, List<FaultLabel> faults, List<NabSeries.Failure> failures) {
    long falseInPlant =
        alerts.stream()
            .filter(alert -> !alert.sensorId().equals(NabSeries.SENSOR))
            .filter(alert -> faults.stream().noneMatch(fault -> belongs(alert, fault)))
            .count();
    long ofMachine =
        alerts.stream().filter(alert -> alert.sensorId().equals(NabSeries.SENSOR)).count();
    long falseOfMachine =
        alerts.stream()
            .filter(alert -> alert.sensorId().equals(NabSeries.SENSOR))
            .filter(alert -> failures.stream().noneMatch(failure -> belongs(alert, failure)))
            .count();
    out.append("And what it did not do well:\n");
    out.append(
        String.format(
            Locale.ROOT,
            "  %,d of %,d alerts of the plant belong to no fault, and %,d of %,d of the machine%n"
                + "  to no labelled failure.%n",
            falseInPlant,
            alerts.size() - ofMachine,
            falseOfMachine,
            ofMachine));
    long wrong =
        incidents.stream()
            .filter(
                incident ->
                    incident.stream()
                        .noneMatch(
                            alert ->
                                faults.stream().anyMatch(fault -> belongs(alert, fault))
                                    || failures.stream()
                                        .anyMatch(failure -> belongs(alert, failure))))
            .count();
    out.append(
        String.format(
            Locale.ROOT,
            "  Staff are called once per incident: %,d times, and %,d times for nothing.%n",
            incidents.size(),
            wrong));
    out.append(
        "  The machine's thresholds and the pace of its replay were chosen knowing the series.\n");
  }
}
