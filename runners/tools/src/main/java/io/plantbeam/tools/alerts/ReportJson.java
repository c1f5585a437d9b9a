package io.plantbeam.tools.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plantbeam.tools.alerts.Feedback.Verdict;
import io.plantbeam.tools.alerts.Tally.Subject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A report as one JSON object, for programs. Figures that do not exist are null. */
final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AlarmReport report;

  private ReportJson(AlarmReport report) {
    this.report = report;
  }

  static String write(AlarmReport report, Ledger ledger) throws IOException {
    ReportJson writer = new ReportJson(report);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(writer.object(ledger)) + "\n";
  }

  private ObjectNode object(Ledger ledger) {
    ObjectNode object = JSON.createObjectNode();
    object.put("from", text(report.from()));
    object.put("to", text(report.to()));
    addFigures(object, report.all());
    object.put("alert_events", ledger.events());
    object.put("unreadable_alert_events", ledger.unreadableAlerts().size());
    object.put("feedback", ledger.feedbackLines());
    object.put("unreadable_feedback", ledger.unreadableFeedback().size());
    object.put("feedback_without_alert", ledger.feedbackWithoutAlert());
    addHours(object.putArray("hours"), report.hours().entrySet().stream().toList());
    addHours(object.putArray("hours_above_six"), report.hoursAbove());
    addTallies(object.putArray("detectors"), report.detectors());
    addTallies(object.putArray("sensors"), report.sensors());
    addTallies(object.putArray("worst_actors"), report.worstActors());
    return object;
  }

  private static String text(Instant time) {
    return time == null ? null : time.toString();
  }

  private static void addHours(ArrayNode array, List<Map.Entry<Instant, Long>> hours) {
    for (Map.Entry<Instant, Long> hour : hours) {
      array.addObject().put("hour", hour.getKey().toString()).put("alerts", hour.getValue());
    }
  }

  private void addTallies(ArrayNode array, List<Tally> tallies) {
    for (Tally tally : tallies) {
      ObjectNode object = array.addObject();
      Subject subject = tally.subject();
      boolean ofSeries = subject.sensorId() != null;
      if (subject.detector() != null) {
        object.put("detector", subject.detector());
      }
      if (ofSeries) {
        object.put("facility_id", subject.facilityId());
        object.put("equipment_id", subject.equipmentId());
        object.put("sensor_id", subject.sensorId());
      }
      if (subject.metric() != null) {
        object.put("metric", subject.metric());
      }
      addFigures(object, tally);
    }
  }

  private void addFigures(ObjectNode object, Tally tally) {
    object.put("alerts", tally.alerts());
    object.put("share", finite(report.share(tally.alerts())));
    object.put("alerts_per_hour", finite(report.perHour(tally.alerts())));
    object.put("true", tally.verdicts(Verdict.TRUE));
    object.put("false", tally.verdicts(Verdict.FALSE));
    object.put("planned", tally.verdicts(Verdict.PLANNED));
    object.put("precision", finite(tally.precision()));
  }

  private static Double finite(double figure) {
    return Double.isFinite(figure) ? figure : null;
  }
}
