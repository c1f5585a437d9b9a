package io.plantbeam.lake;

import io.plantbeam.codec.Carried;
import io.plantbeam.job.RunNotes;
import io.plantbeam.lake.runs.LakeRun;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.model.Timestamps;
import io.plantbeam.output.ContentHash;
import io.plantbeam.output.ContentNamedFile;
import io.plantbeam.parquet.WriterSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.parquet.hadoop.ParquetWriter;
import org.joda.time.Instant;

/**
 * Archives every reading in a lake of Parquet files: {@code
 * DIRECTORY/facility_id=…/sensor_type=…/date=YYYY-MM-DD/readings-….parquet}, the columns of {@link
 * LakeRow#SCHEMA}, the date that of the event time in UTC.
 *
 * <p>Streaming input makes one file per partition, shard and interval of event time; a reading that
 * is older than the watermark goes to the interval in which it arrived. Bounded input makes one
 * file per partition and shard. The same readings written again give the same file names.
 *
 * <p>Output: a file's name and the number of readings in it, once the file is complete.
 */
public final class WriteLake
    extends PTransform<PCollection<EnrichedBatch>, PCollection<KV<String, Long>>> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(Contribution.out(Counters.ARCHIVED, "archived"));

  private final String directory;
  private final Duration interval;
  private final int shards;
  private final RunNotes run;

  private WriteLake(String directory, Duration interval, int shards, RunNotes run) {
    this.directory = directory;
    this.interval = interval;
    this.shards = shards;
    this.run = run;
  }

  /**
   * Writes below a directory.
   *
   * @param directory of any file system that Beam knows
   */
  public static WriteLake to(String directory) {
    return new WriteLake(
        directory.endsWith("/") ? directory : directory + "/", Duration.ofMinutes(10), 1, null);
  }

  /** How much event time a file of a streaming job holds. */
  public WriteLake withInterval(Duration newInterval) {
    return new WriteLake(directory, newInterval, shards, run);
  }

  /** Over how many files the series of a partition are spread. */
  public WriteLake withShards(int newShards) {
    return new WriteLake(directory, interval, newShards, run);
  }

  /** Notes the run that writes, in the lake before its first file, and in each of its files. */
  WriteLake of(RunNotes newRun) {
    return new WriteLake(directory, interval, shards, newRun);
  }

  @Override
  public PCollection<KV<String, Long>> expand(PCollection<EnrichedBatch> input) {
    boolean bounded = input.isBounded() == IsBounded.BOUNDED;
    Window<KV<String, EnrichedBatch>> windows =
        bounded ? Window.into(new GlobalWindows()) : Window.into(FixedWindows.of(millis(interval)));
    return input
        .apply(
            "SplitByPartition",
            ParDo.of(new SplitByPartition(shards, bounded ? 0 : interval.toMillis())))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), EnrichedBatch.EnrichedBatchCoder.INSTANCE))
        // An element is never behind the watermark here, so no lateness has to be allowed.
        .apply(
            "Intervals",
            windows
                .triggering(DefaultTrigger.of())
                .withAllowedLateness(org.joda.time.Duration.ZERO)
                .discardingFiredPanes())
        .apply("GroupByPartition", GroupByKey.create())
        .apply("WriteFiles", ParDo.of(new WriteFile(directory, run)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()));
  }

  private static org.joda.time.Duration millis(Duration duration) {
    return org.joda.time.Duration.millis(duration.toMillis());
  }

  /** Keys the parts of a batch by folder and shard. */
  static final class SplitByPartition extends DoFn<EnrichedBatch, KV<String, EnrichedBatch>> {
    private final int shards;

    /** 0 for no split by interval. */
    private final long intervalMillis;

    private transient LakePartition partition;

    private SplitByPartition(int shards, long intervalMillis) {
      this.shards = shards;
      this.intervalMillis = intervalMillis;
    }

    @Setup
    public void setup() {
      partition = new LakePartition();
    }

    @ProcessElement
    public void split(
        @Element EnrichedBatch batch,
        @Timestamp Instant timestamp,
        OutputReceiver<KV<String, EnrichedBatch>> out) {
      ReadingBatch readings = batch.readings();
      if (readings.size() == 0) {
        return;
      }
      int shard = batch.key().shard(shards);
      long firstPart = part(readings.eventTimeMillis(0));
      int same = 1;
      while (same < readings.size() && part(readings.eventTimeMillis(same)) == firstPart) {
        same++;
      }
      if (same == readings.size()) {
        output(batch, shard, timestamp, out);
        return;
      }
      Map<Long, ReadingBatch.Builder> parts = new LinkedHashMap<>();
      for (int i = 0; i < readings.size(); i++) {
        parts
            .computeIfAbsent(
                part(readings.eventTimeMillis(i)),
                part -> new ReadingBatch.Builder(readings.series(), readings.origin()))
            .add(readings, i);
      }
      for (ReadingBatch.Builder part : parts.values()) {
        output(new EnrichedBatch(part.build(), batch.context()), shard, timestamp, out);
      }
    }

    /** A number that the readings of one day, and of one interval, have in common. */
    private long part(long eventTime) {
      long day = Math.floorDiv(eventTime, LakePartition.DAY_MILLIS);
      if (intervalMillis == 0) {
        return day;
      }
      // Neither goes back with time, so the sum is another one where either is.
      return Math.floorDiv(eventTime, intervalMillis) + day;
    }

    private void output(
        EnrichedBatch batch,
        int shard,
        Instant timestamp,
        OutputReceiver<KV<String, EnrichedBatch>> out) {
      ReadingBatch readings = batch.readings();
      long first = readings.eventTimeMillis(0);
      long day = Math.floorDiv(first, LakePartition.DAY_MILLIS);
      for (int i = 1; i < readings.size(); i++) {
        first = Math.min(first, readings.eventTimeMillis(i));
      }
      String key = partition.path(batch, day) + "#" + shard;
      out.outputWithTimestamp(
          KV.of(key, batch),
          Instant.ofEpochMilli(Timestamps.ofElement(first, timestamp.getMillis())));
    }
  }

  /** Writes one file for each group. */
  static final class WriteFile extends DoFn<KV<String, Iterable<EnrichedBatch>>, KV<String, Long>> {
    /** Readings of which one series comes after the other; a small file has no more. */
    private static final int SORTED_TOGETHER = 250_000;

    private static final Comparator<EnrichedBatch> BY_SENSOR_AND_TIME =
        Comparator.comparing((EnrichedBatch batch) -> batch.key().sensorId())
            .thenComparing(batch -> batch.key().metric())
            .thenComparingLong(batch -> batch.readings().eventTimeMicros(0));

    private final Counter archived = Counters.counter(Counters.ARCHIVED);
    private final String directory;

    /** Null where it is no run on files. */
    private final Carried<RunNotes> run;

    private transient boolean isNoted;

    private WriteFile(String directory, RunNotes run) {
      this.directory = directory;
      this.run = run == null ? null : Carried.of(run);
    }

    @ProcessElement
    public void write(
        @Element KV<String, Iterable<EnrichedBatch>> group, OutputReceiver<KV<String, Long>> out)
        throws IOException {
      Map<String, String> notes = Map.of();
      if (run != null) {
        begin();
        notes = Map.of(LakeRun.NOTE, run.get().id());
      }
      String key = group.getKey();
      String folder = directory + key.substring(0, key.lastIndexOf('#'));
      ContentHash hash = new ContentHash();
      LakeRow row = new LakeRow();
      long count = 0;
      try (ContentNamedFile file =
          ContentNamedFile.create(folder, LakeRow.SCHEMA.name(), "parquet")) {
        try (ParquetWriter<LakeRow> writer =
            ParquetRows.writer(LakeRow.SCHEMA, file.channel(), WriterSettings.OF_READINGS, notes)) {
          List<EnrichedBatch> together = new ArrayList<>();
          int sorted = 0;
          for (EnrichedBatch batch : group.getValue()) {
            together.add(batch);
            sorted += batch.readings().size();
            count += batch.readings().size();
            if (sorted >= SORTED_TOGETHER) {
              write(together, row, writer, hash);
              sorted = 0;
            }
          }
          write(together, row, writer, hash);
        }
        out.output(KV.of(file.finish(hash), count));
      }
      archived.inc(count);
    }

    private void begin() throws IOException {
      if (!isNoted) {
        run.get().begin();
        isNoted = true;
      }
    }

    /** Writes batches by sensor, metric and time, and forgets them. */
    private static void write(
        List<EnrichedBatch> batches, LakeRow row, ParquetWriter<LakeRow> writer, ContentHash hash)
        throws IOException {
      batches.sort(BY_SENSOR_AND_TIME);
      for (EnrichedBatch batch : batches) {
        write(batch, row, writer, hash);
      }
      batches.clear();
    }

    private static void write(
        EnrichedBatch batch, LakeRow row, ParquetWriter<LakeRow> writer, ContentHash hash)
        throws IOException {
      ReadingBatch readings = batch.readings();
      long series = hash(batch.key());
      row.of(batch);
      for (int i = 0; i < readings.size(); i++) {
        row.at(i);
        writer.write(row);
        hash.add(
            series,
            ContentHash.ofTime(readings.eventTimeMicros(i)),
            Double.doubleToLongBits(readings.value(i)));
      }
    }

    private static long hash(SeriesKey series) {
      long ofSensor =
          ContentHash.mix(ContentHash.hash(series.sensorId())) ^ ContentHash.hash(series.metric());
      return series.facilityId() == null
          ? ofSensor
          : ofSensor ^ ContentHash.mix(ContentHash.hash(series.facilityId()) + 1);
    }
  }
}
