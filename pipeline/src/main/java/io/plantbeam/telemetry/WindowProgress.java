package io.plantbeam.telemetry;

import io.plantbeam.model.Counters;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** How far the windows of a job are. */
public final class WindowProgress {
  private WindowProgress() {}

  /** The end of the latest window that a stream has emitted; empty before the first. */
  public static Optional<Instant> latestEnd(MetricResults metrics) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, Counters.WINDOW_END_MILLIS))
            .build();
    return StreamSupport.stream(
            metrics.queryMetrics(filter).getDistributions().spliterator(), false)
        .map(MetricResult::getAttempted)
        .filter(ends -> ends.getCount() > 0)
        .map(ends -> Instant.ofEpochMilli(ends.getMax()))
        .max(Comparator.naturalOrder());
  }
}
