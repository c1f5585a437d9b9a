package io.plantbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.PipelineResult.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The golden data on the Direct runner. */
class DirectConformanceTest {
  @TempDir static Path folder;
  private static Golden golden;

  @BeforeAll
  static void make() throws Exception {
    golden = Golden.make(folder.resolve("golden"));
  }

  @AfterAll
  static void close() {
    if (golden != null) {
      golden.close();
    }
  }

  @Test
  void everyOutputHasLinesOfEachKind() {
    for (Output output : Output.values()) {
      assertTrue(golden.batch().of(output).size() > 3, output::toString);
    }
    for (String detector : List.of("zscore", "stuck", "threshold")) {
      assertTrue(
          golden.batch().of(Output.ALERTS).stream().anyMatch(a -> a.contains(detector)), detector);
    }
    assertEquals(3, golden.forgottenDuplicates().size());
  }

  @Test
  void equalSensorsOfBothPlantsRaiseAlertsOfTheSameTime() {
    List<String> alerts = alerts("zscore", "twin", "2026-03-29T00:50:40.009Z");
    assertEquals(2, alerts.size(), alerts::toString);
    for (String facility : List.of("f-1", "f-2")) {
      assertTrue(
          alerts.stream().anyMatch(a -> a.contains("\"facility_id\":\"" + facility + "\"")),
          alerts::toString);
    }
  }

  @Test
  void alertOfThePressBecomesWorseAndEnds() {
    List<String> events =
        golden.batch().of(Output.ALERTS).stream()
            .filter(alert -> alert.contains("\"sensor_id\":\"press-a\""))
            .map(
                alert ->
                    alert.replaceFirst(
                        ".*\"state\":\"(\\w+)\",\"sequence\":(\\d+),.*\"severity\":\"(\\w+)\".*",
                        "$2 $1 $3"))
            .sorted()
            .toList();
    assertEquals(List.of("1 raised high", "2 updated critical", "3 resolved critical"), events);
  }

  @Test
  void sensorsOfThePressAreOneIncident() {
    List<String> ends =
        golden.batch().of(Output.INCIDENTS).stream()
            .filter(incident -> incident.contains("eq-press") && incident.contains("resolved"))
            .toList();
    assertEquals(1, ends.size(), ends::toString);
    assertTrue(ends.get(0).contains("[\"press-a\",\"press-b\",\"press-c\"]"), ends.get(0));
    assertTrue(ends.get(0).contains("\"alerts\":3,\"open_alerts\":0"), ends.get(0));
  }

  @Test
  void machinesWithOtherFormatsRaiseAlerts() {
    assertEquals(1, alerts("zscore", "lathe", "2026-03-29T01:03:40.000007Z").size());
    assertEquals(1, alerts("zscore", "oven", "2026-03-29T01:04:40.012Z").size());
    assertEquals(1, alerts("zscore", "mill", "2026-03-29T01:19:40.013007Z").size());
  }

  @Test
  void messagesOfEachFormatAreRefusedForTheirReasons() {
    assertEquals(
        List.of("invalid_timestamp", "malformed_message", "missing_field"), reasons("telegraf"));
    assertEquals(
        List.of("invalid_value", "malformed_message", "missing_field", "out_of_range"),
        reasons("gateway"));
    assertEquals(List.of("malformed_message", "unknown_schema"), reasons("avro"));
  }

