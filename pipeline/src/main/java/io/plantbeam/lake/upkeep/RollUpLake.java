package io.plantbeam.lake.upkeep;

import io.plantbeam.config.Words;
import io.plantbeam.lake.RowFiles;
import io.plantbeam.lake.rows.ReadingReader;
import io.plantbeam.lake.rows.UnreadableFileException;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.store.LakeDirectory.StoredFile;
import io.plantbeam.lake.store.Partition;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.parquet.ChannelInput;
import io.plantbeam.rollup.DevicePattern;
import io.plantbeam.rollup.HourlyStats;
import io.plantbeam.rollup.HoursOfSeries;
import io.plantbeam.rollup.PatternsOfSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ReadableByteChannel;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * Makes hours and device patterns of the readings of a lake, as a job makes them of the readings
 * that come: Parquet files in {@code hourly/} and {@code device-patterns/} of another directory.
 *
 * <p>Days are read side by side, each with the sums of its hours in memory. A row that is there
 * twice counts twice: {@link CompactLake} takes repeats out.
 */
public final class RollUpLake {
  private static final long DAY_MICROS = 24L * 3_600_000_000L;

  private final LakeDirectory lake;
  private final LakeDirectory output;
  private final boolean byWeek;
  private final int threads;
  private final Consumer<String> progress;

  /**
   * Of a lake.
   *
   * @param output into which files are written
   * @param byWeek whether each ISO week has patterns of its own
   * @param threads days that are read at the same time
   * @param progress takes a sentence for each day
   */
  public RollUpLake(
      LakeDirectory lake,
      LakeDirectory output,
      boolean byWeek,
      int threads,
      Consumer<String> progress) {
    this.lake = lake;
    this.output = output;
    this.byWeek = byWeek;
    this.threads = threads;
    this.progress = progress;
  }

  /** What was read and written. */
  public record Result(int days, long files, long rows, long hours, long patterns) {}

  /** The Parquet files of an earlier run, or of a job, in the folders that are written. */
  public List<String> present() throws IOException {
    List<String> paths = new ArrayList<>();
    for (String schema : List.of(HourlyStats.SCHEMA.name(), DevicePattern.SCHEMA.name())) {
      output.list(schema + "/").stream()
          .map(StoredFile::path)
          .filter(path -> path.endsWith(".parquet"))
          .forEach(paths::add);
    }
    return paths;
  }

  /**
   * Reads all files and writes the rows; then deletes what was there before.
   *
   * @throws IOException with the name of a file that cannot be read
   */
  public Result run() throws IOException {
    List<String> before = present();
    Map<LocalDate, List<Partition>> days = new TreeMap<>();
    Map<Partition, List<StoredFile>> files =
        LakeContents.of(lake, new Swaps(lake, List.of()).pending()).partitions();
    for (Partition partition : files.keySet()) {
      days.computeIfAbsent(partition.date(), date -> new ArrayList<>()).add(partition);
    }
    Set<String> written = new HashSet<>();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (RowFiles<DevicePattern> patterns =
        new RowFiles<>(output.toString(), DevicePattern.SCHEMA)) {
      Totals totals = new Totals(patterns);
      Iterator<Map.Entry<LocalDate, List<Partition>>> left = days.entrySet().iterator();
      Queue<Future<Day>> running = new ArrayDeque<>();
      while (left.hasNext() || !running.isEmpty()) {
        while (left.hasNext() && running.size() < threads) {
          Map.Entry<LocalDate, List<Partition>> next = left.next();
          running.add(workers.submit(() -> day(next.getKey(), next.getValue(), files)));
        }
        Day day = result(running.remove());
        totals.add(day);
        written.addAll(day.written);
        progress.accept(
            "[%,d/%,d] %s: %s, %s"
                .formatted(
                    totals.days,
                    days.size(),
                    day.date,
                    Words.counted(day.rows, "row"),
                    Words.counted(day.hours, "hour")));
      }
      totals.end();
      written.addAll(patterns.publish());
      Set<String> kept = new HashSet<>();
      written.forEach(name -> kept.add(output.pathOf(name)));
      output.delete(before.stream().filter(path -> !kept.contains(path)).toList());
      long read = files.values().stream().mapToLong(List::size).sum();
      return new Result(totals.days, read, totals.rows, totals.hours, totals.patterns);
    } finally {
      workers.shutdownNow();
    }
  }

  private static Day result(Future<Day> day) throws IOException {
    try {
      return day.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The sums of a day, whose hours are written. */
  private static final class Day {
    private final LocalDate date;
    private final List<HoursOfSeries> facilities = new ArrayList<>();
    private List<String> written;
    private long rows;
    private long hours;

    private Day(LocalDate date) {
      this.date = date;
    }
  }

  private Day day(
      LocalDate date, List<Partition> partitions, Map<Partition, List<StoredFile>> files)
      throws IOException {
    Day day = new Day(date);
    Map<String, HoursOfSeries> facilities = new LinkedHashMap<>();
    for (Partition partition : partitions) {
      HoursOfSeries hours =
          facilities.computeIfAbsent(partition.facilityId(), facility -> new HoursOfSeries());
      for (StoredFile file : files.get(partition)) {
        try {
          day.rows += read(file.path(), partition, hours);
        } catch (IOException | RuntimeException e) {
          throw new UnreadableFileException(file.path(), e);
        }
      }
    }
    try (RowFiles<HourlyStats> rows = new RowFiles<>(output.toString(), HourlyStats.SCHEMA)) {
      for (HoursOfSeries hours : facilities.values()) {
        day.facilities.add(hours);
        hours.rows(
            row -> {
              day.hours++;
              add(rows, row);
            });
      }
      day.written = rows.publish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return day;
  }

  private static <T> void add(RowFiles<T> rows, T row) {
    try {
      rows.add(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long read(String path, Partition partition, HoursOfSeries hours) throws IOException {
    try (ReadableByteChannel channel = lake.open(path);
        ParquetFileReader file = ChannelInput.open(channel)) {
      ReadingReader reading = new ReadingReader(file);
      HoursOfSeries.Series series = null;
      long rows = 0;
      while (reading.next()) {
        if (series == null || reading.isOtherSeries()) {
          series = hours.of(context(partition, reading));
        }
        series.add(reading.timeMicros(), reading.value(), reading.quality());
        rows++;
      }
      return rows;
    }
  }

  private static SeriesContext context(Partition partition, ReadingReader reading) {
    return new SeriesContext(
        new SeriesInfo(
            reading.sensorId(),
            reading.metric(),
            partition.sensorType(),
            partition.facilityId(),
            reading.unit()),
        new AssetContext(
            false,
            partition.facilityId(),
            null,
            null,
            reading.timezone(),
            reading.productionLine(),
            reading.equipmentId(),
            null,
            null,
            Double.NaN,
            Double.NaN,
            0,
            0));
  }

  /** What all days have together. */
  private final class Totals {
    private final RowFiles<DevicePattern> files;
    private final PatternsOfSeries ofSeries = new PatternsOfSeries(byWeek);
    private int days;
    private long rows;
    private long hours;
    private long patterns;

    private Totals(RowFiles<DevicePattern> files) {
      this.files = files;
    }

    private void add(Day day) throws IOException {
      days++;
      rows += day.rows;
      hours += day.hours;
      day.facilities.forEach(ofSeries::add);
      try {
        ofSeries.rowsBefore((day.date.toEpochDay() + 1) * DAY_MICROS, this::write);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    private void end() throws IOException {
      try {
        ofSeries.rows(this::write);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    private void write(DevicePattern pattern) {
      patterns++;
      RollUpLake.add(files, pattern);
    }
  }
}
