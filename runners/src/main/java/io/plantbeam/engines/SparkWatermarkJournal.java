package io.plantbeam.engines;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.runners.spark.translation.streaming.Checkpoint;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder.SparkWatermarks;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watermarks after the latest batches, in a file beside Spark's checkpoints. Beam keeps them in
 * the driver's memory only: after its end the first batch would run without a watermark, nothing
 * would fire in it, and what the second fires would be late in the step that takes it.
 */
final class SparkWatermarkJournal {
  private static final Logger LOG = LoggerFactory.getLogger(SparkWatermarkJournal.class);
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d+)(\\.bk)?");

  private final FileSystem files;
  private final Path file;
  private final SparkWatermarkHistory history;
  private final OptionalLong lastCheckpoint;

  private SparkWatermarkJournal(FileSystem files, Path checkpoints)
      throws IOException, ClassNotFoundException {
    this.files = files;
    this.file = new Path(checkpoints.getParent(), "plantbeam-watermarks");
    SparkWatermarkHistory written = Checkpoint.readObject(files, file);
    this.history = written == null ? new SparkWatermarkHistory() : written;
    this.lastCheckpoint =
        lastCheckpoint(
            Arrays.stream(files.listStatus(checkpoints)).map(status -> status.getPath().getName()));
  }

  /** The journal of the stream that a driver begins or goes on with. */
  static SparkWatermarkJournal of(SparkContext context) {
    // Spark makes a directory for each driver in that of the checkpoints.
    Path checkpoints = new Path(context.getCheckpointDir().get()).getParent();
    try {
      return new SparkWatermarkJournal(
          checkpoints.getFileSystem(context.hadoopConfiguration()), checkpoints);
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(
          "the watermarks beside %s cannot be read".formatted(checkpoints), e);
    }
  }

  /** The batch of the latest of Spark's checkpoints, by the names in their directory. */
  static OptionalLong lastCheckpoint(Stream<String> names) {
    return names
        .map(CHECKPOINT::matcher)
        .filter(Matcher::matches)
        .mapToLong(name -> Long.parseLong(name.group(1)))
        .max();
  }

  /** The batch of the checkpoint from which this driver has gone on, if it is not the first. */
  OptionalLong lastCheckpoint() {
    return lastCheckpoint;
  }

  /** The watermarks at which a batch ran, by the numbers of the sources; empty where unknown. */
  Map<Integer, SparkWatermarks> before(long batch) {
    return history.before(batch);
  }

  /** Keeps the watermarks after a batch. */
  void put(long batch, Map<Integer, SparkWatermarks> ofSources) {
    history.put(batch, ofSources);
    try {
      Checkpoint.writeObject(files, file, history);
    } catch (IOException e) {
      // The stream goes on, as it does when a checkpoint of Spark's own cannot be written.
      LOG.warn("{} was not written. If the driver is killed now, windows may be lost.", file, e);
    }
  }
}