  /** Of the dead letters of one {@link GoldenSource#place source}. */
  private static List<String> reasons(String source) {
    return golden.batch().of(Output.DEAD_LETTERS).stream()
        .filter(letter -> letter.contains("\"message\":\"" + source + ":"))
        .map(letter -> letter.replaceFirst(".*\"reason\":\"(\\w+)\".*", "$1"))
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void readingsOfOneMicrosecondAreKeptIfTheirValuesDiffer() {
    String time = "2026-03-29T00:46:00.020007Z";
    assertEquals(
        List.of("0.25", "30.0"),
        golden.batch().of(Output.READINGS).stream()
            .filter(row -> row.contains("timestamp=" + time))
            .map(row -> row.replaceFirst(".* value=([^,]+),.*", "$1"))
            .sorted()
            .toList());
    assertEquals(1, alerts("zscore", "shaker", time).size());
  }

  @Test
  void faultInPlannedWorkIsWrittenWithItsReasonAndRaisesNoAlert() {
    List<String> breaches =
        golden.batch().of(Output.ANOMALIES).stream()
            .filter(line -> line.contains("\"threshold\"") && line.contains("\"washer\""))
            .toList();
    assertEquals(6, breaches.size(), breaches::toString);
    for (String breach : breaches) {
      boolean isIn = breach.contains("\"window_start\":\"2026-03-29T01:1");
      assertEquals(isIn, breach.contains("\"suppressed_by\":\"washer cleaning\""), breach);
    }
    assertEquals(0, alerts("threshold", "washer", "2026-03-29T01:11:00.000Z").size());
    assertTrue(alerts("threshold", "washer", "2026-03-29T01:31:00.000Z").size() > 0);
  }

  @Test
  void whatIsOffInPlannedWorkIsSilentIfItDoesNotComeBack() {
    List<String> silences =
        golden.batch().of(Output.ANOMALIES).stream()
            .filter(line -> line.contains("\"silence\"") && line.contains("\"washer-"))
            .toList();
    assertEquals(1, silences.size(), silences::toString);
    assertTrue(silences.get(0).contains("\"washer-valve\""), silences::toString);
    assertTrue(
        silences.get(0).contains("\"window_start\":\"2026-03-29T01:20:00.000Z\""),
        silences::toString);
  }

  private static List<String> frames(String equipment) {
    return golden.batch().of(Output.EVENT_FRAMES).stream()
        .filter(frame -> frame.contains("\"equipment_id\":\"" + equipment + "\""))
        .toList();
  }

  @Test
  void machineWithStatesHasFramesOfEach() {
    for (String state : List.of("fault", "running", "idle")) {
      assertTrue(
          frames("eq-meter").stream().anyMatch(f -> f.contains("\"state\":\"" + state + "\"")),
          state);
    }
    assertTrue(frames("eq-meter").size() > 20);
  }

  @Test
  void equalMachinesOfBothPlantsHaveFramesOfTheirOwn() {
    List<String> north =
        frames("eq-twin").stream().filter(f -> f.contains("\"facility_id\":\"f-1\"")).toList();
    assertEquals(1, north.size(), north::toString);
    assertTrue(north.get(0).contains("\"state\":\"cold\""), north::toString);
    assertTrue(
        frames("eq-twin").stream()
            .anyMatch(f -> f.contains("\"f-2\"") && f.contains("\"state\":\"hot\"")));
  }

  @Test
  void frameInPlannedWorkSaysSo() {
    List<String> faults =
        frames("eq-washer").stream()
            .filter(f -> f.contains("\"state\":\"fault\"") && f.contains("\"sequence\":2"))
            .toList();
    assertEquals(2, faults.size(), faults::toString);
    assertEquals(
        1, faults.stream().filter(f -> f.contains("\"planned\":true")).count(), faults::toString);
  }

  @Test
  void machineThatSendsNoMoreIsOffline() {
    for (String equipment : List.of("eq-shaker", "eq-burst")) {
      List<String> open =
          frames(equipment).stream()
              .filter(f -> f.contains("\"state\":\"offline\"") && f.contains("\"ends_at\":null"))
              .toList();
      assertEquals(1, open.size(), equipment);
    }
  }

  private static List<String> alerts(String detector, String sensor, String time) {
    return golden.batch().of(Output.ALERTS).stream()
        .filter(
            alert ->
                alert.contains("\"state\":\"raised\"")
                    && alert.contains("\"detector\":\"" + detector + "\"")
                    && alert.contains("\"sensor_id\":\"" + sensor + "\"")
                    && alert.contains("\"event_time\":\"" + time + "\""))
        .toList();
  }

  @Test
  void batchJobPutsOutInAStoreWhatItDoesOnADisk() throws Exception {
    GoldenBucket bucket = new GoldenBucket(folder.resolve("batch"));
    assertEquals(State.DONE, DirectEngine.launch(golden.batchArguments(bucket)).waitUntilFinish());
    Outputs found =
        Outputs.ofDirectory(bucket.directory(), GoldenPlaces.ofFiles(golden.messages()));
    found.assertEqual(golden.batch());
    ConformanceTable.assertRow("Direct, batch", golden.batch(), found);
  }

  @Test
  void streamPutsOutWhatTheBatchJobDoes() throws Exception {
    Outputs found =
        StreamingScript.run(
            new DirectEngine(),
            new BrokerOfTests(),
            folder.resolve("streaming"),
            golden.formats(),
            golden.messages(),
            golden.streaming(false));
    found.assertEqual(golden.streaming(false));
    ConformanceTable.assertRow("Direct, streaming", golden.batch(), found);
  }
}
