package io.plantbeam.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.plantbeam.model.Counters;
import io.plantbeam.options.JobLabels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * Where every measure went, read from the job's counters.
 *
 * @param messages received
 * @param readings parsed
 * @param archived readings written to the lake
 * @param unarchived readings of a job without a lake
 * @param deadLettered measures, and messages without a measure, that were refused
 * @param notReplayable those of the refused that are dead letters which cannot be parsed again
 * @param duplicates readings whose identity had been seen
 * @param windowed readings that reached an open window
 * @param toScore readings that were given to detectors of readings
 * @param scored those of them that were judged
 */
public record Accounting(
    long messages,
    long readings,
    long archived,
    long unarchived,
    long deadLettered,
    long notReplayable,
    long duplicates,
    long windowed,
    long toScore,
    long scored,
    long windows,
    long anomalies,
    long alerts) {

  /** Reads the counters of a job that runs or has ended. */
  public static Accounting of(MetricResults metrics) {
    Map<String, Long> counts = new HashMap<>();
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.inNamespace(Counters.NAMESPACE))
            .build();
    for (MetricResult<Long> counter : metrics.queryMetrics(filter).getCounters()) {
      counts.merge(counter.getName().getName(), count(counter), Long::sum);
    }
    return new Accounting(
        counts.getOrDefault(Counters.MESSAGES, 0L),
        counts.getOrDefault(Counters.READINGS, 0L),
        counts.getOrDefault(Counters.ARCHIVED, 0L),
        counts.getOrDefault(Counters.UNARCHIVED, 0L),
        counts.getOrDefault(Counters.DEAD_LETTERED, 0L),
        counts.getOrDefault(Counters.NOT_REPLAYABLE, 0L),
        counts.getOrDefault(Counters.DUPLICATES, 0L),
        counts.getOrDefault(Counters.WINDOWED, 0L),
        counts.getOrDefault(Counters.TO_SCORE, 0L),
        counts.getOrDefault(Counters.SCORED, 0L),
        counts.getOrDefault(Counters.WINDOWS, 0L),
        counts.getOrDefault(Counters.ANOMALIES, 0L),
        counts.getOrDefault(Counters.ALERTS, 0L));
  }

  /**
   * The Direct runner adds what a bundle has counted to the attempts when it has handed on its
   * outputs, and may end before; Flink and Spark know of attempts alone.
   */
  private static long count(MetricResult<Long> counter) {
    Long committed = counter.getCommittedOrNull();
    return committed == null ? counter.getAttempted() : committed;
  }

  /**
   * Readings, archived or of a job without a lake, that are in no window: too late for all, or, of
   * a stream that was stopped, not yet in one.
   */
  public long droppedLate() {
    return Math.max(0, archived + unarchived - windowed);
  }

  /**
   * Readings of a span that was taken, which no detector of readings judged, because a later one of
   * their series or asset had been.
   */
  public long unscoredLate() {
    return Math.max(0, toScore - scored);
  }

  /** Readings and dead letters: all that came in. */
  public long measures() {
    return readings + deadLettered;
  }

  /** Measures that are not accounted for: 0, unless a stream was stopped with some under way. */
  public long underWay() {
    return measures() - archived - unarchived - deadLettered - duplicates;
  }

  /**
   * Whether every measure that came in is archived (without a lake: would be), dead-lettered or a
   * duplicate.
   */
  public boolean balances() {
    return underWay() == 0;
  }

  /** Writes {@code summary.json}, which begins with the labels of the job, into a directory. */
  public void write(String directory, JobLabels job) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("job", job.jobName());
    fields.put("template", job.templateName());
    fields.put("template_version", job.templateVersion());
    fields.put("parameters", job.parameters());
    fields.put("messages", messages);
    fields.put("measures", measures());
    fields.put("archived", archived);
    fields.put("unarchived", unarchived);
    fields.put("dead_lettered", deadLettered);
    fields.put("not_replayable", notReplayable);
    fields.put("duplicates", duplicates);
    fields.put("under_way", underWay());
    fields.put("dropped_late", droppedLate());
    fields.put("unscored_late", unscoredLate());
    fields.put("windows", windows);
    fields.put("anomalies", anomalies);
    fields.put("alerts", alerts);
    var file =
        FileSystems.matchNewResource(directory, true)
            .resolve("summary.json", StandardResolveOptions.RESOLVE_FILE);
    try (OutputStream out = Channels.newOutputStream(FileSystems.create(file, MimeTypes.TEXT))) {
      out.write(
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(fields));
      out.write('\n');
    }
  }
}
