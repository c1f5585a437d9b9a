package io.plantbeam.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.reference.ReferenceInput.Line;
import io.plantbeam.reference.ReferenceJob.Options;
import io.plantbeam.reference.ReferenceResult.Alert;
import io.plantbeam.reference.ReferenceResult.Anomaly;
import io.plantbeam.reference.ReferenceResult.DeadLetter;
import io.plantbeam.reference.ReferenceResult.EnrichedReading;
import io.plantbeam.reference.ReferenceResult.Window;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceJobTest {
  /** 2026-01-01T00:00:00Z, a Thursday, and a whole number of five minutes. */
  private static final long START = 1_767_225_600_000L;

  private final List<Line> lines = new ArrayList<>();
  @TempDir Path registry;

  @BeforeEach
  void writeRegistry() throws IOException {
    Files.writeString(
        registry.resolve("facilities.ndjson"),
        """
        {"facility_id":"f-1","name":"Bengaluru","timezone":"Asia/Kolkata","production_line":"L1","criticality":5}
        """);
    Files.writeString(
        registry.resolve("sensors.ndjson"),
        """
        {"sensor_id":"s-1","facility_id":"f-1","equipment_id":"e-1","criticality":10,"alert_thresholds":{"low":10,"high":90}}
        {"sensor_id":"s-2","equipment_id":"e-2","alert_thresholds":{"voltage":{"high":240}}}
        {"sensor_id":"s-3","facility_id":"f-1"}
        """);
  }

  private void send(String message) {
    lines.add(Line.of("in.ndjson", lines.size() * 100L, message.replace('\'', '"')));
  }

  private void send(String sensor, int count, int stepSeconds, IntToDoubleFunction value) {
    for (int i = 0; i < count; i++) {
      send(
          "{'sensor_id':'%s','timestamp':%d,'value':%s}"
              .formatted(sensor, START + 1000L * i * stepSeconds, value.applyAsDouble(i)));
    }
  }

  private ReferenceResult run() throws IOException {
    return ReferenceJob.run(lines, registry, Options.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "malformed_json | null | {'sensor_id':'s-1'",
        "malformed_json | null | [1]",
        "malformed_json | null | {} {}",
        "malformed_json | null | {'sensor_id':'s','timestamp':1767225600000,'value':NaN}",
        "missing_field | sensor_id | {'timestamp':1767225600000,'value':1}",
        "missing_field | sensor_id | {'sensor_id':'','timestamp':1767225600000,'value':1}",
        "missing_field | device_id | {'device_id':[],'timestamp':1767225600000,'value':1}",
        "missing_field | timestamp | {'sensor_id':'s','value':1}",
        "missing_field | value | {'sensor_id':'s','timestamp':1767225600000,'unit':'C'}",
        "invalid_timestamp | timestamp | {'sensor_id':'s','timestamp':'2026-01-01 00:00:00','value':1}",
        "invalid_timestamp | timestamp | {'sensor_id':'s','timestamp':1.5,'value':1}",
        "invalid_timestamp | timestamp | {'sensor_id':'s','timestamp':99999999999999999,'value':1}",
        "invalid_timestamp | timestamp | {'sensor_id':'s','timestamp':-1,'value':1}",
        "invalid_timestamp | timestamp | {'sensor_id':'s','timestamp':'1970-01-01T00:00:05+01:00','value':1}",
        "invalid_value | value | {'sensor_id':'s','timestamp':1767225600000,'value':'1'}",
        "invalid_value | value | {'sensor_id':'s','timestamp':1767225600000,'value':true}",
        "invalid_value | value | {'sensor_id':'s','timestamp':1767225600000,'value':null}",
        "invalid_value | value | {'sensor_id':'s','timestamp':1767225600000,'value':1e999}",
        "invalid_value | quality_score | {'sensor_id':'s','timestamp':1767225600000,'value':1,'quality_score':'x'}",
        "out_of_range | value | {'sensor_id':'s','timestamp':1767225600000,'value':151,'sensor_type':'temperature'}",
        "out_of_range | temperature_celsius | {'sensor_id':'s','timestamp':1767225600000,'temperature_celsius':-51}",
        "out_of_range | value | {'sensor_id':'s','timestamp':1767225600000,'value':799,'metric_type':'pressure','unit':'hPa'}",
      })
  void badMessagesBecomeDeadLetters(String reason, String field, String message)
      throws IOException {
    send(message);
    ReferenceResult result = run();
    assertEquals(
        List.of(new DeadLetter(reason, field.equals("null") ? null : field, "in.ndjson", 0)),
        result.deadLetters());
    assertEquals(List.of(), result.readings());
  }

  @Test
  void messagesAboveOneMebibyteAreTooLarge() throws IOException {
    String message = "{'sensor_id':'s-9','timestamp':1767225600000,'value':1,'note':'%s'}";
    int room = (1 << 20) - message.length() + 2;
    send(message.formatted("x".repeat(room)));
    send(message.formatted("x".repeat(room + 1)));
    ReferenceResult result = run();
    assertEquals(1, result.readings().size());
    assertEquals(
        List.of(new DeadLetter("too_large", null, "in.ndjson", 100)), result.deadLetters());
  }

  @Test
  void goodMeasuresGoOnBesideABadOne() throws IOException {
    send(
        "{'device_id':7,'timestamp':'2026-01-01T01:00:00+01:00','quality_score':0.5,'voltage':230,"
            + "'current':'high','power_watts':1e3,'humidity':120}");
    ReferenceResult result = run();
    assertEquals(
        List.of("humidity 100.0 percent clamped", "power_watts 1000.0 W ok", "voltage 230.0 V ok"),
        result.readings().stream()
            .map(EnrichedReading::reading)
            .map(r -> r.metric() + " " + r.value() + " " + r.unit() + " " + r.rangeCheck())
            .toList());
    assertEquals(
        List.of(new DeadLetter("invalid_value", "current", "in.ndjson", 0)), result.deadLetters());
    ReferenceResult.Reading first = result.readings().get(0).reading();
    assertEquals("7", first.sensorId());
    assertEquals(START * 1000, first.eventTime());
    assertEquals(0.5, first.quality());
  }

  @Test
  void aRangeAppliesOnlyInTheUnitOfTheType() throws IOException {
    send(
        "{'sensor_id':'a','timestamp':1767225600000,'value':451,'sensor_type':'temperature','unit':'F'}");
    send(
        "{'sensor_id':'b','timestamp':1767225600000,'value':14.7,'sensor_type':'pressure','unit':'psi'}");
    send("{'sensor_id':'c','timestamp':1767225600000,'value':-1,'sensor_type':'humidity'}");
    send("{'sensor_id':'d','timestamp':1767225600000,'value':5,'metric_type':'vibration'}");
    send("{'sensor_id':'e','timestamp':1767225600000,'value':5}");
    ReferenceResult result = run();
    assertEquals(
        List.of("451.0 F", "14.7 psi", "0.0 percent", "5.0 m/s2", "5.0 null"),
        result.readings().stream()
            .map(r -> r.reading().value() + " " + r.reading().unit())
            .toList());
  }

  @Test
  void theFirstOfDuplicatesIsKept() throws IOException {
    send("{'sensor_id':'s-1','timestamp':%d,'value':1}".formatted(START));
    send("{'sensor_id':'s-1','timestamp':'2026-01-01T00:00:00.0000009Z','value':1}");
    send("{'sensor_id':'s-1','timestamp':%d,'value':3}".formatted(START + 1));
    ReferenceResult result = run();
    assertEquals(1, result.duplicates());
    assertEquals(
        List.of(1.0, 3.0), result.readings().stream().map(r -> r.reading().value()).toList());
    assertEquals(
        3,
        ReferenceJob.run(
                lines,
                null,
                new Options(
                    Options.DEFAULTS.size(),
                    Options.DEFAULTS.period(),
                    Options.DEFAULTS.cooldown(),
                    false))
            .readings()
            .size());
  }

  @Test
  void valuesOfOneMicrosecondAreKeptInTheirOrder() throws IOException {
    send("{'sensor_id':'s-1','timestamp':'2026-01-01T00:00:00.0000029Z','value':5}");
    send("{'sensor_id':'s-1','timestamp':'2026-01-01T00:00:00.000002Z','value':4}");
    send("{'sensor_id':'s-1','timestamp':'2026-01-01T00:00:00.000001Z','value':9}");
    ReferenceResult result = run();
    assertEquals(0, result.duplicates());
    assertEquals(1, result.sameTime());
    Window window = result.windows().get(0);
    assertEquals(3, window.count());
    assertEquals(5, window.lastValue());
    assertEquals("2026-01-01T00:00:00.000002Z", window.fields().get("last_time"));
    assertEquals(-4.5 * 60e6, window.slopePerMinute(), 1e-3);
  }

  @Test
  void anEntryIsOfItsFacilityAndOneWithoutOfAllOthers() throws IOException {
    Files.writeString(
        registry.resolve("sensors.ndjson"),
        """
        {"sensor_id":"s-1","facility_id":"f-1","equipment_id":"e-1"}
        {"sensor_id":"s-1","facility_id":"f-2","equipment_id":"e-2"}
        {"sensor_id":"s-2","equipment_id":"e-3"}
        {"sensor_id":"s-2","facility_id":"f-2","equipment_id":"e-4"}
        {"sensor_id":"s-3","facility_id":"f-2","equipment_id":"e-5"}
        """);
    List<String> found = new ArrayList<>();
    for (String sensor : List.of("s-1", "s-2", "s-3")) {
      for (String facility : List.of("'f-1'", "'f-2'", "null")) {
        lines.clear();
        send(
            "{'sensor_id':'%s','facility_id':%s,'timestamp':1767225600000,'value':1}"
                .formatted(sensor, facility));
        found.add(run().readings().get(0).asset().equipmentId());
      }
    }
    assertEquals(Arrays.asList("e-1", "e-2", null, "e-3", "e-4", "e-3", null, "e-5", "e-5"), found);
  }

  @Test
  void calendarFieldsAreInTheFacilitysZone() throws IOException {
    send("{'sensor_id':'s-1','timestamp':'2026-01-01T18:29:59Z','value':1}");
    send("{'sensor_id':'s-9','timestamp':'2026-01-01T06:00:00Z','value':1}");
    ReferenceResult result = run();
    EnrichedReading matched = result.readings().get(0);
    assertEquals("f-1", matched.facilityId());
    assertTrue(matched.assetMatched());
    assertEquals(23, matched.hourOfDay());
    assertEquals(4, matched.dayOfWeek());
    assertEquals("night", matched.shift());
    EnrichedReading unmatched = result.readings().get(1);
    assertNull(unmatched.facilityId());
    assertEquals("morning", unmatched.shift());
  }

  @Test
  void aReadingIsInFiveSlidingWindowsWithItsNeighbours() throws IOException {
    send("{'sensor_id':'s-1','timestamp':%d,'value':1,'quality_score':0.5}".formatted(START));
    send("{'sensor_id':'s-1','timestamp':%d,'value':3}".formatted(START + 30_000));
    send("{'sensor_id':'s-1','timestamp':%d,'value':8}".formatted(START + 60_000));
    ReferenceResult result = run();
    assertEquals(
        List.of(2L, 3L, 3L, 3L, 3L, 1L), result.windows().stream().map(Window::count).toList());
    Window full = result.windows().get(1);
    assertEquals((START - 180_000) * 1000, full.start());
    assertEquals((START + 120_000) * 1000, full.end());
    assertEquals(4, full.mean(), 1e-15);
    assertEquals(Math.sqrt(13), full.stddev(), 1e-15);
    assertEquals(7, full.slopePerMinute(), 1e-14);
    assertEquals(2.5 / 3, full.meanQuality(), 1e-15);
    assertEquals(8, full.lastValue());
    assertEquals("L1", full.labels().productionLine());
    Window single = result.windows().get(5);
    assertNull(single.fields().get("stddev"));
    assertNull(single.fields().get("slope_per_minute"));
    assertEquals("2026-01-01T00:01:00.000Z", single.fields().get("window_start"));
  }

  @Test
  void theLastReadingIsJudgedAgainstTheOthers() throws IOException {
    // Ten others, 49 and 51 in turn: mean 50, sample deviation sqrt(10 / 9).
    // One of two tails beyond t = 4.781 at 9 degrees of freedom has 0.0005, and so beyond z =
    // 3.2905.
    send("s-1", 11, 5, i -> i == 10 ? 50 + 4.781 * Math.sqrt(10.0 / 9 * 1.1) : 49 + 2 * (i % 2));
    Anomaly anomaly = run().anomalies().get(0);
    assertEquals("zscore", anomaly.detector());
    assertEquals("medium", anomaly.severity());
    assertEquals(3.2905, anomaly.score(), 1e-4);
    assertEquals(100, anomaly.expectedLow() + anomaly.expectedHigh(), 1e-9);
    assertEquals((START + 50_000) * 1000, anomaly.eventTime());
  }

  @Test
  void tenReadingsAreNoBaselineForTheTenth() throws IOException {
    send("s-1", 10, 5, i -> i == 9 ? 55 : 49 + 2 * (i % 2));
    assertEquals(List.of(), run().anomalies());
  }

  @Test
  void theDeviationIsFlooredAndWindowsOfOneReadingRaiseOneAlert() throws IOException {
    send("s-1", 11, 5, i -> i == 10 ? 50.5 : 50);
    ReferenceResult result = run();
    assertEquals(5, result.anomalies().size());
    assertEquals("medium", result.anomalies().get(0).severity());
    // t is 5 / sqrt(1.1) = 4.767, whose two tails at 9 degrees of freedom are those of 3.285.
    assertEquals(3.285, result.anomalies().get(0).score(), 1e-3);
    assertEquals(List.of(), result.alerts());
  }

  @Test
  void aCriticalScoreRaisesOneAlertWithPriorityFromScoreAndCriticality() throws IOException {
    send("s-1", 11, 5, i -> i == 10 ? 51.4 : 50);
    ReferenceResult result = run();
    assertEquals(5, result.anomalies().size());
    assertEquals(1, result.alerts().size());
    Alert alert = result.alerts().get(0);
    assertTrue(alert.anomaly().score() > 5, () -> alert.toString());
    assertEquals(10 * alert.anomaly().score() + 15, alert.priority(), 1e-9);
    assertEquals((START + 60_000) * 1000, alert.anomaly().windowEnd());
    // md5 of "3:s-15:value6:zscore13:17672256500003:f-1", as UUID version 3.
    assertEquals(
        UUID.nameUUIDFromBytes(
                "3:s-15:value6:zscore13:17672256500003:f-1".getBytes(StandardCharsets.UTF_8))
            .toString(),
        alert.alertId());
  }

  @Test
  void aSteepSlopeNeedsFiveReadings() throws IOException {
    send("s-3", 5, 12, i -> 10 + 2.2 * i);
    ReferenceResult result = run();
    assertEquals(
        List.of("trend", "trend", "trend", "trend", "trend"),
        result.anomalies().stream().map(Anomaly::detector).toList());
    assertEquals((START + 60_000) * 1000, result.anomalies().get(0).eventTime());
    assertEquals(List.of(), result.alerts(), "a trend alerts nobody");
    lines.clear();
    send("s-3", 4, 12, i -> 10 + 2.2 * i);
    assertEquals(List.of(), run().anomalies());
  }

  @Test
  void elevenEqualReadingsAreStuckAndRaiseOneAlertAnEpisode() throws IOException {
    send("s-1", 11, 5, i -> 50);
    ReferenceResult result = run();
    assertEquals(5, result.anomalies().size());
    assertEquals(1, result.alerts().size());
    assertEquals(50, result.alerts().get(0).priority());
    assertEquals("stuck", result.alerts().get(0).anomaly().detector());
    lines.clear();
    send("s-1", 10, 5, i -> 50);
    assertEquals(List.of(), run().anomalies());
  }

  @Test
  void aGapOfTheCooldownBeginsAnotherEpisode() throws IOException {
    // Each group of eleven is stuck in five windows, whose ends span four minutes.
    for (int group = 0; group < 3; group++) {
      long begin = START + new long[] {0, 18 * 60_000, 37 * 60_000}[group];
      for (int i = 0; i < 11; i++) {
        send("{'sensor_id':'s-1','timestamp':%d,'value':50}".formatted(begin + i * 5_000L));
      }
    }
    // Ends 1..5, 19..23, 38..42 minutes: gaps of 14 minutes (one episode) and 15 (another).
    assertEquals(
        List.of("1 raised 1-1 x1", "2 updated 1-19 x6", "3 resolved 1-23 x10", "1 raised 38-38 x1"),
        events());
  }

  @Test
  void anEpisodeIsOverWhenReadingsHaveComeThatAreLateEnough() throws IOException {
    send("s-1", 11, 5, i -> 50);
    // The last of five windows ends with the fifth minute; then the cooldown and a window's length.
    send("{'sensor_id':'s-3','timestamp':%d,'value':1}".formatted(START + 25 * 60_000 - 1));
    assertEquals(List.of("1 raised 1-1 x1"), events());
    send("{'sensor_id':'s-3','timestamp':%d,'value':1}".formatted(START + 25 * 60_000));
    assertEquals(List.of("1 raised 1-1 x1", "2 resolved 1-5 x5"), events());
  }

  /** In minutes from the start. */
  private List<String> events() throws IOException {
    return run().alerts().stream()
        .map(
            alert ->
                "%d %s %d-%d x%d"
                    .formatted(
                        alert.sequence(),
                        alert.state(),
                        (alert.startsAt() / 1000 - START) / 60_000,
                        (alert.lastAt() / 1000 - START) / 60_000,
                        alert.anomalies()))
        .toList();
  }

  @Test
  void moreThanFiveReadingsOutsideTheThresholdsInOneMinuteAreABreach() throws IOException {
    send("s-1", 12, 10, i -> i < 6 ? 90 + i / 10.0 : 91);
    ReferenceResult result = run();
    List<Anomaly> breaches =
        result.anomalies().stream().filter(a -> a.detector().equals("threshold")).toList();
    assertEquals(1, breaches.size(), "90.0 is not outside, so the first minute has five");
    Anomaly breach = breaches.get(0);
    assertEquals((START + 60_000) * 1000, breach.windowStart());
    assertEquals((START + 120_000) * 1000, breach.eventTime());
    assertEquals(91, breach.value());
    assertEquals(10, breach.expectedLow());
    assertEquals("high", breach.severity());
  }

  @Test
  void thresholdsMayBePerMetric() throws IOException {
    for (int i = 0; i < 6; i++) {
      send(
          "{'sensor_id':'s-2','timestamp':%d,'voltage':%d,'current':500}"
              .formatted(START + i * 1000L, 241 + i));
    }
    List<Anomaly> breaches =
        run().anomalies().stream().filter(a -> a.detector().equals("threshold")).toList();
    assertEquals(1, breaches.size());
    assertEquals("voltage", breaches.get(0).labels().metric());
    assertEquals(246, breaches.get(0).value());
    assertNull(breaches.get(0).fields().get("expected_low"));
  }

  @Test
  void filesAreReadInOrderWithTheBytesAtWhichLinesBegin() throws IOException {
    Path directory = Files.createDirectory(registry.resolve("input"));
    Path plain = Files.writeString(directory.resolve("b.ndjson"), "één\r\n\ntwo");
    Path zipped = directory.resolve("a.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write("x\ny\n".getBytes(StandardCharsets.UTF_8));
    }
    List<String> read = new ArrayList<>();
    for (Line line : ReferenceInput.ofFiles(List.of(plain, zipped))) {
      read.add(
          Path.of(line.file()).getFileName()
              + " "
              + line.offset()
              + " "
              + new String(line.bytes(), StandardCharsets.UTF_8));
    }
    assertEquals(
        List.of("a.ndjson.gz 0 x", "a.ndjson.gz 2 y", "b.ndjson 0 één", "b.ndjson 8 two"), read);
  }
}
