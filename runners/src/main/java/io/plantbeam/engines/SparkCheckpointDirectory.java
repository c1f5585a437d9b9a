package io.plantbeam.engines;

import io.plantbeam.config.InvalidOptionsException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that a stream on Spark starts again from, where it is one of this machine's file
 * systems. It belongs to one driver at a time, and a stream that goes on there does so with the
 * options of its first launch, whatever a later one says.
 */
final class SparkCheckpointDirectory implements EngineClaim {
  private static final Logger LOG = LoggerFactory.getLogger(SparkCheckpointDirectory.class);
  private static final String OPTIONS = "plantbeam-options.properties";
  private static final String LOCK = "plantbeam-driver.lock";

  /** Where Beam has Spark put its checkpoints. */
  private static final String CHECKPOINTS = "spark-checkpoint";

  private final String given;
  private final Path directory;
  private final FileChannel lock;

  private SparkCheckpointDirectory(String given, Path directory) throws IOException {
    this.given = given;
    this.directory = directory;
    this.lock = lock();
  }

  /**
   * Takes the directory for this driver until that is closed, and compares the options of this
   * launch with those of the first. Does nothing on other storage, and where the directory cannot
   * be used from here, which Spark knows better.
   *
   * @param options by name, as they are shown
   * @throws InvalidOptionsException if another driver has it, or a stream goes on there with other
   *     options
   */
  static EngineClaim claim(String directory, Map<String, String> options) {
    if (directory.contains("://") && !directory.startsWith("file://")) {
      return () -> {};
    }
    try {
      SparkCheckpointDirectory claimed =
          new SparkCheckpointDirectory(
              directory, Path.of(directory.replaceFirst("^file:(//)?", "")));
      try {
        claimed.compare(options);
        return claimed;
      } catch (IOException | RuntimeException e) {
        claimed.close();
        throw e;
      }
    } catch (IOException e) {
      LOG.warn(
          "--checkpointDir={}: it is not known whether another driver has it, or with which options"
              + " a stream goes on there: {}",
          directory,
          e.toString());
      return () -> {};
    }
  }

  private FileChannel lock() throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock taken = channel.tryLock();
      if (taken != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("Another stream of this process has {}", directory, e);
    }
    channel.close();
    throw new InvalidOptionsException(
        List.of(
            "--checkpointDir=%s: is in use by another driver; stop that, or give another directory"
                .formatted(given)));
  }

  private void compare(Map<String, String> options) throws IOException {
    Path file = directory.resolve(OPTIONS);
    if (hasCheckpoint() && Files.exists(file)) {
      List<String> problems = differences(read(file), options);
      if (!problems.isEmpty()) {
        throw new InvalidOptionsException(problems);
      }
      return;
    }
    Properties recorded = new Properties();
    recorded.putAll(options);
    try (Writer writer = Files.newBufferedWriter(file)) {
      recorded.store(writer, "The options with which this stream goes on");
    }
  }

  private boolean hasCheckpoint() throws IOException {
    Path checkpoints = directory.resolve(CHECKPOINTS);
    if (!Files.isDirectory(checkpoints)) {
      return false;
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return SparkWatermarkJournal.lastCheckpoint(files.map(path -> path.getFileName().toString()))
          .isPresent();
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties recorded = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      recorded.load(reader);
    }
    return recorded;
  }

  private List<String> differences(Properties recorded, Map<String, String> options) {
    TreeSet<String> names = new TreeSet<>(recorded.stringPropertyNames());
    names.addAll(options.keySet());
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      String before = recorded.getProperty(name);
      String now = options.get(name);
      if (before == null ? now != null : !before.equals(now)) {
        problems.add(
            "--%s%s: the stream in --checkpointDir=%s was first started with %s and goes on with that; give the same, or an empty directory"
                .formatted(
                    name,
                    now == null ? "" : "=" + now,
                    given,
                    before == null ? "none" : "--%s=%s".formatted(name, before)));
      }
    }
    return problems;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
