package io.plantbeam.detect.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.plantbeam.model.AlarmLimits;
import io.plantbeam.model.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitAlarmTest {
  private static final long SECOND = 1_000_000;
  private static final double NONE = Double.NaN;

  /** Writes what is told, each as {@code 20 high begins 91}. */
  private static final class Told implements LimitAlarm.Events {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void beyond(
        LimitLevel level, LimitAlarm.Occasion occasion, long timeMicros, double value) {
      lines.add(
          "%d %s %s %s"
              .formatted(
                  timeMicros / SECOND,
                  level.name().toLowerCase(Locale.ROOT),
                  occasion.name().toLowerCase(Locale.ROOT),
                  Figures.format(value)));
    }

    @Override
    public void normal(long timeMicros, double value) {
      lines.add(timeMicros / SECOND + " normal");
    }
  }

  /** Judges readings such as {@code 0=5 10=91}: seconds, and values. */
  private static List<String> judge(LimitAlarm alarm, AlarmLimits limits, String readings) {
    Told told = new Told();
    for (String reading : readings.strip().split(" +", -1)) {
      String[] parts = reading.split("=", -1);
      alarm.judge(
          Long.parseLong(parts[0]) * SECOND,
          Double.parseDouble(parts[1]),
          limits,
          300 * SECOND,
          told);
    }
    return told.lines;
  }

  private static AlarmLimits limits(double deadband, long onSeconds, long offSeconds) {
    return new AlarmLimits(0, 10, 90, 100, deadband, onSeconds * 1000, offSeconds * 1000);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "between all limits | 0 | 0 | 0 | 0=50 10=60 | ''",
        "at a limit is inside | 0 | 0 | 0 | 0=90 10=10 20=100 30=50 | 20 high begins 100; 30 normal",
        "above high and back | 0 | 0 | 0 | 0=50 10=91 20=90 | 10 high begins 91; 20 normal",
        "below low and back | 0 | 0 | 0 | 0=50 10=9 20=10 | 10 low begins 9; 20 normal",
        "severity rises | 0 | 0 | 0 | 0=91 10=101 20=50 | 0 high begins 91; 10 high_high begins 101; 20 normal",
        "severity falls | 0 | 0 | 0 | 0=-1 10=5 20=50 | 0 low_low begins -1; 10 low begins 5; 20 normal",
        "from one side to the other | 0 | 0 | 0 | 0=91 10=9 20=50 | 0 high begins 91; 10 low begins 9; 20 normal",
        "furthest is told at the end | 0 | 0 | 0 | 0=91 10=97 20=92 30=50 | 0 high begins 91; 10 high was_furthest 97; 30 normal",
        "furthest of low is the least | 0 | 0 | 0 | 0=9 10=4 20=8 30=50 | 0 low begins 9; 10 low was_furthest 4; 30 normal",
        "furthest before a fall of severity | 0 | 0 | 0 | 0=101 10=120 20=95 | 0 high_high begins 101; 10 high_high was_furthest 120; 20 high begins 95",
        "furthest before a rise is not told | 0 | 0 | 0 | 0=91 10=97 20=101 | 0 high begins 91; 20 high_high begins 101",
        "told again after five minutes | 0 | 0 | 0 | 0=91 100=95 299=92 300=93 500=94 600=92 | 0 high begins 91; 300 high goes_on 95; 600 high goes_on 95",
        "told furthest is not told twice | 0 | 0 | 0 | 0=91 100=95 300=93 310=50 | 0 high begins 91; 300 high goes_on 95; 310 normal",
        "deadband keeps the alarm | 5 | 0 | 0 | 0=91 10=86 20=89 30=85 | 0 high begins 91; 30 normal",
        "deadband of a low limit | 5 | 0 | 0 | 0=9 10=14 20=15 | 0 low begins 9; 20 normal",
        "deadband does not begin an alarm | 5 | 0 | 0 | 0=86 10=89 | ''",
        "deadband between high and high-high | 5 | 0 | 0 | 0=101 10=96 20=95 30=86 40=85 | 0 high_high begins 101; 20 high begins 95; 40 normal",
        "on-delay that passes | 0 | 30 | 0 | 0=91 10=92 29=93 30=94 40=50 | 30 high begins 94; 40 normal",
        "on-delay that is interrupted | 0 | 30 | 0 | 0=91 20=90 30=91 50=91 | ''",
        "on-delay is judged by the next reading | 0 | 30 | 0 | 0=91 900=91 | 900 high begins 91",
        "on-delay of each limit by itself | 0 | 30 | 0 | 0=91 10=101 30=101 40=101 | 30 high begins 101; 40 high_high begins 101",
        "off-delay that passes | 0 | 0 | 30 | 0=91 10=50 20=50 40=50 | 0 high begins 91; 40 normal",
        "off-delay that is interrupted | 0 | 0 | 30 | 0=91 10=50 20=91 30=50 60=50 | 0 high begins 91; 60 normal",
        "nothing is told while it is about to end | 0 | 0 | 600 | 0=91 10=50 400=50 610=50 | 0 high begins 91; 610 normal",
        "other side while one is about to end | 0 | 0 | 30 | 0=91 10=9 40=9 50=50 80=50 | 0 high begins 91; 10 low begins 9; 80 normal",
        "worse side counts while it is about to end | 0 | 0 | 30 | 0=101 10=9 40=9 50=50 80=50 | 0 high_high begins 101; 40 low begins 9; 80 normal",
        "equal times are judged in their order | 0 | 0 | 0 | 0=91 0=50 0=9 | 0 high begins 91; 0 normal; 0 low begins 9",
        "older reading is left out | 0 | 0 | 0 | 20=50 10=91 30=50 | ''",
      })
  void tells(
      String name, double deadband, long onSeconds, long offSeconds, String readings, String told) {
    AlarmLimits limits = limits(deadband, onSeconds, offSeconds);
    assertEquals(told, String.join("; ", judge(new LimitAlarm(), limits, readings)));
  }

  @Test
  void limitsThatAreNotThereHaveNoAlarm() {
    AlarmLimits highAlone = new AlarmLimits(NONE, NONE, 90, NONE, 0, 0, 0);
    assertEquals(
        List.of("10 high begins 1000"),
        judge(new LimitAlarm(), highAlone, "0=-1000 10=1000 20=1000"));
    AlarmLimits outerAlone = new AlarmLimits(NONE, NONE, NONE, 100, 0, 0, 0);
    assertEquals(
        List.of("10 high_high begins 101", "20 normal"),
        judge(new LimitAlarm(), outerAlone, "0=95 10=101 20=95"));
  }

  @Test
  void alarmEndsWhereItsLimitIsTakenAwayOrMoved() {
    LimitAlarm alarm = new LimitAlarm();
    judge(alarm, limits(0, 0, 0), "0=91");
    assertEquals(
        List.of("10 normal"),
        judge(alarm.copy(), new AlarmLimits(NONE, 10, NONE, NONE, 0, 0, 0), "10=91"));
    assertEquals(
        List.of("10 normal"),
        judge(alarm.copy(), new AlarmLimits(NONE, 10, 95, NONE, 0, 0, 0), "10=91"));
  }

  @Test
  void readingIsLeftOutOnlyWhereItIsOlder() {
    LimitAlarm alarm = new LimitAlarm();
    judge(alarm, limits(0, 0, 0), "20=50");
    LimitAlarm before = alarm.copy();
    assertFalse(alarm.judge(20 * SECOND - 1, 91, limits(0, 0, 0), SECOND, new Told()));
    assertEquals(before, alarm);
  }

  @Test
  void copyChangesByItself() {
    LimitAlarm alarm = new LimitAlarm();
    judge(alarm, limits(0, 30, 0), "0=91");
    LimitAlarm copy = alarm.copy();
    assertEquals(alarm, copy);
    judge(copy, limits(0, 30, 0), "30=91");
    assertNotEquals(alarm, copy);
    assertEquals(LimitLevel.NORMAL, alarm.level());
    assertEquals(LimitLevel.HIGH, copy.level());
  }

  @Test
  void stateGoesOnWhereItWasSaved() throws IOException {
    List<String> readings =
        List.of("0=50", "10=91", "20=97", "30=92", "50=99", "60=50", "70=50", "100=50");
    AlarmLimits limits = limits(2, 20, 30);
    List<String> whole = judge(new LimitAlarm(), limits, String.join(" ", readings));
    assertEquals(List.of("30 high begins 92", "50 high was_furthest 99", "100 normal"), whole);
    for (int saved = 1; saved < readings.size(); saved++) {
      LimitAlarm alarm = new LimitAlarm();
      List<String> told =
          new ArrayList<>(judge(alarm, limits, String.join(" ", readings.subList(0, saved))));
      LimitAlarm restored = CoderUtils.clone(LimitAlarm.AlarmCoder.INSTANCE, alarm);
      assertEquals(alarm, restored);
      told.addAll(
          judge(restored, limits, String.join(" ", readings.subList(saved, readings.size()))));
      assertEquals(whole, told);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10=50, 0112a09c01000000010001004049000000000000",
    "10=91 20=97 30=50, 0124e0d403030808e0d403a09c014058400000000000c0b8020001000300406dc00000000000",
  })
  void stateHasItsPublishedForm(String readings, String hex) throws IOException {
    LimitAlarm alarm = new LimitAlarm();
    judge(alarm, limits(0, 0, 30), readings);
    byte[] saved = CoderUtils.encodeToByteArray(LimitAlarm.AlarmCoder.INSTANCE, alarm);
    assertEquals(hex, HexFormat.of().formatHex(saved));
    assertEquals(alarm, CoderUtils.decodeFromByteArray(LimitAlarm.AlarmCoder.INSTANCE, saved));
  }
}
