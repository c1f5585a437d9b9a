package io.plantbeam.tools.alerts;

import io.plantbeam.tools.alerts.Feedback.Verdict;
import io.plantbeam.tools.alerts.Tally.Subject;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A report as one table of CSV (RFC 4180, but lines end with a line feed), for spreadsheets: the
 * section says what a row counts. Figures that do not exist are empty.
 */
final class ReportCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator("\n")
          .setHeader(
              "section",
              "hour",
              "detector",
              "facility_id",
              "equipment_id",
              "sensor_id",
              "metric",
              "alerts",
              "share",
              "alerts_per_hour",
              "true",
              "false",
              "planned",
              "precision")
          .get();

  private final AlarmReport report;
  private final CSVPrinter out;

  private ReportCsv(AlarmReport report, CSVPrinter out) {
    this.report = report;
    this.out = out;
  }

  static String write(AlarmReport report) throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter out = new CSVPrinter(text, FORMAT)) {
      ReportCsv writer = new ReportCsv(report, out);
      writer.print("all", List.of(report.all()));
      writer.print("detector", report.detectors());
      writer.print("sensor", report.sensors());
      writer.print("worst_actor", report.worstActors());
      writer.printHours("hour", report.hours().entrySet().stream().toList());
      writer.printHours("hour_above_six", report.hoursAbove());
    }
    return text.toString();
  }

  private void print(String section, List<Tally> tallies) throws IOException {
    for (Tally tally : tallies) {
      Subject subject = tally.subject();
      out.printRecord(
          section,
          null,
          subject.detector(),
          subject.facilityId(),
          subject.equipmentId(),
          subject.sensorId(),
          subject.metric(),
          tally.alerts(),
          finite(report.share(tally.alerts())),
          finite(report.perHour(tally.alerts())),
          tally.verdicts(Verdict.TRUE),
          tally.verdicts(Verdict.FALSE),
          tally.verdicts(Verdict.PLANNED),
          finite(tally.precision()));
    }
  }

  private void printHours(String section, List<Map.Entry<Instant, Long>> hours) throws IOException {
    for (Map.Entry<Instant, Long> hour : hours) {
      out.printRecord(
          section,
          hour.getKey(),
          null,
          null,
          null,
          null,
          null,
          hour.getValue(),
          null,
          null,
          null,
          null,
          null,
          null);
    }
  }

  private static Double finite(double figure) {
    return Double.isFinite(figure) ? figure : null;
  }
}
