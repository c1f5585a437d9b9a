package io.plantbeam.tools.alerts;

import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.tools.kafka.KafkaPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plantbeam alerts report}: the load of alerts, and how many of them were right. */
@Command(
    name = "report",
    sortOptions = false,
    header = "Report alerts per hour, the worst actors, and precision where there are verdicts.",
    description = {
      "",
      "Reads the alerts that a job has written, from one of a Kafka topic, Elasticsearch or files,"
          + " and what staff have said of them, from a topic or files of lines such as",
      "  {\"alert_id\": \"...\", \"verdict\": \"false\", \"by\": \"m.k.\", \"at\":"
          + " \"2026-07-01T12:00:00Z\"}",
      "where verdict is true, false or planned, and the last one of an alert counts.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the report was written",
      "1:files could not be read",
      "2:the options are wrong",
      "3:a server does not answer"
    })
public final class ReportCommand implements Callable<Integer> {
  private static final int MOST_SENTENCES = 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--alertsTopic",
      paramLabel = "TOPIC",
      description = "Kafka topic to read alerts from.")
  private String alertsTopic;

  @Option(
      names = "--alertFiles",
      paramLabel = "PATTERN",
      description = "Files to read alerts from, such as 'out/alerts/*.ndjson'.")
  private String alertFiles;

  @Mixin private final ElasticsearchPlace elasticsearch = new ElasticsearchPlace();

  @Option(
      names = "--feedbackTopic",
      paramLabel = "TOPIC",
      description = "Kafka topic to read verdicts from, such as alert-feedback.")
  private String feedbackTopic;

  @Option(
      names = "--feedbackFiles",
      paramLabel = "PATTERN",
      description = "Files to read verdicts from, in lines of JSON.")
  private String feedbackFiles;

  @Mixin private final KafkaPlace kafka = new KafkaPlace();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Alerts that began at this time or later, such as 2026-07-01T00:00:00Z.")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Alerts that began before this time.")
  private String to;

  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      defaultValue = "table",
      description = "How to write the report (default: ${DEFAULT-VALUE}).")
  private String format;

  private final List<String> problems = new ArrayList<>();

  @Override
  public Integer call() {
    ReportFormat itsFormat = formatOf(format);
    Instant start = time("from", from);
    Instant end = time("to", to);
    if (start != null && end != null && !start.isBefore(end)) {
      problems.add("--from=%s: allowed is a time before --to=%s.".formatted(from, to));
    }
    checkPlaces();
    if (!problems.isEmpty()) {
      problems.forEach(this::complain);
      return ExitCode.INVALID_OPTIONS;
    }
    try {
      Ledger ledger = new Ledger();
      ledger.readAlerts(alerts());
      LineSource feedback = feedback();
      if (feedback != null) {
        ledger.readFeedback(feedback);
      }
      tellUnreadable("alerts", ledger.unreadableAlerts());
      tellUnreadable("feedback", ledger.unreadableFeedback());
      PrintWriter out = spec.commandLine().getOut();
      out.print(itsFormat.write(AlarmReport.of(ledger, start, end), ledger));
      out.flush();
      return ExitCode.OK;
    } catch (ServerUnavailableException e) {
      complain(e.getMessage());
      return ExitCode.SERVER_UNAVAILABLE;
    } catch (IOException e) {
      complain("The files cannot be read: " + e.getMessage());
      return ExitCode.JOB_FAILED;
    }
  }

  private ReportFormat formatOf(String name) {
    for (ReportFormat known : ReportFormat.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
        return known;
      }
    }
    problems.add("--format=%s: allowed are table, json and csv.".formatted(name));
    return ReportFormat.TABLE;
  }

  private Instant time(String option, String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      problems.add(
          "--%s=%s: allowed is a time such as 2026-07-01T00:00:00Z.".formatted(option, text));
      return null;
    }
  }

  private void checkPlaces() {
    long places =
        Stream.of(alertsTopic != null, alertFiles != null, elasticsearch.isGiven())
            .filter(given -> given)
            .count();
    if (places != 1) {
      problems.add(
          "Allowed is one of --alertsTopic, --alertFiles and --elasticsearchUrls to read alerts"
              + " from; %d are given.".formatted(places));
    }
    if (feedbackTopic != null && feedbackFiles != null) {
      problems.add("Allowed is one of --feedbackTopic and --feedbackFiles.");
    }
    kafka.read(
        alertsTopic != null || feedbackTopic != null, "--alertsTopic or --feedbackTopic", problems);
    elasticsearch.read(problems);
  }

  private LineSource alerts() {
    if (alertsTopic != null) {
      return new TopicLines(kafka.topic("alertsTopic", alertsTopic));
    }
    return alertFiles != null ? new FileLines("alertFiles", alertFiles) : elasticsearch.alerts();
  }

  /** Null where none is named. */
  private LineSource feedback() {
    if (feedbackTopic != null) {
      return new TopicLines(kafka.topic("feedbackTopic", feedbackTopic));
    }
    return feedbackFiles == null ? null : new FileLines("feedbackFiles", feedbackFiles);
  }

  private void tellUnreadable(String what, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    complain("%,d lines of %s are left out:".formatted(sentences.size(), what));
    sentences.stream().limit(MOST_SENTENCES).forEach(sentence -> complain("  " + sentence));
    if (sentences.size() > MOST_SENTENCES) {
      complain("  and %,d more".formatted(sentences.size() - MOST_SENTENCES));
    }
  }

  private void complain(String sentence) {
    spec.commandLine().getErr().println(sentence);
    spec.commandLine().getErr().flush();
  }
}
