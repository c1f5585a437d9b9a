package io.plantbeam.tools.simulate.machines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.tools.simulate.machines.OperatingSchedule.Phase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SensorSimulationTest {
  private static final long START = MachinePlantSettings.START.toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final int DAYS = 3;
  private static final MachinePlantSettings EVERY_20_SECONDS =
      new MachinePlantSettings(1, 3, DAYS, Duration.ofSeconds(20), 1);
  private static final OperatingSchedule STOPPED = schedule(new Phase(START, 0));

  private static OperatingSchedule schedule(Phase... phases) {
    return new OperatingSchedule(List.of(phases), new double[DAYS * 24 * 60 + 1]);
  }

  /** A sensor with noise of deviation 2 around 50, which follows the load in 60 s by 100. */
  private static SensorTraits traits(
      double noise, double memoryMillis, boolean heavyTails, double overshoot, double daily) {
    return new SensorTraits(
        "s",
        Quantity.FLOW,
        50,
        100,
        1,
        0,
        60_000,
        overshoot,
        600_000,
        noise,
        1,
        memoryMillis,
        heavyTails,
        0,
        daily,
        15 * HOUR,
        0.001,
        3);
  }

  private static SensorSeries run(SensorTraits traits, OperatingSchedule schedule) {
    return SensorSimulation.run(EVERY_20_SECONDS, schedule, traits, 7);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }

  private static double autocorrelation(double[] values, int lag) {
    double mean = mean(values);
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      sum += (values[i] - mean) * (values[i - lag] - mean);
    }
    return sum / (values.length - lag) / Math.pow(deviation(values), 2);
  }

  @Test
  void noiseIsCorrelatedInTime() {
    // exp(-20 s / 90 s) is 0.80, and of two readings its square.
    for (boolean heavyTails : new boolean[] {false, true}) {
      double[] values = run(traits(2, 90_000, heavyTails, 0, 0), STOPPED).values();
      assertEquals(50, mean(values), 0.3);
      assertEquals(2, deviation(values), 0.2);
      assertEquals(0.80, autocorrelation(values, 1), 0.03);
      assertEquals(0.64, autocorrelation(values, 2), 0.05);
    }
  }

  @Test
  void someNoiseHasHeavyTails() {
    long normal = beyondFiveDeviations(false);
    long heavy = beyondFiveDeviations(true);
    // Of 12,960 readings: 0.007 are expected of a normal distribution; of Student's with 4 degrees
    // of freedom and deviation 1, two thousandths exceed 5 x 1.414.
    assertEquals(0, normal);
    assertEquals(27.0, (double) heavy, 15);
  }

  private static long beyondFiveDeviations(boolean heavyTails) {
    // A memory of a millisecond is none.
    double[] values = run(traits(2, 1, heavyTails, 0, 0), STOPPED).values();
    return Arrays.stream(values).filter(value -> Math.abs(value - 50) > 10).count();
  }

  @Test
  void valuesAreMultiplesOfTheQuantum() {
    SensorTraits coarse =
        new SensorTraits(
            "s",
            Quantity.FLOW,
            50,
            0,
            1,
            0,
            60_000,
            0,
            60_000,
            0.4,
            1,
            90_000,
            false,
            0,
            0,
            0,
            0.5,
            1);
    double[] values = run(coarse, STOPPED).values();
    assertTrue(Arrays.stream(values).allMatch(value -> value * 2 == Math.rint(value * 2)));
    assertTrue(Arrays.stream(values).distinct().count() > 3);
  }

  @Test
  void theDailyCyclePeaksAtItsTimeOfDay() {
    SensorSeries series = run(traits(1e-9, 1, false, 0, 6), STOPPED);
    for (int day = 0; day < DAYS; day++) {
      long midnight = START + day * (24 * HOUR);
      assertEquals(56, series.values()[series.slotAt(midnight + 15 * HOUR)], 0.01);
      assertEquals(44, series.values()[series.slotAt(midnight + 3 * HOUR)], 0.01);
      assertEquals(50, series.values()[series.slotAt(midnight + 9 * HOUR)], 0.02);
    }
  }

  @Test
  void aStartIsFollowedWithALagAndOvershootsAtFirst() {
    OperatingSchedule start = schedule(new Phase(START, 0), new Phase(START + HOUR, 0.8));
    SensorSeries calm = run(traits(1e-9, 1, false, 0, 0), start);
    int first = calm.slotAt(START + HOUR);
    assertEquals(50, calm.values()[first - 1], 0.01);
    // 50 + 80 (1 - exp(-t / 60 s)): after 3 steps of 20 s 100.57, after 15 129.46.
    assertEquals(100.57, calm.values()[first + 2], 0.01);
    assertEquals(129.46, calm.values()[first + 14], 0.01);
    // And 100 x 0.3 x 0.8 beyond, of which exp(-300 s / 600 s) is left after 15 steps.
    double[] hasty = run(traits(1e-9, 1, false, 0.3, 0), start).values();
    assertEquals(129.46 + 14.56, hasty[first + 14], 0.01);
    assertEquals(130, hasty[first + 360], 0.01);
  }

  @Test
  void timesJitterAndSomeReadingsAreMissing() {
    SensorSeries series = run(traits(2, 90_000, false, 0, 0), STOPPED);
    long[] times = series.times();
    long[] steps =
        IntStream.range(1, times.length).mapToLong(i -> times[i] - times[i - 1]).toArray();
    // Each time is off by 2 s at most.
    assertTrue(Arrays.stream(steps).allMatch(step -> step >= 16_000 && step <= 24_000));
    assertTrue(Arrays.stream(steps).distinct().count() > 1000);
    long missing = IntStream.range(0, times.length).filter(i -> !series.sent()[i]).count();
    // 12,960 x (0.004 + 0.0002 x 2.5)
    assertEquals(58.0, (double) missing, 25);
  }
}
