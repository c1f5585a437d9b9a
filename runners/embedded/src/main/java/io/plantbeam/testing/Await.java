package io.plantbeam.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, with a limit. */
public final class Await {
  private static final Duration STEP = Duration.ofMillis(20);

  private Await() {}

  /**
   * Returns when the condition holds.
   *
   * @throws AssertionError with the explanation if it does not within the limit
   */
  public static void until(
      Duration limit, BooleanSupplier condition, Supplier<String> explanation) {
    if (!holdsWithin(limit, condition)) {
      throw new AssertionError("after " + limit + ": " + explanation.get());
    }
  }

  /** Whether the condition came to hold within the limit. */
  public static boolean holdsWithin(Duration limit, BooleanSupplier condition) {
    return holdsWithin(limit, STEP, condition);
  }

  /** The same, asked once per step: for what costs much to ask. */
  public static boolean holdsWithin(Duration limit, Duration step, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      if (condition.getAsBoolean()) {
        return true;
      }
      try {
        Thread.sleep(step.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting", e);
      }
    }
    return condition.getAsBoolean();
  }
}
