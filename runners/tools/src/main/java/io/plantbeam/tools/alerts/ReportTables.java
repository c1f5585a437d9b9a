package io.plantbeam.tools.alerts;

import io.plantbeam.tools.alerts.Feedback.Verdict;
import io.plantbeam.tools.alerts.Tally.Subject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as tables for a terminal. Times are UTC. */
final class ReportTables {
  /** The sensors with most alerts; the other formats have all. */
  private static final int MOST_SENSORS = 20;

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AlarmReport report;
  private final boolean verdicts;
  private final StringBuilder out = new StringBuilder();

  private ReportTables(AlarmReport report) {
    this.report = report;
    verdicts = report.hasVerdicts();
  }

  static String write(AlarmReport report, Ledger ledger) {
    ReportTables tables = new ReportTables(report);
    tables.writeHead(ledger);
    if (report.all().alerts() > 0) {
      tables.writeGroups();
    }
    return tables.out.toString();
  }

  private void writeHead(Ledger ledger) {
    long alerts = report.all().alerts();
    if (alerts == 0) {
      line("No alerts.");
    } else {
      line(
          "%,d alerts from %s to %s UTC: %s per hour in %s hours",
          alerts,
          HOUR.format(report.from()),
          HOUR.format(report.to()),
          figure(report.perHour(alerts), 2),
          hours());
      line(
          "%,d of %s hours with more than %d alerts, which is what an operator can take (EEMUA 191)",
          report.hoursAbove().size(), hours(), AlarmReport.MOST_AN_HOUR);
    }
    if (verdicts) {
      line(
          "verdicts: %,d true, %,d false, %,d planned; precision %s",
          report.all().verdicts(Verdict.TRUE),
          report.all().verdicts(Verdict.FALSE),
          report.all().verdicts(Verdict.PLANNED),
          percent(report.all().precision()));
    }
    if (ledger.feedbackWithoutAlert() > 0) {
      line("alerts with a verdict that were not read: %,d", ledger.feedbackWithoutAlert());
    }
  }

  private void writeGroups() {
    table("Detectors", List.of("detector"), report.detectors(), s -> List.of(s.detector()));
    List<Tally> sensors = report.sensors();
    table(
        sensors.size() <= MOST_SENSORS
            ? "Sensors"
            : "Sensors (%d of %,d with alerts)".formatted(MOST_SENSORS, sensors.size()),
        List.of("sensor", "equipment", "facility"),
        sensors.subList(0, Math.min(MOST_SENSORS, sensors.size())),
        s -> List.of(s.sensorId(), known(s.equipmentId()), known(s.facilityId())));
    table(
        "Worst actors",
        List.of("sensor", "metric", "detector", "equipment", "facility"),
        report.worstActors(),
        s ->
            List.of(
                s.sensorId(),
                s.metric(),
                s.detector(),
                known(s.equipmentId()),
                known(s.facilityId())));
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<Instant, Long> hour : report.hoursAbove()) {
      rows.add(List.of(HOUR.format(hour.getKey()), count(hour.getValue())));
    }
    if (!rows.isEmpty()) {
      write("Hours with more than " + AlarmReport.MOST_AN_HOUR, List.of("hour", "alerts"), 1, rows);
    }
  }

  private interface Names {
    List<String> of(Subject subject);
  }

  private void table(String title, List<String> names, List<Tally> tallies, Names subjects) {
    List<String> header = new ArrayList<>(names);
    header.addAll(List.of("alerts", "share", "per hour"));
    if (verdicts) {
      header.addAll(List.of("true", "false", "planned", "precision"));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Tally tally : tallies) {
      List<String> row = new ArrayList<>(subjects.of(tally.subject()));
      row.add(count(tally.alerts()));
      row.add(percent(report.share(tally.alerts())));
      row.add(figure(report.perHour(tally.alerts()), 2));
      if (verdicts) {
        for (Verdict verdict : Verdict.values()) {
          row.add(count(tally.verdicts(verdict)));
        }
        row.add(percent(tally.precision()));
      }
      rows.add(row);
    }
    write(title, header, names.size(), rows);
  }

  /** The first columns are texts, the others figures. */
  private void write(String title, List<String> header, int texts, List<List<String>> rows) {
    line("");
    line("%s", title);
    int[] widths = new int[header.size()];
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String side = i < texts ? "-" : "";
        text.append(("  %" + side + widths[i] + "s").formatted(row.get(i)));
      }
      line("%s", text.toString().stripTrailing());
    }
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private String hours() {
    double length = report.lengthInHours();
    return figure(length, length == Math.rint(length) ? 0 : 1);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String known(String text) {
    return text == null ? "-" : text;
  }

  private static String figure(double value, int decimals) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
