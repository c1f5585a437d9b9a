package io.plantbeam.rollup;

import io.plantbeam.codec.Carried;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Keys pieces by the groups whose rows are output together, and by each span of time in which
 * windows begin that hold them, so that no key has many windows: the Direct runner goes through all
 * that a key has with each bundle.
 */
final class KeyPieces extends DoFn<KV<Integer, Piece>, KV<KV<String, Long>, Piece>> {
  private final Carried<RollUpPlan> carried;
  private final boolean byGroup;
  private transient RollUpPlan plan;

  /**
   * @param byGroup whether each facility, line, metric of equipment and series has a key of its
   *     own, so that a late reading makes the rows of no other come again; otherwise groups stay
   *     together by shard
   */
  KeyPieces(RollUpPlan plan, boolean byGroup) {
    carried = Carried.of(plan);
    this.byGroup = byGroup;
  }

  @Setup
  public void setup() {
    plan = carried.get();
  }

  @ProcessElement
  public void processElement(
      @Element KV<Integer, Piece> shard, OutputReceiver<KV<KV<String, Long>, Piece>> output) {
    Piece piece = shard.getValue();
    if (!byGroup) {
      output((piece.kind().isOfSeries() ? "s" : "p") + shard.getKey(), piece, output);
      return;
    }
    Map<String, List<Group>> groups = new LinkedHashMap<>();
    for (Group group : piece.groups().unmerged()) {
      groups.computeIfAbsent(group.label().groupText(), text -> new ArrayList<>()).add(group);
    }
    groups.forEach(
        (key, some) ->
            output(
                key, new Piece(piece.kind(), piece.start(), piece.end(), Groups.of(some)), output));
  }

  private void output(String key, Piece piece, OutputReceiver<KV<KV<String, Long>, Piece>> output) {
    long last = plan.lastSpan(piece);
    for (long span = plan.firstSpan(piece); span <= last; span++) {
      output.output(KV.of(KV.of(key, span), piece));
    }
  }
}
