package io.plantbeam.detect.reading;

import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.Subject;
import io.plantbeam.order.OrderedReadings;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * The ordered readings of a shard in; those that a detector of series judges out, by series. None
 * judges, or learns from, readings in planned work.
 */
final class KeySeriesFn
    extends DoFn<
        KV<Integer, List<OrderedReadings>>, KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> {
  private final BySensorType<Boolean> judgedTypes;

  KeySeriesFn(DetectorCatalogue catalogue) {
    judgedTypes = catalogue.judgedTypes(Subject.READING);
  }

  @ProcessElement
  public void processElement(
      @Element KV<Integer, List<OrderedReadings>> span,
      OutputReceiver<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> out) {
    List<KV<DetectorKey, OrderedReadings>> judged = new ArrayList<>(span.getValue().size());
    for (OrderedReadings series : span.getValue()) {
      OrderedReadings ofType =
          series.where(
              batch ->
                  !batch.asset().work().running()
                      && judgedTypes.of(batch.readings().series().sensorType()));
      if (ofType != null) {
        judged.add(KV.of(DetectorKey.ofSeries(ofType.batches().get(0).key()), ofType));
      }
    }
    if (!judged.isEmpty()) {
      out.output(KV.of(span.getKey(), judged));
    }
  }
}
