package io.plantbeam.aggregate;

import io.plantbeam.model.SeriesKey;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Keys panes by a shard of their series and by the spans of time in which windows begin that hold
 * them: mostly one, and two where a window reaches over the end of a span.
 */
final class ShardPanes
    extends DoFn<KV<SeriesKey, SeriesStats>, KV<KV<Integer, Long>, KV<SeriesKey, SeriesStats>>> {
  private final WindowGrid grid;

  ShardPanes(WindowGrid grid) {
    this.grid = grid;
  }

  @ProcessElement
  public void processElement(
      @Element KV<SeriesKey, SeriesStats> pane,
      OutputReceiver<KV<KV<Integer, Long>, KV<SeriesKey, SeriesStats>>> output) {
    // As when duplicates were dropped, so that the panes of a bundle stay together.
    int shard = pane.getKey().batchShard();
    long paneStart = grid.paneStart(pane.getValue().lastTime());
    long last = grid.span(grid.lastWindowStart(paneStart));
    for (long span = grid.span(grid.firstWindowStart(paneStart)); span <= last; span++) {
      output.output(KV.of(KV.of(shard, span), pane));
    }
  }
}
