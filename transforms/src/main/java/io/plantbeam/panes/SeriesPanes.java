package io.plantbeam.panes;

import io.plantbeam.order.OrderReadings;
import io.plantbeam.order.OrderedReadings;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;

/**
 * Readings, as {@link #orderReadings} gives them, to the statistics of their series in panes, which
 * are spans of event time of one length, aligned to the epoch. Each reading is added once, and all
 * that is made of windows whose size and period are multiples of the pane, by series, equipment or
 * facility, merges these panes: {@link GroupStats#plus} and {@link SeriesStats#merge} are exact, so
 * the figures do not depend on the order and the grouping.
 *
 * <p>An element holds a pane of a shard, with an accumulator for each of its series, or a piece of
 * it: <b>the statistics of a pane are the sum of all its elements</b>, and no element is to be
 * taken for the whole. A pane comes in several pieces where it is longer than the span in which
 * readings are ordered (in a stream a minute or less, in batch an hour), and each late reading of a
 * stream comes as a piece of its own. Nothing comes twice.
 *
 * <p>There is one way for a consumer to get whole panes and windows of them, on bounded and
 * unbounded input and on all runners:
 *
 * <ul>
 *   <li>It keys the pieces as it likes and puts them into windows of its own by their timestamps,
 *       which lie inside the pane. In batch they come in the global window, in a stream in fixed
 *       windows that allow no lateness, so that the consumer's own lateness is all that counts.
 *   <li>It combines them in {@link io.plantbeam.order.EventTimeWindows} that accumulate. A window
 *       is then output once when the watermark passes its end, whole, and again, whole, with each
 *       late piece within its allowed lateness; {@code PaneInfo.getIndex} is the revision. {@link
 *       Combine#perKey} by {@link Pane} in {@code FixedWindows} of the pane gives whole panes.
 *   <li>It needs no state and no timers, which Spark's streams do not have. These are to be run
 *       with an allowed lateness of 0, and emit windows that hold nothing, which the consumer
 *       drops; the other runners emit none.
 *   <li>Late readings reach it only if {@link #andWindows} was told its windows: a stream takes
 *       them until the last window that may hold them has expired. A piece that is too late for
 *       some of its windows reaches the others.
 * </ul>
 */
public final class SeriesPanes
    extends PTransform<
        PCollection<KV<Integer, List<OrderedReadings>>>, PCollection<KV<Pane, GroupStats>>> {
  private static final long LONGEST_GATHERING = 60_000;
  private static final long SHORTEST_GATHERING = 1_000;

  private final long pane;
  private final long longestWindow;
  private final long lateness;

  private SeriesPanes(long pane, long longestWindow, long lateness) {
    this.pane = pane;
    this.longestWindow = longestWindow;
    this.lateness = lateness;
  }

  /**
   * Panes of the greatest length of which size and period are multiples.
   *
   * @param size of the windows that are to be made of the panes; positive, in whole milliseconds
   * @param period from the start of a window to that of the next; likewise
   * @param allowedLateness for how long windows are corrected
   * @throws IllegalArgumentException if a size or period is not positive or the lateness is
   *     negative
   */
  public static SeriesPanes forWindows(Duration size, Duration period, Duration allowedLateness) {
    if (allowedLateness.isNegative()) {
      throw new IllegalArgumentException(
          "The allowed lateness must not be negative, but is " + allowedLateness);
    }
    return new SeriesPanes(0, 0, allowedLateness.toMillis()).andWindows(size, period);
  }

  /** Panes that windows of another size and period can be made of too. */
  public SeriesPanes andWindows(Duration size, Duration period) {
    if (size.toMillis() <= 0 || period.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "The size and the period must be positive, but are %s and %s".formatted(size, period));
    }
    return new SeriesPanes(
        commonDivisor(pane, commonDivisor(size.toMillis(), period.toMillis())),
        Math.max(longestWindow, size.toMillis()),
        lateness);
  }

  private static long commonDivisor(long one, long other) {
    return BigInteger.valueOf(one).gcd(BigInteger.valueOf(other)).longValueExact();
  }

  /** The length of a pane, in milliseconds. */
  public long paneMillis() {
    return pane;
  }

  /** The size of the longest windows, in milliseconds. */
  public long longestWindowMillis() {
    return longestWindow;
  }

  /** For how long windows are corrected, in milliseconds. */
  public long latenessMillis() {
    return lateness;
  }

  /**
   * The length of the pieces in which a stream's panes come, in milliseconds: that of the pane, or
   * of the longest part of a long one that divides it and is between a second and a minute, if
   * there is one.
   */
  public long pieceMillis() {
    long least = (pane + LONGEST_GATHERING - 1) / LONGEST_GATHERING;
    for (long parts = least; pane / parts >= SHORTEST_GATHERING; parts++) {
      if (pane % parts == 0) {
        return pane / parts;
      }
    }
    return pane;
  }

  /**
   * What is to come before this: a stream keeps the readings of a span until the last window that
   * may hold them has expired.
   */
  public OrderReadings orderReadings() {
    return OrderReadings.of(
        Duration.ofMillis(pieceMillis()),
        Duration.ofMillis(longestWindow - pieceMillis() + lateness));
  }

  @Override
  public PCollection<KV<Pane, GroupStats>> expand(
      PCollection<KV<Integer, List<OrderedReadings>>> readings) {
    boolean bounded = readings.isBounded() == IsBounded.BOUNDED;
    PCollection<KV<Pane, GroupStats>> panes =
        readings
            .apply("PanesOfSpan", ParDo.of(new PanesOfSpan(pane, bounded)))
            .setCoder(KvCoder.of(Pane.PaneCoder.INSTANCE, GroupStats.GroupStatsCoder.INSTANCE));
    // Window.into never makes the allowed lateness less than it was.
    return panes.setWindowingStrategyInternal(
        panes.getWindowingStrategy().withAllowedLateness(org.joda.time.Duration.ZERO));
  }
}
