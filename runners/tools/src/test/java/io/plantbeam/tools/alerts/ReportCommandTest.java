package io.plantbeam.tools.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.tools.alerts.KnownAlerts.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
  @TempDir private Path folder;

  private String alerts;
  private String feedback;

  @BeforeEach
  void writeFiles() throws IOException {
    List<String> events = KnownAlerts.events();
    Path out = Files.createDirectories(folder.resolve("alerts"));
    Files.write(out.resolve("part-0.ndjson"), events.subList(0, 5));
    try (OutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(out.resolve("part-1.ndjson.gz")))) {
      packed.write(
          String.join("\n", events.subList(5, events.size())).getBytes(StandardCharsets.UTF_8));
    }
    alerts = "--alertFiles=" + out + "/part-*";
    feedback =
        "--feedbackFiles=" + Files.write(folder.resolve("feedback.ndjson"), KnownAlerts.feedback());
  }

  private static String ok(Run run) {
    assertEquals(0, run.code(), run.err());
    assertEquals("", run.err());
    return run.out();
  }

  @Test
  void tableTellsTheLoadTheWorstActorsAndThePrecision() {
    assertEquals(
        """
        9 alerts from 2026-07-01 10:00 to 2026-07-01 13:00 UTC: 3.00 per hour in 3 hours
        1 of 3 hours with more than 6 alerts, which is what an operator can take (EEMUA 191)
        verdicts: 2 true, 2 false, 1 planned; precision 50.0 %
        alerts with a verdict that were not read: 1

        Detectors
          detector   alerts   share  per hour  true  false  planned  precision
          guard           7  77.8 %      2.33     1      2        0     33.3 %
          silence         1  11.1 %      0.33     0      0        1          -
          threshold       1  11.1 %      0.33     1      0        0    100.0 %

        Sensors
          sensor  equipment  facility  alerts   share  per hour  true  false  planned  precision
          TT-7    p-12       f-1            5  55.6 %      1.67     0      1        0      0.0 %
          PT-104  p-12       f-1            3  33.3 %      1.00     1      1        1     50.0 %
          S-9     -          f-2            1  11.1 %      0.33     1      0        0    100.0 %

        Worst actors
          sensor  metric       detector   equipment  facility  alerts   share  per hour  true  false  planned  precision
          TT-7    temperature  guard      p-12       f-1            5  55.6 %      1.67     0      1        0      0.0 %
          PT-104  pressure     guard      p-12       f-1            2  22.2 %      0.67     1      1        0     50.0 %
          PT-104  pressure     silence    p-12       f-1            1  11.1 %      0.33     0      0        1          -
          S-9     value        threshold  -          f-2            1  11.1 %      0.33     1      0        0    100.0 %

        Hours with more than 6
          hour              alerts
          2026-07-01 10:00       8
        """,
        ok(KnownAlerts.report(alerts, feedback)));
  }

  @Test
  void csvHasTheSameInOneTable() {
    assertEquals(
        """
        section,hour,detector,facility_id,equipment_id,sensor_id,metric,alerts,share,alerts_per_hour,true,false,planned,precision
        all,,,,,,,9,1.0,3.0,2,2,1,0.5
        detector,,guard,,,,,7,0.7777777777777778,2.3333333333333335,1,2,0,0.3333333333333333
        detector,,silence,,,,,1,0.1111111111111111,0.3333333333333333,0,0,1,
        detector,,threshold,,,,,1,0.1111111111111111,0.3333333333333333,1,0,0,1.0
        sensor,,,f-1,p-12,TT-7,,5,0.5555555555555556,1.6666666666666667,0,1,0,0.0
        sensor,,,f-1,p-12,PT-104,,3,0.3333333333333333,1.0,1,1,1,0.5
        sensor,,,f-2,,S-9,,1,0.1111111111111111,0.3333333333333333,1,0,0,1.0
        worst_actor,,guard,f-1,p-12,TT-7,temperature,5,0.5555555555555556,1.6666666666666667,0,1,0,0.0
        worst_actor,,guard,f-1,p-12,PT-104,pressure,2,0.2222222222222222,0.6666666666666666,1,1,0,0.5
        worst_actor,,silence,f-1,p-12,PT-104,pressure,1,0.1111111111111111,0.3333333333333333,0,0,1,
        worst_actor,,threshold,f-2,,S-9,value,1,0.1111111111111111,0.3333333333333333,1,0,0,1.0
        hour,2026-07-01T10:00:00Z,,,,,,8,,,,,,
        hour,2026-07-01T12:00:00Z,,,,,,1,,,,,,
        hour_above_six,2026-07-01T10:00:00Z,,,,,,8,,,,,,
        """,
        ok(KnownAlerts.report(alerts, feedback, "--format=csv")));
  }

  @Test
  void jsonHasTheSameForPrograms() throws IOException {
    JsonNode report =
        new ObjectMapper()
            .readTree(
                ok(
                    KnownAlerts.report(
                        alerts, feedback, "--format=json", "--from=2026-07-01T12:00:00Z")));
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {
                  "from": "2026-07-01T12:00:00Z", "to": "2026-07-01T13:00:00Z",
                  "alerts": 1, "share": 1.0, "alerts_per_hour": 1.0,
                  "true": 1, "false": 0, "planned": 0, "precision": 1.0,
                  "alert_events": 11, "unreadable_alert_events": 0,
                  "feedback": 7, "unreadable_feedback": 0, "feedback_without_alert": 1,
                  "hours": [{"hour": "2026-07-01T12:00:00Z", "alerts": 1}],
                  "hours_above_six": [],
                  "detectors": [
                    {"detector": "threshold", "alerts": 1, "share": 1.0, "alerts_per_hour": 1.0,
                     "true": 1, "false": 0, "planned": 0, "precision": 1.0}],
                  "sensors": [
                    {"facility_id": "f-2", "equipment_id": null, "sensor_id": "S-9",
                     "alerts": 1, "share": 1.0, "alerts_per_hour": 1.0,
                     "true": 1, "false": 0, "planned": 0, "precision": 1.0}],
                  "worst_actors": [
                    {"detector": "threshold", "facility_id": "f-2", "equipment_id": null,
                     "sensor_id": "S-9", "metric": "value",
                     "alerts": 1, "share": 1.0, "alerts_per_hour": 1.0,
                     "true": 1, "false": 0, "planned": 0, "precision": 1.0}]
                }
                """);
    assertEquals(expected, report);
  }

  @Test
  void withoutVerdictsThereIsNoPrecision() {
    String table = ok(KnownAlerts.report(alerts));
    assertTrue(table.contains("  detector   alerts   share  per hour\n"), table);
  }

  @Test
  void periodSetsTheHoursThatLoadIsMeasuredBy() {
    String table =
        ok(KnownAlerts.report(alerts, "--from=2026-07-01T00:00:00Z", "--to=2026-07-01T10:30:00Z"));
    assertTrue(
        table.startsWith(
            "3 alerts from 2026-07-01 00:00 to 2026-07-01 10:30 UTC: 0.29 per hour in 10.5 hours"),
        table);
    assertEquals("No alerts.\n", ok(KnownAlerts.report(alerts, "--from=2027-01-01T00:00:00Z")));
  }

  @Test
  void linesThatCannotBeReadAreToldWithTheirPosition() throws IOException {
    Path bad =
        Files.writeString(
            folder.resolve("bad.ndjson"),
            """
            {"alert_id":"a1","verdict":"maybe","at":"2026-07-01T12:00:00Z"}

            {"alert_id":"a1","verdict":"true","at":"noon"}
            {"alert_id":"a1","verdict":"true"}
            {"verdict":"true","at":"2026-07-01T12:00:00Z"}
            {"alert_id":"a1","verdict":"true","at":"2026-07-01T12:00:00Z","from":"me"}
            {"alert_id":"a1","at":"2026-07-01T12:00:00Z"}
            [1]
            {"alert_id":"a1","verdict":"true","at":"2026-07-01T12:00:00Z"}
            """);
    Path lines = Files.writeString(folder.resolve("lines.ndjson"), "{\"alert_id\":\"x\"}\n");
    Run run = KnownAlerts.report("--alertFiles=" + lines, "--feedbackFiles=" + bad);
    assertEquals(0, run.code());
    assertEquals(
        """
        1 lines of alerts are left out:
          LINES, line 1: starts_at is missing
        7 lines of feedback are left out:
          BAD, line 1: verdict="maybe": allowed are true, false and planned
          BAD, line 3: at=noon: allowed is a time such as 2026-07-01T12:00:00Z
          BAD, line 4: at is missing
          BAD, line 5: alert_id is missing
          BAD, line 6: there is no field from; allowed are alert_id, verdict, by, at, comment
          BAD, line 7: verdict is missing
          BAD, line 8: this is not a JSON object
        """
            .replace("LINES", lines.toString())
            .replace("BAD", bad.toString()),
        run.err().replace(System.lineSeparator(), "\n"));
    assertEquals("No alerts.\nalerts with a verdict that were not read: 1\n", run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--format=xml --alertFiles=a | --format=xml: allowed are table, json and csv.",
        "--format=json | Allowed is one of --alertsTopic, --alertFiles and --elasticsearchUrls to"
            + " read alerts from; 0 are given.",
        "--alertFiles=a --alertsTopic=a --bootstrapServers=b:1 | Allowed is one of --alertsTopic,"
            + " --alertFiles and --elasticsearchUrls to read alerts from; 2 are given.",
        "--alertsTopic=a | --bootstrapServers is missing; a topic is read from there.",
        "--alertFiles=a --from=noon | --from=noon: allowed is a time such as 2026-07-01T00:00:00Z.",
        "--alertFiles=/no/such/* | --alertFiles=/no/such/*: there is no such file.",
        "--alertFiles=a --feedbackFiles=b --feedbackTopic=c --bootstrapServers=b:1 | Allowed is one"
            + " of --feedbackTopic and --feedbackFiles.",
        "--elasticsearchUrls=search:9200 | --elasticsearchUrls=search:9200: allowed is"
            + " http://HOST:PORT or https://HOST:PORT.",
      })
  void optionsThatCannotBeUsedAreNamed(String options, String problem) {
    Run run = KnownAlerts.report(options.split(" ", -1));
    assertEquals(2, run.code());
    assertEquals(problem, run.err().strip());
  }
}
