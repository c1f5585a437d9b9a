package io.plantbeam.rollup;

import io.plantbeam.model.SeriesInfo;
import java.io.Serializable;
import java.util.Locale;

/**
 * Series that are meant by what they measure.
 *
 * @param sensorType null for any; the case of letters does not matter
 * @param metric null for any
 */
public record MetricChoice(String sensorType, String metric) implements Serializable {

  /** Whether a series is meant. */
  public boolean includes(SeriesInfo series) {
    return (metric == null || metric.equals(series.metric()))
        && (sensorType == null
            || (series.sensorType() != null
                && sensorType
                    .toLowerCase(Locale.ROOT)
                    .equals(series.sensorType().toLowerCase(Locale.ROOT))));
  }
}
