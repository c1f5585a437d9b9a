package io.plantbeam.tools.simulate.machines;

import static io.plantbeam.tools.simulate.machines.MachinePlantSettings.HOUR;
import static io.plantbeam.tools.simulate.machines.MachinePlantSettings.MINUTE;

import java.util.SplittableRandom;

/**
 * How one sensor behaves. Figures in values are in the sensor's unit.
 *
 * @param level value with the machine stopped
 * @param gain what the full load adds; 0 where the sensor follows no state
 * @param curve the power of the load that it follows
 * @param delayMillis after which it begins to follow
 * @param lagMillis time constant with which it follows
 * @param overshoot part of a start that it goes beyond at first
 * @param overshootMillis time constant with which it comes back from there
 * @param noise standard deviation of the noise with the machine running
 * @param stoppedNoise the same with the machine stopped, as a part of it
 * @param memoryMillis time constant of the noise's autocorrelation
 * @param heavyTails whether the noise comes from Student's distribution with 4 degrees of freedom
 * @param wander standard deviation of the level over hours
 * @param dailyAmplitude of the daily cycle
 * @param dailyPeakMillis time of day of its peak
 * @param quantum the step of its values
 * @param decimals digits after the point that it sends
 */
record SensorTraits(
    String sensorId,
    Quantity quantity,
    double level,
    double gain,
    double curve,
    long delayMillis,
    double lagMillis,
    double overshoot,
    double overshootMillis,
    double noise,
    double stoppedNoise,
    double memoryMillis,
    boolean heavyTails,
    double wander,
    double dailyAmplitude,
    long dailyPeakMillis,
    double quantum,
    int decimals) {

  private static final double FOLLOWS_NO_STATE = 0.1;
  private static final double HEAVY_TAILS = 0.25;
  private static final double COARSE = 0.35;
  private static final double OVERSHOOTS = 0.5;
  private static final double READS_NOTHING_WHEN_STOPPED = 0.3;

  /** What the full load adds, in standard deviations of the noise. */
  private static final Span GAIN = new Span(15, 80);

  /** From one reading to the next at 20 s, the noise then keeps 0.3 to 0.95. */
  private static final Span MEMORY_MILLIS = new Span(16_600, 390_000);

  private static final Span COARSE_QUANTUM = new Span(0.5, 3);
  private static final Span FINE_QUANTUM = new Span(0.02, 0.2);
  private static final Span CURVE = new Span(0.7, 1.5);
  private static final Span DELAY_MILLIS = new Span(0, 30_000);
  private static final Span OVERSHOOT = new Span(0.1, 0.4);
  private static final Span OVERSHOOT_MILLIS = new Span(20_000, 5 * MINUTE);
  private static final Span STOPPED_NOISE = new Span(0.3, 1);
  private static final Span WANDER = new Span(0, 1.5);
  private static final Span DAILY_PEAK_MILLIS = new Span(14 * HOUR, 16 * HOUR);
  private static final int MOST_DECIMALS = 3;

  /**
   * Student's distribution with 4 degrees of freedom exceeds 8.610 on either side once in a
   * thousand, and has a standard deviation of the root of 2; a normal one exceeds 3.291 deviations.
   */
  private static final double HEAVY_UNIT = 8.610 / Math.sqrt(2) / 3.291;

  /** A sensor that follows from its random numbers. */
  static SensorTraits random(String sensorId, SplittableRandom random) {
    Quantity quantity = Quantity.values()[random.nextInt(Quantity.values().length)];
    double noise = quantity.noise().logUniform(random);
    double quantum =
        rounded(
            noise
                * (random.nextDouble() < COARSE ? COARSE_QUANTUM : FINE_QUANTUM)
                    .logUniform(random));
    double level = quantity.level().uniform(random);
    double gain = gain(quantity, noise, random);
    return new SensorTraits(
        sensorId,
        quantity,
        level,
        gain,
        CURVE.uniform(random),
        Math.round(DELAY_MILLIS.uniform(random)),
        1000 * quantity.lagSeconds().logUniform(random),
        random.nextDouble() < OVERSHOOTS ? OVERSHOOT.uniform(random) : 0,
        OVERSHOOT_MILLIS.logUniform(random),
        noise,
        stoppedNoise(quantity, gain, random),
        MEMORY_MILLIS.logUniform(random),
        random.nextDouble() < HEAVY_TAILS,
        quantity == Quantity.SPEED ? 0 : noise * WANDER.uniform(random),
        noise * quantity.daily().uniform(random),
        Math.round(DAILY_PEAK_MILLIS.uniform(random)),
        quantum,
        (int) Math.max(0, -Math.floor(Math.log10(quantum) + 1e-9)));
  }

  private static double gain(Quantity quantity, double noise, SplittableRandom random) {
    double gain = noise * GAIN.logUniform(random);
    boolean falls = random.nextInt(4) == 0;
    return switch (quantity) {
      case HUMIDITY -> 0;
      case SPEED, CURRENT, POWER, VIBRATION, FLOW, TEMPERATURE -> follows(random) ? gain : 0;
      case PRESSURE, LEVEL -> follows(random) ? (falls ? -gain : gain) : 0;
    };
  }

  private static boolean follows(SplittableRandom random) {
    return random.nextDouble() >= FOLLOWS_NO_STATE;
  }

  /** A sensor that follows no state does not do so in its noise either. */
  private static double stoppedNoise(Quantity quantity, double gain, SplittableRandom random) {
    double part = STOPPED_NOISE.uniform(random);
    if (gain == 0) {
      return 1;
    }
    return switch (quantity) {
      case SPEED -> 0;
      case CURRENT -> random.nextDouble() < READS_NOTHING_WHEN_STOPPED ? 0 : part;
      case VIBRATION, FLOW, POWER -> part;
      default -> 1;
    };
  }

  /** The nearest of 1, 2 and 5 times a power of ten, of a thousandth or more. */
  private static double rounded(double quantum) {
    double power = Math.pow(10, Math.floor(Math.log10(quantum)));
    double digit = quantum / power;
    double step = power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
    return Math.max(step, Math.pow(10, -MOST_DECIMALS));
  }

  /**
   * What the noise exceeds once in a thousand readings, in units of which a normal distribution has
   * one per standard deviation; at least the quantum.
   */
  double noiseUnit() {
    return Math.max(noise * (heavyTails ? HEAVY_UNIT : 1), quantum);
  }
}
