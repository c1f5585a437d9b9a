package io.plantbeam.tools.alerts;

import io.plantbeam.tools.alerts.Feedback.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that there are, and what was said of them. Of the events of an alert the one with the
 * greatest sequence counts, and of what was said of it the last. What cannot be read is kept as
 * sentences that begin with the position of the line.
 */
final class Ledger {
  private final Map<String, AlertEvent> alerts = new HashMap<>();
  private final Map<String, Feedback> feedback = new HashMap<>();
  private final List<String> unreadableAlerts = new ArrayList<>();
  private final List<String> unreadableFeedback = new ArrayList<>();
  private long events;
  private long feedbackLines;

  /** Takes in all alerts of a source. */
  void readAlerts(LineSource source) throws IOException {
    source.read(
        (position, line) -> {
          if (line.length == 0) {
            // A topic has been told to forget the alert, which says nothing of it.
            return;
          }
          try {
            add(AlertEvent.of(line));
          } catch (IllegalArgumentException e) {
            unreadableAlerts.add("%s: %s".formatted(position, e.getMessage()));
          }
        });
  }

  /** Takes in all feedback of a source. */
  void readFeedback(LineSource source) throws IOException {
    source.read(
        (position, line) -> {
          try {
            add(Feedback.of(line));
          } catch (IllegalArgumentException e) {
            unreadableFeedback.add("%s: %s".formatted(position, e.getMessage()));
          }
        });
  }

  void add(AlertEvent event) {
    events++;
    alerts.merge(
        event.alertId(),
        event,
        (known, later) -> later.sequence() > known.sequence() ? later : known);
  }

  void add(Feedback said) {
    feedbackLines++;
    feedback.merge(
        said.alertId(), said, (known, later) -> later.at().isBefore(known.at()) ? known : later);
  }

  /** Each alert once. */
  Collection<AlertEvent> alerts() {
    return alerts.values();
  }

  /** What was said last of an alert; null where nothing was. */
  Verdict verdict(AlertEvent alert) {
    Feedback said = feedback.get(alert.alertId());
    return said == null ? null : said.verdict();
  }

  /** Events that could be read, of all alerts. */
  long events() {
    return events;
  }

  /** Lines of feedback that could be read. */
  long feedbackLines() {
    return feedbackLines;
  }

  /** Alerts that something was said of and that are not among those that were read. */
  long feedbackWithoutAlert() {
    return feedback.keySet().stream().filter(id -> !alerts.containsKey(id)).count();
  }

  List<String> unreadableAlerts() {
    return unreadableAlerts;
  }

  List<String> unreadableFeedback() {
    return unreadableFeedback;
  }
}
