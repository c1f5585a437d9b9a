package io.plantbeam.alert;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** All inputs of a shard and a span of event time in; the same in order, in one element, out. */
final class GatherInputsFn
    extends DoFn<KV<Integer, Iterable<AlertInput>>, KV<Integer, List<AlertInput>>> {
  @ProcessElement
  public void process(
      @Element KV<Integer, Iterable<AlertInput>> span,
      OutputReceiver<KV<Integer, List<AlertInput>>> out) {
    List<AlertInput> gathered = new ArrayList<>();
    span.getValue().forEach(gathered::add);
    if (gathered.isEmpty()) {
      // Spark emits panes that hold nothing.
      return;
    }
    gathered.sort(AlertInput.IN_ORDER);
    out.output(KV.of(span.getKey(), gathered));
  }
}
