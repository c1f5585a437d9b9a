package io.plantbeam.detect.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.TestBatches;
import io.plantbeam.detect.reading.MinuteFigures;
import io.plantbeam.detect.reading.SeriesMinutes;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Symptom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class MachineGuardTest {
  private static final long MINUTE = 60_000;
  private static final int DAY = 24 * 60;

  private final MachineState machine = new MachineState();
  private final List<Anomaly> told = new ArrayList<>();

  /** A minute of a sensor that changes by nothing, seen since minute 0; its noise is 1. */
  private static MinuteFigures calm(int number) {
    return minute(number, 50, 0, false);
  }

  private static MinuteFigures moved(int number, double change) {
    return minute(number, 50 + change, change, true);
  }

  private static MinuteFigures minute(int number, double mean, double change, boolean moved) {
    long end = number * MINUTE;
    return new MinuteFigures(
        end * 1000 + 5_000_000,
        end,
        MINUTE,
        end,
        true,
        moved,
        false,
        MinuteFigures.NONE,
        MinuteFigures.NONE,
        mean,
        change,
        1,
        40,
        60,
        1);
  }

  private void add(String sensor, MinuteFigures... minutes) {
    add(sensor, TestBatches.asset("pump"), minutes);
  }

  private void add(String sensor, AssetContext asset, MinuteFigures... minutes) {
    GuardedPlant.MACHINES.add(
        machine,
        List.of(
            new SeriesMinutes(
                new SeriesContext(TestBatches.series(sensor), asset), List.of(minutes))),
        told::add);
  }

  /** Both sensors are calm in these minutes. */
  private void calm(int from, int until) {
    for (int minute = from; minute < until; minute++) {
      add("a", calm(minute));
      add("b", calm(minute));
    }
  }

  private List<String> told() {
    return told.stream()
        .map(
            anomaly ->
                anomaly.context().series().sensorId()
                    + " "
                    + anomaly.evidence().replaceAll(".*\\((.*?)\\).*", "$1")
                    + " "
                    + anomaly.eventTimeMicros() / 1000 / MINUTE)
        .toList();
  }

  @Test
  void changeThatNoOtherSensorSharesIsToldFiveMinutesLater() {
    calm(DAY, DAY + 10);
    add("a", moved(DAY + 10, 5));
    add("b", calm(DAY + 10));
    calm(DAY + 11, DAY + 15);
    assertEquals(List.of(), told());
    add("b", calm(DAY + 15));
    assertEquals(List.of("a move " + (DAY + 10)), told());
    Anomaly anomaly = told.get(0);
    long end = (DAY + 10) * MINUTE * 1000;
    assertEquals(
        new Anomaly(
            "guard",
            new SeriesContext(TestBatches.series("a"), TestBatches.asset("pump")),
            Severity.CRITICAL,
            5,
            end,
            end - 5 * MINUTE * 1000,
            end,
            55,
            49,
            51,
            "guard (move): 55 celsius, the mean of 5 minutes, after 50 celsius in those before;"
                + " expected was 49 to 51; no other sensor of the equipment moved.",
            new Symptom("guard.move", end - 5 * MINUTE * 1000, 55, 5, 50)),
        anomaly);
  }

  @Test
  void changeIsExcusedByAnotherSensorThatMovedTenMinutesBeforeOrFourAfter() {
    for (int apart : new int[] {-11, -10, 0, 4, 5}) {
      int start = DAY + 200 * (apart + 12);
      calm(start, start + 20);
      for (int minute = start + 20; minute < start + 60; minute++) {
        add("a", minute == start + 40 ? moved(minute, 5) : calm(minute));
        add("b", minute == start + 40 + apart ? moved(minute, 0.5) : calm(minute));
      }
    }
    assertEquals(List.of("a move " + (DAY + 200 + 40), "a move " + (DAY + 3_400 + 40)), told());
  }

  @Test
  void withinAnHourAfterPlannedWorkNothingIsSaid() {
    int end = 2 * DAY;
    AssetContext after =
        TestBatches.withWork(TestBatches.asset("pump"), end * 60, (end - 30) * 60, end * 60);
    calm(DAY, end - 30);
    // The last minute before the work is decided after it.
    add("a", moved(end - 30, 5));
    for (int minute = end; minute < end + 90; minute++) {
      boolean moves = minute == end + 10 || minute == end + 80;
      add("a", after, calm(minute));
      add("b", after, moves ? moved(minute, 5) : calm(minute));
    }
    assertEquals(List.of("a move " + (end - 30), "b move " + (end + 80)), told());
  }

  @Test
  void excusedChangeIsNoRecordForTheNext() {
    calm(DAY, DAY + 10);
    add("a", moved(DAY + 10, 100));
    add("b", moved(DAY + 10, 100));
    calm(DAY + 11, DAY + 300);
    add("a", moved(DAY + 300, 5));
    calm(DAY + 301, DAY + 310);
    assertEquals(List.of("a move " + (DAY + 300)), told());
  }

  @Test
  void changeThatWasToldIsARecordForTheNextByItsFactor() {
    calm(DAY, DAY + 10);
    add("a", moved(DAY + 10, 100));
    calm(DAY + 11, DAY + 300);
    // The record is 1, as much as the threshold was, and the next threshold 1.4, then 1.82.
    add("a", moved(DAY + 300, 1.3));
    calm(DAY + 301, DAY + 500);
    add("a", moved(DAY + 500, 3));
    calm(DAY + 501, DAY + 510);
    assertEquals(List.of("a move " + (DAY + 10), "a move " + (DAY + 500)), told());
  }

  @Test
  void viewThatHasSpokenIsQuietForTwoHours() {
    calm(DAY, DAY + 10);
    add("a", moved(DAY + 10, 5));
    add("a", moved(DAY + 11, 5));
    calm(DAY + 12, DAY + 100);
    add("a", moved(DAY + 100, 50));
    calm(DAY + 101, DAY + 200);
    add("a", moved(DAY + 200, 50));
    calm(DAY + 201, DAY + 210);
    assertEquals(List.of("a move " + (DAY + 10), "a move " + (DAY + 200)), told());
  }

  @Test
  void onTheFirstDayNoChangeIsTold() {
    calm(DAY - 40, DAY - 30);
    add("a", moved(DAY - 30, 5));
    calm(DAY - 29, DAY + 200);
    assertEquals(List.of(), told());
    add("b", moved(DAY + 200, 5));
    calm(DAY + 201, DAY + 210);
    assertEquals(List.of("b move " + (DAY + 200)), told());
  }

  @Test
  void sensorThatShowsItsMachineAloneLearnsForFiveDays() {
    calm(DAY - 40, DAY - 30);
    add("a", moved(DAY - 30, 5));
    calm(DAY - 29, DAY + 200);
    add("a", moved(DAY + 200, 20));
    calm(DAY + 201, DAY + 300);
    assertEquals(List.of(), told());
    calm(5 * DAY, 5 * DAY + 10);
    add("a", moved(5 * DAY + 10, 90));
    calm(5 * DAY + 11, 5 * DAY + 20);
    assertEquals(List.of("a move " + (5 * DAY + 10)), told());
  }

  @Test
  void sensorThatMostlyChangesWithOthersHasWitnesses() {
    for (int hour = 1; hour <= 4; hour++) {
      int minute = 60 * (hour + 4);
      calm(minute, minute + 10);
      add("a", moved(minute + 10, 5));
      add("b", hour == 1 ? calm(minute + 10) : moved(minute + 10, 5));
      calm(minute + 11, minute + 60);
    }
    calm(DAY, DAY + 200);
    add("a", moved(DAY + 200, 20));
    calm(DAY + 201, DAY + 210);
    assertEquals(List.of("a move " + (DAY + 200)), told());
  }

  @Test
  void levelOutsideTheRangeIsToldUnlessTheMachineMovedWhenItBegan() {
    calm(DAY, DAY + 40);
    for (int minute = DAY + 40; minute < DAY + 60; minute++) {
      add("a", minute(minute, 60 + (minute - DAY - 40) / 8.0, 0.1, false));
      add("b", calm(minute));
    }
    // A tenth of the range is 2: the level that is more than 2 outside comes at minute 57.
    assertEquals(List.of(), told());
    calm(DAY + 60, DAY + 70);
    assertEquals(List.of("a level " + (DAY + 57)), told());
  }

  @Test
  void levelIsExcusedThroughoutByAMoveOfHalfAnHourBeforeItBegan() {
    for (int before : new int[] {30, 31}) {
      int start = before * DAY;
      calm(start, start + 60);
      for (int minute = start + 60; minute < start + 200; minute++) {
        add("a", minute(minute, minute < start + 100 ? 50 : 70, 0.1, false));
        add("b", minute == start + 100 - before ? moved(minute, 0.9) : calm(minute));
      }
    }
    assertEquals(
        List.of("a joint level " + (30 * DAY + 100), "a level " + (31 * DAY + 100)), told());
  }

  /** A change that a sensor makes at once is the machine's if another shows it at that time. */
  @Test
  void changeThatWasMadeAtOnceIsExcusedByWhatOthersDoThenAndNotByWhatTheyDidBefore() {
    calm(DAY, DAY + 30);
    add("a", atOnce(DAY + 30, 5, DAY + 27));
    add("b", moved(DAY + 30, 0.9));
    calm(DAY + 31, DAY + 300);
    add("b", moved(DAY + 300, 0.9));
    calm(DAY + 301, DAY + 306);
    add("a", atOnce(DAY + 306, 5, DAY + 303));
    add("b", calm(DAY + 306));
    calm(DAY + 307, DAY + 320);
    assertEquals(List.of("a move " + (DAY + 306)), told());
  }

  @Test
  void slowChangeThatBeganWithTheMachineIsExcusedUntilItEnds() {
    calm(DAY, DAY + 30);
    add("b", moved(DAY + 30, 0.9));
    for (int minute = DAY + 31; minute < DAY + 60; minute++) {
      add("a", moved(minute, 5));
      add("b", calm(minute));
    }
    calm(DAY + 60, DAY + 70);
    assertEquals(List.of(), told());
  }

  @Test
  void levelThatTheMachineExplainedIsToldOnceItGoesOnBeyondThat() {
    calm(DAY, DAY + 60);
    add("b", moved(DAY + 60, 0.9));
    for (int minute = DAY + 61; minute < DAY + 240; minute++) {
      double drift = Math.max(0, (minute - DAY - 120) / 10.0);
      add("a", minute(minute, 63 + drift, 0.1, false));
      add("b", calm(minute));
    }
    // It was 1.5 thresholds of 2 outside of the range; 1.3 times that and one more are 5.9.
    assertEquals(List.of("a level " + (DAY + 149)), told());
  }

  @Test
  void runThatBeganWithAChangeIsToldOnceTheMachineHasChangedAgain() {
    calm(DAY, DAY + 60);
    for (int minute = DAY + 60; minute < DAY + 120; minute++) {
      add("a", stuckSince(DAY + 30, minute));
      add("b", minute == DAY + 100 ? atOnce(minute, 5, DAY + 97) : calm(minute));
    }
    calm(DAY + 120, DAY + 130);
    assertEquals(List.of("a stuck " + (DAY + 101), "b move " + (DAY + 100)), told());
  }

  private static MinuteFigures atOnce(int number, double change, int onset) {
    return special(number, change, onset * MINUTE, MinuteFigures.NONE);
  }

  private static MinuteFigures stuckSince(int since, int number) {
    return special(number, 0, MinuteFigures.NONE, since * MINUTE);
  }

  private static MinuteFigures special(int number, double change, long onset, long stuckSince) {
    long end = number * MINUTE;
    return new MinuteFigures(
        end * 1000 + 5_000_000,
        end,
        MINUTE,
        end,
        true,
        change != 0,
        change != 0,
        onset,
        stuckSince,
        50 + change,
        change,
        1,
        40,
        60,
        1);
  }

  @Test
  void sensorWithoutOthersIsJudgedAtOnceButLearnsForFiveDays() {
    add("a", calm(4 * DAY), moved(4 * DAY + 1, 9), calm(4 * DAY + 2));
    assertEquals(List.of(), told());
    add("a", calm(5 * DAY + 400), moved(5 * DAY + 401, 20));
    assertEquals(List.of("a move " + (5 * DAY + 401)), told());
    assertTrue(told.get(0).evidence().endsWith("expected was 47.8 to 52.2."), told::toString);
  }

  @Test
  void sensorWhoseOthersHaveStoppedIsWithoutOthers() {
    calm(DAY, DAY + 10);
    for (int minute = DAY + 10; minute < DAY + 200; minute++) {
      add("a", minute == DAY + 150 ? moved(minute, 9) : calm(minute));
    }
    assertEquals(List.of(), told());
  }

  @Test
  void machineAsAWholeIsToldOnceFromTheSeventhDayOn() {
    for (int day : new int[] {6, 8}) {
      int start = day * DAY;
      calm(start, start + 10);
      for (String sensor : List.of("a", "b")) {
        add(sensor, moved(start + 10, day == 6 ? 5 : 9));
      }
      calm(start + 11, start + 100);
    }
    assertEquals(List.of("a joint move " + (8 * DAY + 10)), told());
  }

  @Test
  void minuteThatComesAgainOrTooLateIsLeftOut() {
    calm(DAY, DAY + 10);
    add("a", moved(DAY + 5, 9));
    calm(DAY + 10, DAY + 30);
    assertEquals(List.of(), told());
  }

  @Test
  void stateGoesOnAfterItWasSavedAndIsBounded() throws CoderException {
    MachineState saved = new MachineState();
    List<Anomaly> toldBySaved = new ArrayList<>();
    int bytes = 0;
    for (int minute = 7 * DAY; minute < 16 * DAY; minute++) {
      boolean moves = minute % 701 < 3;
      boolean joint = minute % 977 == 0;
      List<SeriesMinutes> minutes = new ArrayList<>();
      for (String sensor : List.of("a", "b", "gone")) {
        if (sensor.equals("gone") && minute > 7 * DAY + 30) {
          continue;
        }
        boolean itMoves = joint || (moves && sensor.equals("a"));
        minutes.add(
            new SeriesMinutes(
                new SeriesContext(TestBatches.series(sensor), TestBatches.asset("pump")),
                List.of(itMoves ? moved(minute, 5 + minute % 13) : calm(minute))));
      }
      GuardedPlant.MACHINES.add(machine, minutes, told::add);
      if (minute % 7 == 0) {
        byte[] encoded = encoded(saved);
        bytes = Math.max(bytes, encoded.length);
        saved = CoderUtils.decodeFromByteArray(MachineState.MachineStateCoder.INSTANCE, encoded);
      }
      GuardedPlant.MACHINES.add(saved, minutes, toldBySaved::add);
    }
    assertTrue(told.size() > 5, told::toString);
    assertEquals(told, toldBySaved);
    assertEquals(2, machine.members.size());
    assertTrue(bytes <= 3 * 600, bytes + " bytes");
  }

  private static byte[] encoded(MachineState state) throws CoderException {
    return CoderUtils.encodeToByteArray(MachineState.MachineStateCoder.INSTANCE, state);
  }

  @Test
  void formsKeepTheirBytes() throws CoderException {
    add("a", calm(1), moved(2, 3));
    assertEquals(STATE, HexFormat.of().formatHex(encoded(machine)));
    SeriesMinutes minutes =
        new SeriesMinutes(
            new SeriesContext(TestBatches.series("a"), TestBatches.asset("pump")),
            List.of(
                moved(2, 3),
                new MinuteFigures(
                    200_000_001,
                    180_000,
                    MINUTE,
                    7,
                    false,
                    false,
                    true,
                    120_000,
                    90_000,
                    1,
                    2,
                    3,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN)));
    byte[] bytes = CoderUtils.encodeToByteArray(SeriesMinutes.MinutesCoder.INSTANCE, minutes);
    assertEquals(MINUTES, HexFormat.of().formatHex(bytes));
    assertEquals(
        minutes, CoderUtils.decodeFromByteArray(SeriesMinutes.MinutesCoder.INSTANCE, bytes));
  }

  private static final String STATE =
      "01ab0190a10fffffffffffffffffff010101012602610c74656d706572617475"
          + "72650c74656d706572617475726504662d310863656c73697573100104662d31"
          + "000000000570756d700000000000000000000000000000000000000000000000"
          + "000000004007fa4fa4fa4fa5000003000f000000000000000000ffffffffffff"
          + "ffff7f0080d30effffffffffffffffff01ffffffffffffffffff01ffffffffff"
          + "ffffffff0180d30ee0d403020000";

  private static final String MINUTES =
      "01a101012602610c74656d70657261747572650c74656d706572617475726504"
          + "662d310863656c73697573100104662d31000000000570756d700000020790a1"
          + "0f8827e0d403c0a907404a80000000000040080000000000003ff00000000000"
          + "004044000000000000404e0000000000003ff0000000000000388590bcfd02a0"
          + "9c01e0d40307c0a907a0fe0a3ff0000000000000400000000000000040080000"
          + "00000000";
}
