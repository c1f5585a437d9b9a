package io.plantbeam.tools.simulate;

import java.util.concurrent.TimeUnit;

/** Holds a loop to a number of rounds per second, on average since it began. */
public final class Pace {
  private final double perSecond;
  private final long begin = System.nanoTime();
  private long rounds;

  /**
   * @param perSecond 0 for no limit
   */
  public Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** Waits until the next round is due. */
  public void await() throws InterruptedException {
    if (perSecond <= 0) {
      return;
    }
    long due = begin + (long) (rounds++ / perSecond * 1e9);
    long early = due - System.nanoTime();
    // Sleeping for less than this costs more than it is worth.
    if (early > 1_000_000) {
      TimeUnit.NANOSECONDS.sleep(early);
    }
  }
}
