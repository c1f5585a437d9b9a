package io.plantbeam.rollup;

import io.plantbeam.codec.Carried;
import io.plantbeam.order.OrderedReadings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * The readings of a shard and a span to the pieces of all roll-ups: those of series under their
 * shard, and those of the plant, whose sensors are in any shard, under a number of a few and an
 * hour: that in which they begin, or in batch each in which windows begin that hold them.
 */
final class PiecesOfSpan
    extends DoFn<KV<Integer, List<OrderedReadings>>, KV<KV<Integer, Long>, List<Piece>>> {
  static final TupleTag<KV<KV<Integer, Long>, List<Piece>>> OF_PLANT = new TupleTag<>("plant") {};
  static final TupleTag<KV<Integer, Piece>> OF_SERIES = new TupleTag<>("series") {};

  /**
   * Few, for each is an element for each shard and span; enough for the subtasks of the steps that
   * follow, whose work is small.
   */
  private static final int PLANT_SHARDS = 8;

  private final Carried<RollUpPlan> carried;
  private final boolean bounded;
  private transient SpanPieces pieces;
  private transient RollUpPlan plan;

  private record Target(int shard, long span) {}

  PiecesOfSpan(RollUpPlan plan, boolean bounded) {
    carried = Carried.of(plan);
    this.bounded = bounded;
  }

  @Setup
  public void setup() {
    plan = carried.get();
    pieces = new SpanPieces(plan, bounded);
  }

  @ProcessElement
  public void processElement(
      @Element KV<Integer, List<OrderedReadings>> span, MultiOutputReceiver output) {
    OutputReceiver<KV<Integer, Piece>> ofSeries = output.get(OF_SERIES);
    OutputReceiver<KV<KV<Integer, Long>, List<Piece>>> ofPlant = output.get(OF_PLANT);
    Map<Target, List<Piece>> plant = new HashMap<>();
    pieces.of(
        span.getValue(),
        piece -> {
          if (piece.kind().isOfSeries()) {
            ofSeries.output(KV.of(span.getKey(), piece));
          } else {
            spread(piece, plant);
          }
        });
    plant.forEach((target, list) -> ofPlant.output(KV.of(KV.of(target.shard, target.span), list)));
  }

  private void spread(Piece piece, Map<Target, List<Piece>> plant) {
    Map<Integer, List<Group>> shards = new HashMap<>();
    for (Group group : piece.groups().unmerged()) {
      int shard = Math.floorMod((group.label().shardHash() * 0x9E3779B9) >>> 8, PLANT_SHARDS);
      shards.computeIfAbsent(shard, s -> new ArrayList<>()).add(group);
    }
    long hour = Math.floorDiv(piece.start(), RollUpPlan.HOUR);
    long first = bounded ? plan.firstSpan(piece) : hour;
    long last = bounded ? plan.lastSpan(piece) : hour;
    shards.forEach(
        (shard, groups) -> {
          Piece part = new Piece(piece.kind(), piece.start(), piece.end(), Groups.of(groups));
          for (long of = first; of <= last; of++) {
            plant.computeIfAbsent(new Target(shard, of), t -> new ArrayList<>()).add(part);
          }
        });
  }
}
