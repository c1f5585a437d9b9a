package io.plantbeam.preflight;

import io.plantbeam.config.Durations;
import io.plantbeam.options.JobSettings;
import java.time.Duration;

/**
 * How far clocks may be apart. The watermark compares event times with the clock of the machine
 * that reads, and forgives {@code maxOutOfOrderness}.
 */
final class Clocks {
  /** Less than this may be the time that an answer took. */
  private static final Duration LEAST = Duration.ofSeconds(5);

  private static final Duration WITHOUT_KAFKA = Duration.ofSeconds(30);

  private Clocks() {}

  static Duration tolerance(JobSettings settings) {
    Duration tolerance =
        settings.kafka() == null ? WITHOUT_KAFKA : settings.kafka().maxOutOfOrderness();
    return tolerance.compareTo(LEAST) < 0 ? LEAST : tolerance;
  }

  /** A length of time for people, in whole seconds. */
  static String seconds(long millis) {
    return Durations.format(Duration.ofSeconds(Math.round(Math.abs(millis) / 1000.0)));
  }
}
