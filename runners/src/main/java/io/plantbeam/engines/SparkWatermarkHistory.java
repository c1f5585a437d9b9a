package io.plantbeam.engines;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder.SparkWatermarks;

/** The watermarks after each of the latest batches, by the numbers of the sources. */
final class SparkWatermarkHistory implements Serializable {
  private static final long serialVersionUID = 1;

  /** The checkpoint of which Spark knows may be a little older than the last batch. */
  private static final int KEPT = 4;

  private final TreeMap<Long, HashMap<Integer, SparkWatermarks>> afterBatches = new TreeMap<>();

  /** Takes the watermarks after a batch, and forgets those of an old one. */
  void put(long batch, Map<Integer, SparkWatermarks> ofSources) {
    afterBatches.put(batch, new HashMap<>(ofSources));
    while (afterBatches.size() > KEPT) {
      afterBatches.pollFirstEntry();
    }
  }

  /** The watermarks at which a batch ran: those after the one before; empty where unknown. */
  Map<Integer, SparkWatermarks> before(long batch) {
    Map.Entry<Long, HashMap<Integer, SparkWatermarks>> last = afterBatches.lowerEntry(batch);
    return last == null ? Map.of() : last.getValue();
  }
}
