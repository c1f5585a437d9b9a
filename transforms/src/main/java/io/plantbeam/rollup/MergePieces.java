package io.plantbeam.rollup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Pieces of the same spans from all shards of a stream to one for each span, before they are spread
 * over the windows that hold them.
 */
final class MergePieces
    extends DoFn<KV<KV<Integer, Long>, Iterable<List<Piece>>>, KV<Integer, Piece>> {
  private record Slot(Kind kind, long start, long end) {}

  @ProcessElement
  public void processElement(
      @Element KV<KV<Integer, Long>, Iterable<List<Piece>>> shard,
      OutputReceiver<KV<Integer, Piece>> output) {
    Map<Slot, MergedGroups> slots = new LinkedHashMap<>();
    for (List<Piece> pieces : shard.getValue()) {
      for (Piece piece : pieces) {
        MergedGroups merged =
            slots.computeIfAbsent(
                new Slot(piece.kind(), piece.start(), piece.end()), slot -> new MergedGroups());
        piece.groups().unmerged().forEach(merged::add);
      }
    }
    slots.forEach(
        (slot, merged) ->
            output.output(
                KV.of(
                    shard.getKey().getKey(),
                    new Piece(slot.kind, slot.start, slot.end, Groups.of(merged.groups())))));
  }
}
