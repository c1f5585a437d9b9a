package io.plantbeam.detect.threshold;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.transforms.Combine;

/** Adds the breaches of one series and minute; null where there are none. */
final class AddBreachesFn extends Combine.CombineFn<Breaches, Breaches, Breaches> {

  @Override
  public Breaches createAccumulator() {
    return null;
  }

  @Override
  public Breaches addInput(Breaches sum, Breaches input) {
    return sum == null ? input : sum.merge(input);
  }

  @Override
  public Breaches mergeAccumulators(Iterable<Breaches> sums) {
    Breaches all = null;
    for (Breaches sum : sums) {
      if (sum != null) {
        all = addInput(all, sum);
      }
    }
    return all;
  }

  @Override
  public Breaches extractOutput(Breaches sum) {
    return sum;
  }

  @Override
  public Coder<Breaches> getAccumulatorCoder(CoderRegistry registry, Coder<Breaches> input) {
    return NullableCoder.of(Breaches.BreachesCoder.INSTANCE);
  }

  @Override
  public Coder<Breaches> getDefaultOutputCoder(CoderRegistry registry, Coder<Breaches> input) {
    return NullableCoder.of(Breaches.BreachesCoder.INSTANCE);
  }
}
