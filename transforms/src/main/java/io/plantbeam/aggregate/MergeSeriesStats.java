package io.plantbeam.aggregate;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/** Statistics of parts of a series' readings to those of all of them. */
final class MergeSeriesStats extends CombineFn<SeriesStats, SeriesStats, SeriesStats> {

  @Override
  public SeriesStats createAccumulator() {
    return new SeriesStats();
  }

  @Override
  public SeriesStats addInput(SeriesStats accumulator, SeriesStats part) {
    accumulator.merge(part);
    return accumulator;
  }

  @Override
  public SeriesStats mergeAccumulators(Iterable<SeriesStats> accumulators) {
    SeriesStats merged = new SeriesStats();
    for (SeriesStats accumulator : accumulators) {
      merged.merge(accumulator);
    }
    return merged;
  }

  /** A copy: the accumulator stays in state, where late readings go on changing it. */
  @Override
  public SeriesStats extractOutput(SeriesStats accumulator) {
    SeriesStats output = createAccumulator();
    output.merge(accumulator);
    return output;
  }

  @Override
  public Coder<SeriesStats> getAccumulatorCoder(
      CoderRegistry registry, Coder<SeriesStats> inputCoder) {
    return SeriesStats.AccumulatorCoder.INSTANCE;
  }

  @Override
  public Coder<SeriesStats> getDefaultOutputCoder(
      CoderRegistry registry, Coder<SeriesStats> inputCoder) {
    return SeriesStats.AccumulatorCoder.INSTANCE;
  }
}
