package io.plantbeam.detect.reading;

import io.plantbeam.model.ByteReader;
import io.plantbeam.model.ByteWriter;
import io.plantbeam.model.VersionedCoder;

/**
 * What {@link NoveltyDetector} has learned of a series: at most 2.5 kB encoded.
 *
 * <p>Mutable and not thread-safe.
 */
public final class NoveltyState {
  static final int RESIDUALS = 48;
  static final int STEPS = 50;

  /** No further than the warm-up needs. */
  long readings;

  double lastValue;
  double smoothed;
  final PastRange values;
  final PastRange smoothedValues;
  final HourOfDayMeans hours;
  final MovingMean residuals;
  final PastRange meanResiduals;
  final MovingMean steps;
  final PastRange meanSteps;
  final RecentHigh recentHigh;

  NoveltyState() {
    this(
        new PastRange(),
        new PastRange(),
        new HourOfDayMeans(),
        new MovingMean(RESIDUALS),
        new PastRange(),
        new MovingMean(STEPS),
        new PastRange(),
        new RecentHigh());
  }

  private NoveltyState(
      PastRange values,
      PastRange smoothedValues,
      HourOfDayMeans hours,
      MovingMean residuals,
      PastRange meanResiduals,
      MovingMean steps,
      PastRange meanSteps,
      RecentHigh recentHigh) {
    this.values = values;
    this.smoothedValues = smoothedValues;
    this.hours = hours;
    this.residuals = residuals;
    this.meanResiduals = meanResiduals;
    this.steps = steps;
    this.meanSteps = meanSteps;
    this.recentHigh = recentHigh;
  }

  /** The fields in the order of their declaration. */
  public static final class NoveltyStateCoder extends VersionedCoder<NoveltyState> {
    public static final NoveltyStateCoder INSTANCE = new NoveltyStateCoder();

    private NoveltyStateCoder() {
      super(1);
    }

    @Override
    public void write(NoveltyState state, ByteWriter out) {
      out.writeVarLong(state.readings);
      out.writeDouble(state.lastValue);
      out.writeDouble(state.smoothed);
      state.values.write(out);
      state.smoothedValues.write(out);
      state.hours.write(out);
      state.residuals.write(out);
      state.meanResiduals.write(out);
      state.steps.write(out);
      state.meanSteps.write(out);
      state.recentHigh.write(out);
    }

    @Override
    public NoveltyState read(int bodyVersion, ByteReader in) {
      long readings = in.readVarLong();
      double lastValue = in.readDouble();
      double smoothed = in.readDouble();
      NoveltyState state =
          new NoveltyState(
              PastRange.read(in),
              PastRange.read(in),
              HourOfDayMeans.read(in),
              MovingMean.read(RESIDUALS, in),
              PastRange.read(in),
              MovingMean.read(STEPS, in),
              PastRange.read(in),
              RecentHigh.read(in));
      state.readings = readings;
      state.lastValue = lastValue;
      state.smoothed = smoothed;
      return state;
    }
  }
}
