package io.plantbeam.detect.silence;

import io.plantbeam.codec.Carried;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Shards;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Anomalies in; those that may become alerts and have no curve of their series out by shard of the
 * series, and the others, which are most, as they are.
 */
final class CompleteFn extends DoFn<Anomaly, Anomaly> {
  static final TupleTag<Anomaly> COMPLETE = new TupleTag<>("complete") {};
  static final TupleTag<KV<Integer, Sighting>> TO_COMPLETE = new TupleTag<>("to complete") {};

  private final Carried<DetectorCatalogue> catalogue;

  CompleteFn(DetectorCatalogue catalogue) {
    this.catalogue = Carried.of(catalogue);
  }

  @ProcessElement
  public void process(@Element Anomaly anomaly, MultiOutputReceiver out) {
    boolean needsCurve =
        anomaly.recent().isEmpty()
            && catalogue
                .get()
                .alertPolicy(anomaly.detector(), anomaly.context().series().sensorType())
                .concernsStaff(anomaly);
    if (needsCurve) {
      int shard = anomaly.context().key().shard(Shards.FEW);
      out.get(TO_COMPLETE).output(KV.of(shard, Sighting.of(anomaly)));
    } else {
      out.get(COMPLETE).output(anomaly);
    }
  }
}
