package io.plantbeam.detect.reading.novelty;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.Arrays;

/**
 * What {@code NoveltyDetector} has learned of a series. Encoded about 3 kB after a week of
 * readings, and at most 5 kB.
 *
 * <p>Mutable and not thread-safe.
 */
public final class NoveltyState {
  private static final int RESIDUALS = 48;
  private static final int STEPS = 50;
  private static final int EXTREMES = 50;

  long readings;
  double lastValue;
  double smoothed;
  double highs;
  final RecentHigh recentHigh;
  final HourOfDay day;
  final HourOfWeek week;
  final MovingMean residuals;
  final MovingMean steps;
  final RecentExtremes extremes;

  /** By {@link NoveltyView}. */
  final PastRange[] ranges;

  /** What each view is at the reading at hand, NaN where it is not known; not part of the state. */
  final double[] figures = new double[NoveltyView.count()];

  NoveltyState() {
    recentHigh = new RecentHigh();
    day = new HourOfDay();
    week = new HourOfWeek();
    residuals = new MovingMean(RESIDUALS);
    steps = new MovingMean(STEPS);
    extremes = new RecentExtremes(EXTREMES);
    ranges = new PastRange[NoveltyView.count()];
    Arrays.setAll(ranges, i -> new PastRange());
  }

  private NoveltyState(ByteReader in) {
    readings = in.readVarLong();
    lastValue = in.readDouble();
    smoothed = in.readDouble();
    highs = in.readDouble();
    recentHigh = RecentHigh.read(in);
    day = HourOfDay.read(in);
    week = HourOfWeek.read(in);
    residuals = MovingMean.read(RESIDUALS, in);
    steps = MovingMean.read(STEPS, in);
    extremes = RecentExtremes.read(EXTREMES, in);
    ranges = new PastRange[NoveltyView.count()];
    Arrays.setAll(ranges, i -> PastRange.read(in));
  }

  PastRange range(NoveltyView view) {
    return ranges[view.ordinal()];
  }

  /** The fields in the order of their declaration. */
  public static final class NoveltyStateCoder extends VersionedCoder<NoveltyState> {
    private static final long serialVersionUID = 1;

    public static final NoveltyStateCoder INSTANCE = new NoveltyStateCoder();

    private NoveltyStateCoder() {
      super(1);
    }

    @Override
    protected void write(NoveltyState state, ByteWriter out) {
      out.writeVarLong(state.readings);
      out.writeDouble(state.lastValue);
      out.writeDouble(state.smoothed);
      out.writeDouble(state.highs);
      state.recentHigh.write(out);
      state.day.write(out);
      state.week.write(out);
      state.residuals.write(out);
      state.steps.write(out);
      state.extremes.write(out);
      for (PastRange range : state.ranges) {
        range.write(out);
      }
    }

    @Override
    protected NoveltyState read(int bodyVersion, ByteReader in) {
      return new NoveltyState(in);
    }
  }
}
