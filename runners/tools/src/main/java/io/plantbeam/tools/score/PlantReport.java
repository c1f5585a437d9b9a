package io.plantbeam.tools.score;

import io.plantbeam.config.Durations;
import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.tools.simulate.FaultKind;
import io.plantbeam.tools.simulate.FaultLabel;
import io.plantbeam.tools.simulate.machines.MachinePlantSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the alerts of a healthy plant, and of the same plant with faults, say of the detectors. */
final class PlantReport {
  private static final String ALL = "all detectors";
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final MachinePlantSettings settings;
  private final Map<String, String> equipmentBySensor;
  private final List<FaultLabel> faults;
  private final List<RaisedAlert> healthy;
  private final List<RaisedAlert> faulty;
  private final long start = MachinePlantSettings.START.toEpochMilli();

  private PlantReport(
      MachinePlantSettings settings,
      Map<String, String> equipmentBySensor,
      List<FaultLabel> faults,
      List<RaisedAlert> healthy,
      List<RaisedAlert> faulty) {
    this.settings = settings;
    this.equipmentBySensor = equipmentBySensor;
    this.faults = faults;
    this.healthy = healthy;
    this.faulty = faulty;
  }

  /**
   * Judges the alerts.
   *
   * @param healthy alerts of the plant without faults
   * @param faulty alerts of the plant with faults
   */
  static DatasetReport of(
      MachinePlantSettings settings,
      Map<String, String> equipmentBySensor,
      List<FaultLabel> faults,
      List<RaisedAlert> healthy,
      List<RaisedAlert> faulty) {
    return new PlantReport(settings, equipmentBySensor, faults, healthy, faulty).report();
  }

  private DatasetReport report() {
    return new DatasetReport(
        String.format(
            Locale.ROOT,
            "Simulated plant, seed %d: %,d sensors on %,d machines, %d days, a reading every %s",
            settings.seed(),
            settings.sensors(),
            equipmentBySensor.values().stream().distinct().count(),
            settings.days(),
            Durations.format(settings.interval())),
        notes(),
        List.of(loadTable(), detectorTable(), kindTable(), caughtTable()),
        List.of());
  }

  private Table loadTable() {
    List<Table.Row> rows = new ArrayList<>();
    for (String detector : detectors()) {
      rows.add(new Table.Row(loadCells(detector, of(detector, healthy)), false));
    }
    rows.add(new Table.Row(loadCells(ALL, healthy), true));
    return new Table(
        "Without faults: false alerts and incidents per 1,000 sensors and day",
        List.of("detector", "alerts", "incidents", "alerts, first day", "incidents, first day"),
        rows);
  }

  private List<String> loadCells(String title, List<RaisedAlert> alerts) {
    AlarmLoad first = AlarmLoad.between(start, start + DAY, alerts);
    AlarmLoad later = AlarmLoad.between(start + DAY, Long.MAX_VALUE, alerts);
    return List.of(
        title,
        per1000(later.alerts(), settings.days() - 1),
        per1000(later.incidents(), settings.days() - 1),
        per1000(first.alerts(), 1),
        per1000(first.incidents(), 1));
  }

  private String per1000(long count, int days) {
    return Table.figure(1000.0 * count / ((double) settings.sensors() * days), 1);
  }

  private Table detectorTable() {
    List<Table.Row> rows = new ArrayList<>();
    for (String detector : detectors()) {
      rows.add(summaryRow(detector, outcomes(of(detector, faulty), of(detector, healthy)), false));
    }
    rows.add(summaryRow(ALL, outcomes(faulty, healthy), true));
    return new Table("With faults, by detector", summaryHeader("detector"), rows);
  }

