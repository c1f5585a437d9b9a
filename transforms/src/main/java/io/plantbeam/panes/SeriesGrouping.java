package io.plantbeam.panes;

import io.plantbeam.model.SeriesKey;

/** Which series are aggregated under one key. */
public enum SeriesGrouping {
  /** As readings were ordered. */
  BATCH_SHARDS {
    @Override
    String groupOf(SeriesKey series) {
      return Integer.toString(series.batchShard());
    }
  },

  /** As readings were ordered. */
  STREAM_SHARDS {
    @Override
    String groupOf(SeriesKey series) {
      return Integer.toString(series.streamShard());
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
