package io.plantbeam.runners;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.runners.spark.translation.streaming.Checkpoint;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder.SparkWatermarks;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watermarks after the latest batches, in a file beside Spark's checkpoints. Beam keeps them in
 * the driver's memory only, so after its end the first batch would run without a watermark, nothing
 * would fire in it, and what the second fires would be late in the step that takes it.
 */
final class SparkWatermarkJournal {
  private static final Logger LOG = LoggerFactory.getLogger(SparkWatermarkJournal.class);
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d+)(\\.bk)?");

  /** A checkpoint may be of the last batch or of one that had just been over. */
  private static final int KEPT = 4;

  private final FileSystem files;
  private final Path checkpoints;
  private final Path file;
  private final TreeMap<Long, Entry> entries;

  /**
   * The watermarks after a batch, by the numbers of the sources.
   *
   * @param ofSources serialisable
   */
  record Entry(Map<Integer, SparkWatermarks> ofSources) implements Serializable {}

  private SparkWatermarkJournal(FileSystem files, Path checkpoints, Path file)
      throws IOException, ClassNotFoundException {
    this.files = files;
    this.checkpoints = checkpoints;
    this.file = file;
    TreeMap<Long, Entry> written = Checkpoint.readObject(files, file);
    this.entries = written == null ? new TreeMap<>() : written;
  }

  /** The journal of the stream that a driver runs or goes on with. */
  static SparkWatermarkJournal of(SparkContext context) {
    // Spark makes a directory of each driver in that of the checkpoints.
    Path ofDriver = new Path(context.getCheckpointDir().get());
    return in(ofDriver.getParent(), context.hadoopConfiguration());
  }

  /** The journal beside a directory of Spark's checkpoints. */
  static SparkWatermarkJournal in(Path checkpoints, Configuration configuration) {
    try {
      return new SparkWatermarkJournal(
          checkpoints.getFileSystem(configuration),
          checkpoints,
          new Path(checkpoints.getParent(), "plantbeam-watermarks"));
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(
          "the watermarks beside %s cannot be read".formatted(checkpoints), e);
    }
  }

  /** The batch of the checkpoint from which Spark goes on, if there is one. */
  OptionalLong lastCheckpoint() {
    try {
      return Arrays.stream(files.listStatus(checkpoints))
          .map(status -> CHECKPOINT.matcher(status.getPath().getName()))
          .filter(Matcher::matches)
          .mapToLong(name -> Long.parseLong(name.group(1)))
          .max();
    } catch (IOException e) {
      throw new IllegalStateException(
          "the checkpoints in %s cannot be listed".formatted(checkpoints), e);
    }
  }

  /** The watermarks at which a batch ran. */
  Optional<Entry> watermarksBefore(long batch) {
    return Optional.ofNullable(entries.lowerEntry(batch)).map(Map.Entry::getValue);
  }

  /** Keeps the watermarks after a batch. */
  void record(long batch, Map<Integer, SparkWatermarks> ofSources) {
    entries.put(batch, new Entry(new HashMap<>(ofSources)));
    while (entries.size() > KEPT) {
      entries.pollFirstEntry();
    }
    try {
      Checkpoint.writeObject(files, file, entries);
    } catch (IOException e) {
      // The clock must go on; Spark's checkpoints go to the same place, and it says so itself.
      LOG.warn("{} was not written; were the driver killed now, windows may be missing.", file, e);
    }
  }
}