  private Table kindTable() {
    List<FaultOutcome> outcomes = outcomes(faulty, healthy);
    List<Table.Row> rows = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      rows.add(summaryRow(kind.label(), of(kind, outcomes), false));
    }
    rows.add(summaryRow("all kinds", outcomes, true));
    return new Table("With faults, by kind, of all detectors", summaryHeader("fault"), rows);
  }

  private Table caughtTable() {
    List<String> header = new ArrayList<>(List.of("detector"));
    Stream.of(FaultKind.values()).map(FaultKind::label).forEach(header::add);
    List<Table.Row> rows = new ArrayList<>();
    for (String detector : detectors()) {
      rows.add(caughtRow(detector, outcomes(of(detector, faulty), of(detector, healthy)), false));
    }
    rows.add(caughtRow(ALL, outcomes(faulty, healthy), true));
    return new Table("Caught faults, by detector and kind", header, rows);
  }

  private static Table.Row caughtRow(String title, List<FaultOutcome> outcomes, boolean own) {
    List<String> cells = new ArrayList<>(List.of(title));
    for (FaultKind kind : FaultKind.values()) {
      FaultSummary summary = FaultSummary.of(of(kind, outcomes));
      cells.add("%d of %d".formatted(summary.caught(), summary.faults()));
    }
    return new Table.Row(cells, own);
  }

  private static List<String> summaryHeader(String first) {
    List<String> header = new ArrayList<>(List.of(first));
    header.addAll(FaultSummary.HEADER);
    return header;
  }

  private static Table.Row summaryRow(String title, List<FaultOutcome> outcomes, boolean own) {
    List<String> cells = new ArrayList<>(List.of(title));
    cells.addAll(FaultSummary.of(outcomes).cells());
    return new Table.Row(cells, own);
  }

  private List<FaultOutcome> outcomes(List<RaisedAlert> raised, List<RaisedAlert> without) {
    return faults.stream()
        .map(
            fault ->
                FaultOutcome.of(fault, equipmentBySensor.get(fault.sensorId()), raised, without))
        .toList();
  }

  /** Those that run by default or have raised an alert, in the order of the list of detectors. */
  private List<String> detectors() {
    List<String> raised =
        Stream.concat(healthy.stream(), faulty.stream())
            .map(RaisedAlert::detector)
            .distinct()
            .toList();
    return Detectors.ALL.stream()
        .filter(type -> type.runsUnnamed() || raised.contains(type.name()))
        .map(DetectorType::name)
        .toList();
  }

  private static List<RaisedAlert> of(String detector, List<RaisedAlert> alerts) {
    return alerts.stream().filter(alert -> alert.detector().equals(detector)).toList();
  }

  private static List<FaultOutcome> of(FaultKind kind, List<FaultOutcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.fault().kind() == kind).toList();
  }

  private List<String> notes() {
    int laterDays = settings.days() - 1;
    List<RaisedAlert> aside =
        faulty.stream()
            .filter(
                alert ->
                    faults.stream()
                        .noneMatch(
                            fault ->
                                FaultOutcome.belongs(
                                    alert, fault, equipmentBySensor.get(fault.sensorId()))))
            .toList();
    AlarmLoad besides = AlarmLoad.between(start + DAY, Long.MAX_VALUE, aside);
    return List.of(
        String.format(
            Locale.ROOT,
            "Alerts and incidents are those after the first day, of %,d sensor-days: one is %s per"
                + " 1,000 sensors and day. An incident: alerts of one machine that follow each"
                + " other within %s.",
            settings.sensors() * laterDays,
            per1000(1, laterDays),
            Durations.format(Incident.WITHIN)),
        String.format(
            Locale.ROOT,
            "Caught: an alert of the faulty sensor, or of its machine as a whole, from the"
                + " beginning of the fault to %s after its end. By chance: the plant without"
                + " faults has such an alert at the same time. Delays are in event time.",
            Durations.format(FaultOutcome.AFTERMATH)),
        "Alerts and incidents per fault are those of the whole machine in the same time.",
        String.format(
            Locale.ROOT,
            "With faults, %s incidents per 1,000 sensors and day after the first day belong to no"
                + " fault.",
            per1000(besides.incidents(), laterDays)));
  }
}
