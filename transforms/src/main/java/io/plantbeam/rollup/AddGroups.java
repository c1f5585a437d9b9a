package io.plantbeam.rollup;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/** Pieces of a window to the groups of all of them. */
final class AddGroups extends CombineFn<Piece, Groups, Groups> {
  @Override
  public Groups createAccumulator() {
    return Groups.EMPTY;
  }

  @Override
  public Groups addInput(Groups accumulator, Piece piece) {
    return accumulator.plus(piece.groups());
  }

  @Override
  public Groups mergeAccumulators(Iterable<Groups> accumulators) {
    Groups merged = createAccumulator();
    for (Groups accumulator : accumulators) {
      merged = merged.plus(accumulator);
    }
    return merged;
  }

  @Override
  public Groups extractOutput(Groups accumulator) {
    return accumulator;
  }

  @Override
  public Coder<Groups> getAccumulatorCoder(CoderRegistry registry, Coder<Piece> inputCoder) {
    return Groups.GroupsCoder.INSTANCE;
  }

  @Override
  public Coder<Groups> getDefaultOutputCoder(CoderRegistry registry, Coder<Piece> inputCoder) {
    return Groups.GroupsCoder.INSTANCE;
  }
}
