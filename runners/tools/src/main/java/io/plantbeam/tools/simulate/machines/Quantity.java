package io.plantbeam.tools.simulate.machines;

import java.util.Locale;

/** What sensors measure, and how such sensors behave. */
enum Quantity {
  TEMPERATURE("celsius", span(30, 60), span(0.05, 0.3), span(300, 1800), span(3, 15)),
  PRESSURE("bar", span(4, 12), span(0.02, 0.06), span(5, 40), span(0, 3)),
  VIBRATION("mm/s", span(1, 3), span(0.03, 0.15), span(2, 10), span(0, 3)),
  POWER("kW", span(5, 20), span(0.1, 0.6), span(2, 10), span(0, 3)),
  HUMIDITY("percent", span(35, 55), span(0.2, 0.6), span(300, 1800), span(3, 15)),
  FLOW("l/min", span(20, 60), span(0.3, 1.5), span(5, 30), span(0, 3)),
  SPEED("1/min", span(0, 0), span(1, 6), span(5, 20), span(0, 0)),
  CURRENT("A", span(1, 4), span(0.05, 0.4), span(1, 5), span(0, 2)),
  LEVEL("percent", span(40, 60), span(0.1, 0.5), span(60, 900), span(0, 5));

  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // A record of two numbers.
  private final Span level;

  @SuppressWarnings("ImmutableEnumChecker") // A record of two numbers.
  private final Span noise;

  @SuppressWarnings("ImmutableEnumChecker") // A record of two numbers.
  private final Span lagSeconds;

  @SuppressWarnings("ImmutableEnumChecker") // A record of two numbers.
  private final Span daily;

  Quantity(String unit, Span level, Span noise, Span lagSeconds, Span daily) {
    this.unit = unit;
    this.level = level;
    this.noise = noise;
    this.lagSeconds = lagSeconds;
    this.daily = daily;
  }

  private static Span span(double least, double greatest) {
    return new Span(least, greatest);
  }

  /** The sensor type in messages, and so the metric. */
  String sensorType() {
    return name().toLowerCase(Locale.ROOT);
  }

  String unit() {
    return unit;
  }

  /** Values with the machine stopped. */
  Span level() {
    return level;
  }

  /** Standard deviations of the noise with the machine running. */
  Span noise() {
    return noise;
  }

  /** Time constants with which such sensors follow a machine. */
  Span lagSeconds() {
    return lagSeconds;
  }

  /** Amplitudes of the daily cycle, in standard deviations of the noise. */
  Span daily() {
    return daily;
  }
}
