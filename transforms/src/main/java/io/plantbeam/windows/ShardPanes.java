package io.plantbeam.windows;

import io.plantbeam.panes.GroupStats;
import io.plantbeam.panes.Pane;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Keys the panes of a shard also by the spans of time in which windows begin that hold them: mostly
 * one, and two where a window reaches over the end of a span.
 */
final class ShardPanes extends DoFn<KV<Pane, GroupStats>, KV<KV<String, Long>, GroupStats>> {
  private final WindowGrid grid;

  ShardPanes(WindowGrid grid) {
    this.grid = grid;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Pane, GroupStats> pane, OutputReceiver<KV<KV<String, Long>, GroupStats>> output) {
    String shard = Integer.toString(pane.getKey().shard());
    long paneStart = grid.paneStart(pane.getKey().start());
    long last = grid.span(grid.lastWindowStart(paneStart));
    for (long span = grid.span(grid.firstWindowStart(paneStart)); span <= last; span++) {
      output.output(KV.of(KV.of(shard, span), pane.getValue()));
    }
  }
}
