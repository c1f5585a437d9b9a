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
   * Few, for what an engine does per key costs more than merging, and enough for a dozen subtasks.
   */
  STREAM_SHARDS {
    @Override
    String groupOf(SeriesKey series) {
      return Integer.toString(series.shard(64));
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
