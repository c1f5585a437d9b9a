package io.plantbeam.aggregate;

import io.plantbeam.model.SeriesKey;

/** Which series are aggregated under one key. */
enum SeriesGrouping {
  /** As when duplicates were dropped, so that the panes of a bundle stay together. */
  BATCH_SHARDS {
    @Override
    String groupOf(SeriesKey series) {
      return Integer.toString(series.batchShard());
    }
  },

  /**
   * Few, for what an engine does per key costs more than merging, and enough to lie evenly on the
   * subtasks: Flink's hash puts at most 50 of 96 on one of two, 25 on one of four, 14 on one of
   * eight.
   */
  STREAM_SHARDS {
    @Override
    String groupOf(SeriesKey series) {
      return Integer.toString(series.shard(96));
    }
  },

  /** Each for itself, so that a late reading makes the windows of its own series come again. */
  EACH_SERIES {
    @Override
    String groupOf(SeriesKey series) {
      return series.sensorId() + '|' + series.metric();
    }
  };

  /** The key of a series, the same in every process. */
  abstract String groupOf(SeriesKey series);
}
