package io.plantbeam.deduplicate;

import io.plantbeam.model.Counters;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.model.Timestamps;
import java.io.Serializable;
import org.apache.beam.sdk.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts readings that are kept beside others of their series and event time because their values
 * differ, and warns of the first: they are no repeats.
 */
final class OtherValues implements Serializable {
  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(Deduplicate.class);
  private static final Counter SAME_TIME = Counters.counter(Counters.SAME_TIME);

  private transient boolean said;

  /**
   * @param timeMicros of one of them
   */
  void add(long count, SeriesKey series, long timeMicros) {
    if (count == 0) {
      return;
    }
    SAME_TIME.inc(count);
    if (!said) {
      said = true;
      LOG.warn(
          "Readings of one series and time have different values, and all are kept: one is of"
              + " {} of sensor {} at {}; the counter {} has all. Unless the device measures faster"
              + " than its times tell, its clock is wrong, or two devices have its id.",
          series.metric(),
          series.sensorId(),
          Timestamps.formatMicros(timeMicros),
          Counters.SAME_TIME);
    }
  }
}
