package io.plantbeam.rollup;

import io.plantbeam.windows.WindowGrid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.NonMergingWindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowMappingFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Assigns to each piece the windows of its kind that hold it and begin in the span of time of its
 * key, by its own span and not by its timestamp.
 *
 * <p>A window begins where that of the roll-up does. It ends with the piece of a stream in which
 * that of the roll-up ends, and so at the same time where the lengths fit: no piece comes before.
 */
final class IntoRollUpWindows
    extends NonMergingWindowFn<KV<KV<String, Long>, Piece>, IntervalWindow> {
  private static final long serialVersionUID = 1;

  private final Map<Kind, WindowGrid> grids;
  private final long pieceMillis;

  /**
   * @param pieceMillis the length of the pieces in which readings of a stream come
   */
  IntoRollUpWindows(RollUpPlan plan, long pieceMillis) {
    grids = plan.grids();
    this.pieceMillis = pieceMillis;
  }

  @Override
  public Collection<IntervalWindow> assignWindows(AssignContext context) {
    Piece piece = context.element().getValue();
    long span = context.element().getKey().getValue();
    WindowGrid grid = grids.get(piece.kind());
    if (grid == null) {
      return List.of(window(piece.start(), piece.end()));
    }
    List<IntervalWindow> windows = new ArrayList<>();
    long last = grid.lastWindowStart(piece.start());
    for (long start = grid.firstWindowStart(piece.start()); start <= last; start += grid.period()) {
      if (grid.span(start) == span) {
        windows.add(window(start, start + grid.size()));
      }
    }
    return windows;
  }

  private IntervalWindow window(long start, long end) {
    long rounded = end + Math.floorMod(-end, pieceMillis);
    return new IntervalWindow(Instant.ofEpochMilli(start), Instant.ofEpochMilli(rounded));
  }

  @Override
  @SuppressWarnings("deprecation")
  public boolean isCompatible(WindowFn<?, ?> other) {
    return equals(other);
  }

  @Override
  public Coder<IntervalWindow> windowCoder() {
    return IntervalWindow.getCoder();
  }

  @Override
  public WindowMappingFn<IntervalWindow> getDefaultWindowMappingFn() {
    throw new UnsupportedOperationException("windows of roll-ups are of no use for side inputs");
  }

  /** Where the window of the roll-up begins. */
  static long start(BoundedWindow window) {
    return ((IntervalWindow) window).start().getMillis();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntoRollUpWindows that
        && pieceMillis == that.pieceMillis
        && sizes(grids).equals(sizes(that.grids));
  }

  private static String sizes(Map<Kind, WindowGrid> grids) {
    StringBuilder sizes = new StringBuilder();
    grids.forEach(
        (kind, grid) ->
            sizes.append(kind).append(grid.size()).append(' ').append(grid.period()).append(' '));
    return sizes.toString();
  }

  @Override
  public int hashCode() {
    return sizes(grids).hashCode();
  }
}
