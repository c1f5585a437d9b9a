package io.plantbeam.windows;

import io.plantbeam.model.SeriesKey;
import io.plantbeam.panes.GroupStats;
import io.plantbeam.panes.Pane;
import io.plantbeam.panes.SeriesStats;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Keys panes by the series, or the shard of series, whose windows are output together. */
final class KeyPanes extends DoFn<KV<Pane, GroupStats>, KV<String, GroupStats>> {
  private final boolean bySeries;

  /**
   * @param bySeries whether each series has a key of its own, so that a late reading makes the
   *     windows of no other series come again; otherwise series stay together by shard
   */
  KeyPanes(boolean bySeries) {
    this.bySeries = bySeries;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Pane, GroupStats> pane, OutputReceiver<KV<String, GroupStats>> output) {
    if (!bySeries) {
      output.output(KV.of(Integer.toString(pane.getKey().shard()), pane.getValue()));
      return;
    }
    for (SeriesStats series : pane.getValue().series()) {
      output.output(KV.of(keyOf(series.context().key()), GroupStats.of(List.of(series))));
    }
  }

  private static String keyOf(SeriesKey series) {
    String ofSensor = series.sensorId() + '|' + series.metric();
    return series.facilityId() == null ? ofSensor : ofSensor + '|' + series.facilityId();
  }
}
