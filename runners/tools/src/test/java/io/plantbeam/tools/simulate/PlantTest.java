package io.plantbeam.tools.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.reference.ReferenceInput.Line;
import io.plantbeam.reference.ReferenceJob;
import io.plantbeam.reference.ReferenceJob.Options;
import io.plantbeam.reference.ReferenceResult;
import io.plantbeam.reference.ReferenceResult.Anomaly;
import io.plantbeam.reference.ReferenceResult.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path registry;

  private static PlantSettings settings(int sensors, long seed, double trouble, int faults) {
    return new PlantSettings(
        2,
        sensors,
        START,
        Duration.ofHours(1),
        Duration.ofSeconds(10),
        seed,
        trouble,
        trouble,
        trouble,
        faults);
  }

  private static List<SimulatedMessage> all(MessageStream messages) {
    List<SimulatedMessage> all = new ArrayList<>();
    messages.forEachRemaining(all::add);
    return all;
  }

  private ReferenceResult compute(Plant plant, List<SimulatedMessage> messages) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (SimulatedMessage message : messages) {
      lines.add(new Line("in.ndjson", lines.size(), message.payload()));
    }
    PlantFiles.writeRegistry(registry, plant);
    return ReferenceJob.run(lines, registry, Options.DEFAULTS);
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    Plant plant = new Plant(settings(20, 7, 0.05, 5));
    List<SimulatedMessage> first = all(plant.messages());
    List<SimulatedMessage> again = all(new Plant(settings(20, 7, 0.05, 5)).messages());
    assertEquals(first.size(), again.size());
    for (int i = 0; i < first.size(); i++) {
      assertArrayEquals(first.get(i).payload(), again.get(i).payload());
      assertEquals(first.get(i).sentMillis(), again.get(i).sentMillis());
    }
    assertEquals(plant.faults(), new Plant(settings(20, 7, 0.05, 5)).faults());
    Plant other = new Plant(settings(20, 8, 0.05, 5));
    assertFalse(plant.faults().equals(other.faults()));
  }

  @Test
  void messagesAreSentInOrderAndHeldBackByNoMoreThanTheLimit() {
    long previous = Long.MIN_VALUE;
    long held = 0;
    for (SimulatedMessage message : all(new Plant(settings(40, 3, 0.05, 0)).messages())) {
      assertTrue(message.sentMillis() >= previous);
      previous = message.sentMillis();
      long delay = message.sentMillis() - message.eventTimeMillis();
      assertTrue(delay >= 0 && delay <= PlantSettings.MAX_DELAY.toMillis(), "delay " + delay);
      held += delay > 0 ? 1 : 0;
    }
    assertTrue(held > 1000, "held back: " + held);
  }

  @Test
  void aHealthyPlantSendsEveryMessageAndRaisesNoAlert() throws IOException {
    Plant plant = new Plant(settings(80, 1, 0, 0));
    List<SimulatedMessage> messages = all(plant.messages());
    assertEquals(80 * 360, messages.size());
    ReferenceResult result = compute(plant, messages);
    assertEquals(List.of(), result.deadLetters());
    assertEquals(List.of(), result.alerts());
  }

  @Test
  void truthAgreesWithWhatWasSent() throws IOException {
    Plant plant = new Plant(settings(100, 2, 0.02, 10));
    MessageStream stream = plant.messages();
    List<SimulatedMessage> messages = all(stream);
    Truth truth = stream.truth();
    ReferenceResult result = compute(plant, messages);
    assertEquals(result.messages(), truth.messages());
    assertEquals(result.readings().size(), truth.readings());
    assertEquals(result.duplicates(), truth.duplicates());
    Map<String, Long> reasons =
        result.deadLetters().stream()
            .collect(
                Collectors.groupingBy(DeadLetter::reason, TreeMap::new, Collectors.counting()));
    for (DirtyKind kind : DirtyKind.values()) {
      assertTrue(truth.deadLetters(kind) > 0, kind + " is missing");
      assertEquals(truth.deadLetters(kind), reasons.get(kind.reason()), kind.reason());
    }
    assertTrue(truth.duplicates() > 0 && truth.outOfOrder() > 0);
  }

  @Test
  void everySeededFaultIsCaughtByTheDefaultDetectorsAndTheRestStaysQuiet() throws IOException {
    Plant plant = new Plant(settings(200, 5, 0.002, 40));
    ReferenceResult result = compute(plant, all(plant.messages()));
    Map<FaultKind, Set<String>> detectors =
        Map.of(
            FaultKind.SPIKE, Set.of("zscore"),
            FaultKind.NOISE, Set.of("zscore"),
            FaultKind.DRIFT, Set.of("trend"),
            FaultKind.STUCK, Set.of("stuck"),
            FaultKind.DROPOUT, Set.of("silence"));
    Set<Anomaly> explained = new HashSet<>();
    for (FaultLabel fault : plant.faults()) {
      List<Anomaly> seen =
          result.anomalies().stream()
              .filter(
                  a ->
                      a.labels().sensorId().equals(fault.sensorId())
                          // A sensor that does not send is silent in all its metrics.
                          && (fault.kind() == FaultKind.DROPOUT
                              || a.labels().metric().equals(fault.metric()))
                          && a.windowEnd() > fault.startMillis() * 1000
                          && a.windowStart() < fault.endMillis() * 1000)
              .toList();
      explained.addAll(seen);
      assertTrue(
          seen.stream().anyMatch(a -> detectors.get(fault.kind()).contains(a.detector())),
          fault + " was seen as " + seen);
    }
    assertEquals(
        List.of(), result.alerts().stream().filter(a -> !explained.contains(a.anomaly())).toList());
  }

  @Test
  void aDropoutIsSilenceAndKindsTakeTurns() {
    Plant plant = new Plant(settings(50, 4, 0, 10));
    Map<FaultKind, Long> kinds =
        plant.faults().stream()
            .collect(Collectors.groupingBy(FaultLabel::kind, Collectors.counting()));
    for (FaultKind kind : FaultPlan.KINDS) {
      assertEquals(2, kinds.get(kind), kind.label());
    }
    for (FaultLabel fault : plant.faults()) {
      long during =
          all(plant.messages()).stream()
              .filter(m -> m.key().equals(fault.sensorId()) && fault.covers(m.eventTimeMillis()))
              .count();
      long expected = (fault.endMillis() - fault.startMillis() + 9_999) / 10_000;
      assertEquals(fault.kind() == FaultKind.DROPOUT ? 0 : expected, during, fault.toString());
    }
  }

  @Test
  void theMessageShapesOfTheDataContractsAreSent() {
    Plant plant = new Plant(settings(10, 1, 0, 0));
    Map<String, String> bySensor = new TreeMap<>();
    for (SimulatedMessage message : all(plant.messages())) {
      bySensor.putIfAbsent(
          message.key(),
          new String(message.payload(), StandardCharsets.UTF_8)
              .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "T")
              .replaceAll("(?<=timestamp\":)\\d+", "MILLIS")
              .replaceAll("(?<=:)-?\\d+\\.\\d+(?=[,}])", "N"));
    }
    assertEquals(
        "{\"sensor_id\":\"s-0001\",\"timestamp\":\"T\",\"value\":N,\"quality_score\":N,"
            + "\"unit\":\"celsius\",\"sensor_type\":\"temperature\",\"facility_id\":\"f-1\"}",
        bySensor.get("s-0001"));
    assertEquals(
        "{\"sensor_id\":\"s-0002\",\"timestamp\":\"T\",\"acceleration_x\":N,\"acceleration_y\":N,"
            + "\"acceleration_z\":N,\"sensor_type\":\"vibration\",\"facility_id\":\"f-1\"}",
        bySensor.get("s-0002"));
    assertTrue(
        bySensor
            .get("s-0003")
            .startsWith("{\"device_id\":\"s-0003\",\"timestamp\":\"T\",\"value\":N,"));
    assertEquals(
        "{\"sensor_id\":\"s-0010\",\"timestamp\":MILLIS,\"value\":N,"
            + "\"metric_type\":\"temperature\"}",
        bySensor.get("s-0010"));
  }

  @Test
  void tinyAndOddPlantsWork() {
    for (int sensors = 1; sensors <= 6; sensors++) {
      PlantSettings tiny =
          new PlantSettings(
              3,
              sensors,
              Instant.EPOCH,
              Duration.ofSeconds(95),
              Duration.ofSeconds(7),
              sensors,
              0.3,
              0.3,
              0.3,
              sensors);
      MessageStream stream = new Plant(tiny).messages();
      assertEquals(all(stream).size(), stream.truth().messages());
    }
  }

  @Test
  void noMoreIsMeasuredThanIsSent() {
    PlantSettings tenYears =
        new PlantSettings(
            1, 1000, START, Duration.ofDays(3650), Duration.ofSeconds(1), 1, 0, 0, 1, 0);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          MessageStream messages = new Plant(tenYears).messages();
          for (int i = 0; i < 100_000; i++) {
            assertTrue(messages.next().eventTimeMillis() < START.plusSeconds(120).toEpochMilli());
          }
        });
  }

  @Test
  void settingsThatMakeNoPlantAreRefusedWithASentenceEach() {
    PlantSettings wrong =
        new PlantSettings(
            0,
            0,
            Instant.parse("1969-12-31T23:59:00Z"),
            Duration.ZERO,
            Duration.ZERO,
            1,
            -1,
            2,
            Double.NaN,
            -1);
    assertEquals(9, wrong.problems().size(), wrong.problems().toString());
    assertTrue(wrong.problems().contains("--dirty=-1.0: allowed is a share from 0 to 1."));
    assertThrows(IllegalArgumentException.class, () -> new Plant(wrong));
  }
}
