package io.plantbeam.windows;

import io.plantbeam.panes.GroupStats;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Keys the panes of a shard also by the spans of time in which windows begin that hold them: mostly
 * one, and two where a window reaches over the end of a span.
 */
final class ShardPanes extends DoFn<KV<String, GroupStats>, KV<KV<String, Long>, GroupStats>> {
  private final WindowGrid grid;

  ShardPanes(WindowGrid grid) {
    this.grid = grid;
  }

  @ProcessElement
  public void processElement(
      @Element KV<String, GroupStats> pane,
      OutputReceiver<KV<KV<String, Long>, GroupStats>> output) {
    long paneStart = grid.paneStart(pane.getValue().series().get(0).lastTime());
    long last = grid.span(grid.lastWindowStart(paneStart));
    for (long span = grid.span(grid.firstWindowStart(paneStart)); span <= last; span++) {
      output.output(KV.of(KV.of(pane.getKey(), span), pane.getValue()));
    }
  }
}
