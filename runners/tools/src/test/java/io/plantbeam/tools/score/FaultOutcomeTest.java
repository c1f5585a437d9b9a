package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.tools.simulate.FaultKind;
import io.plantbeam.tools.simulate.FaultLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FaultOutcomeTest {
  private static final long MINUTE = 60_000;

  /** From minute 100 to minute 160. */
  private static final FaultLabel FAULT =
      new FaultLabel("s1", "flow", FaultKind.SHIFT, 100 * MINUTE, 160 * MINUTE);

  private static RaisedAlert alert(String detector, String sensor, String equipment, long minute) {
    return new RaisedAlert(
        detector + sensor + minute, detector, sensor, equipment, minute * MINUTE);
  }

  private static FaultOutcome outcome(RaisedAlert... raised) {
    return FaultOutcome.of(FAULT, "m1", List.of(raised), List.of());
  }

  @Test
  void theFirstAlertOfTheFaultySensorWhileItIsAtFaultCatchesIt() {
    FaultOutcome outcome =
        outcome(
            alert("zscore", "s1", "m1", 99),
            alert("novelty", "s2", "m1", 101),
            alert("novelty", "s1", "m1", 107),
            alert("trend", "s1", "m1", 103),
            alert("trend", "s1", "m2", 102));
    assertEquals(OptionalLong.of(3 * MINUTE), outcome.delayMillis());
    assertEquals(3, outcome.alerts());
    assertEquals(1, outcome.incidents());
  }

  @Test
  void anAlertShortlyAfterTheEndStillCounts() {
    assertEquals(
        OptionalLong.of(75 * MINUTE), outcome(alert("zscore", "s1", "m1", 175)).delayMillis());
    FaultOutcome late = outcome(alert("zscore", "s1", "m1", 176));
    assertEquals(OptionalLong.empty(), late.delayMillis());
    assertEquals(0, late.alerts());
  }

  @Test
  void anAlertOfAnotherSensorCatchesNothingUnlessItsDetectorJudgesMachines() {
    FaultOutcome other = outcome(alert("zscore", "s2", "m1", 110));
    assertEquals(OptionalLong.empty(), other.delayMillis());
    assertEquals(1, other.alerts());
    assertEquals(
        OptionalLong.of(10 * MINUTE), outcome(alert("baseline", "s2", "m1", 110)).delayMillis());
  }

  @Test
  void alertsFarApartAreSeveralIncidents() {
    FaultOutcome outcome =
        outcome(
            alert("zscore", "s1", "m1", 110),
            alert("zscore", "s2", "m1", 120),
            alert("zscore", "s1", "m1", 131));
    assertEquals(3, outcome.alerts());
    assertEquals(2, outcome.incidents());
  }

  @Test
  void whatThePlantRaisesWithoutTheFaultAsWellIsChance() {
    List<RaisedAlert> raised = List.of(alert("zscore", "s1", "m1", 110));
    assertEquals(
        true,
        FaultOutcome.of(FAULT, "m1", raised, List.of(alert("zscore", "s1", "m1", 150))).byChance());
    assertEquals(
        false,
        FaultOutcome.of(FAULT, "m1", raised, List.of(alert("zscore", "s2", "m1", 110))).byChance());
    assertEquals(
        false,
        FaultOutcome.of(FAULT, "m1", raised, List.of(alert("zscore", "s1", "m1", 50))).byChance());
  }

  /** Delays of 1 to 30 minutes, and ten faults that nobody sees. */
  @Test
  void delaysAreThoseOfCaughtFaultsAndMeansThoseOfAll() {
    List<FaultOutcome> outcomes = new ArrayList<>();
    for (int minute = 1; minute <= 30; minute++) {
      outcomes.add(
          outcome(
              alert("zscore", "s1", "m1", 100 + minute),
              alert("zscore", "s2", "m1", 100 + minute)));
    }
    for (int i = 0; i < 10; i++) {
      outcomes.add(outcome());
    }
    FaultSummary summary = FaultSummary.of(outcomes);
    // Half of 30 is the 15th, 95 % the 29th (28.5).
    assertEquals(new FaultSummary(40, 30, 0, 900, 1740, 1.5, 0.75), summary);
    assertEquals(List.of("30 of 40", "0", "900", "1740", "1.50", "0.75"), summary.cells());
    assertEquals(
        List.of("0 of 1", "0", "-", "-", "0.00", "0.00"),
        FaultSummary.of(List.of(outcome())).cells());
  }
}
