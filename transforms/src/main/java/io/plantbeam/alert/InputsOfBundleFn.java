package io.plantbeam.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Inputs that are not to wait for the watermark in; those of each shard in order, in one element
 * per bundle, out.
 */
final class InputsOfBundleFn extends DoFn<KV<Integer, AlertInput>, KV<Integer, List<AlertInput>>> {
  private transient Map<Integer, List<AlertInput>> inputs;
  private transient Instant latest;

  @StartBundle
  public void startBundle() {
    inputs = new TreeMap<>();
    latest = null;
  }

  @ProcessElement
  public void process(@Element KV<Integer, AlertInput> input, @Timestamp Instant timestamp) {
    inputs.computeIfAbsent(input.getKey(), shard -> new ArrayList<>()).add(input.getValue());
    if (latest == null || timestamp.isAfter(latest)) {
      latest = timestamp;
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    inputs.forEach(
        (shard, ofShard) -> {
          ofShard.sort(AlertInput.IN_ORDER);
          context.output(KV.of(shard, ofShard), latest, GlobalWindow.INSTANCE);
        });
    inputs = null;
  }
}
