package io.plantbeam.panes;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/** Statistics of parts of a group's readings to those of all of them. */
public final class MergeGroupStats extends CombineFn<GroupStats, GroupStats, GroupStats> {

  @Override
  public GroupStats createAccumulator() {
    return GroupStats.EMPTY;
  }

  @Override
  public GroupStats addInput(GroupStats accumulator, GroupStats part) {
    return accumulator.plus(part);
  }

  @Override
  public GroupStats mergeAccumulators(Iterable<GroupStats> accumulators) {
    GroupStats merged = createAccumulator();
    for (GroupStats accumulator : accumulators) {
      merged = merged.plus(accumulator);
    }
    return merged;
  }

  @Override
  public GroupStats extractOutput(GroupStats accumulator) {
    return accumulator;
  }

  @Override
  public Coder<GroupStats> getAccumulatorCoder(
      CoderRegistry registry, Coder<GroupStats> inputCoder) {
    return GroupStats.GroupStatsCoder.INSTANCE;
  }

  @Override
  public Coder<GroupStats> getDefaultOutputCoder(
      CoderRegistry registry, Coder<GroupStats> inputCoder) {
    return GroupStats.GroupStatsCoder.INSTANCE;
  }
}
