package io.plantbeam.rollup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Keys pieces by the groups whose rows are output together. */
final class KeyPieces extends DoFn<KV<Integer, Piece>, KV<String, Piece>> {
  private final boolean byGroup;

  /**
   * @param byGroup whether each facility, line, metric of equipment and series has a key of its
   *     own, so that a late reading makes the rows of no other come again; otherwise groups stay
   *     together by shard
   */
  KeyPieces(boolean byGroup) {
    this.byGroup = byGroup;
  }

  @ProcessElement
  public void processElement(
      @Element KV<Integer, Piece> shard, OutputReceiver<KV<String, Piece>> output) {
    Piece piece = shard.getValue();
    if (!byGroup) {
      output.output(KV.of((piece.kind().isOfSeries() ? "s" : "p") + shard.getKey(), piece));
      return;
    }
    Map<String, List<Group>> groups = new LinkedHashMap<>();
    for (Group group : piece.groups().unmerged()) {
      groups.computeIfAbsent(group.label().groupText(), text -> new ArrayList<>()).add(group);
    }
    groups.forEach(
        (key, some) ->
            output.output(
                KV.of(key, new Piece(piece.kind(), piece.start(), piece.end(), Groups.of(some)))));
  }
}
