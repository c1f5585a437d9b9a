package io.plantbeam.tools.score;

import io.plantbeam.tools.score.Recording.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The simulated runs of the Tennessee Eastman process that Chiang, Russell and Braatz published
 * with "Fault Detection and Diagnosis in Industrial Systems" (2001): tables of 52 channels, a row
 * every three minutes. {@code d00} and {@code d00_te} have no fault; {@code dNN_te} has fault NN
 * from its 161st row on. Files end in {@code .dat} or {@code .dat.gz}.
 */
final class TepData {
  /** Rows of a run before its fault. */
  private static final int ROWS_BEFORE_FAULT = 160;

  static final Duration INTERVAL = Duration.ofMinutes(3);

  /** Measurements; the channels after them are manipulated variables. */
  private static final int MEASUREMENTS = 41;

  private static final int CHANNELS = 52;

  /** The published runs have no date. */
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Pattern RUN = Pattern.compile("d(\\d{2})_te\\.dat(\\.gz)?");

  private TepData() {}

  /**
   * Reads all runs that a directory has.
   *
   * @return for each run a recording of {@code d00} and after it the run, by the faults
   * @throws DatasetException where a file that is needed is missing, or one is malformed
   */
  static List<Recording> read(Path directory) {
    SortedMap<Integer, Path> files = runs(directory);
    double[][] learning = NumberTable.columns(learningFile(directory), CHANNELS);
    if (!files.containsKey(0)) {
      throw missing(directory, "d00_te.dat");
    }
    if (files.size() == 1) {
      throw missing(directory, "dNN_te.dat with NN from 01 on");
    }
    return files.entrySet().stream()
        .map(run -> recording(run.getKey(), learning, run.getValue()))
        .toList();
  }

  /** The fault of a run; 0 for none. */
  static int fault(Recording run) {
    return Integer.parseInt(run.name().substring(1, 3));
  }

  /** Rows of {@code d00}, with which every run begins. */
  static int learningRows(List<Recording> runs) {
    return runs.get(runs.size() - 1).labels().get(0).first() - ROWS_BEFORE_FAULT;
  }

  private static Path learningFile(Path directory) {
    return Stream.of("d00.dat", "d00.dat.gz")
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> missing(directory, "d00.dat"));
  }

  private static DatasetException missing(Path directory, String file) {
    return new DatasetException(
        ("%s has no %s, plain or gzipped; needed are d00.dat to learn from, d00_te.dat without a"
                + " fault, and a dNN_te.dat for each fault NN.")
            .formatted(directory, file));
  }

  private static SortedMap<Integer, Path> runs(Path directory) {
    SortedMap<Integer, Path> runs = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        Matcher name = RUN.matcher(file.getFileName().toString());
        if (name.matches()) {
          runs.putIfAbsent(Integer.valueOf(name.group(1)), file);
        }
      }
    } catch (IOException e) {
      throw new DatasetException("%s cannot be read: %s".formatted(directory, e.getMessage()), e);
    }
    return runs;
  }

  private static Recording recording(int fault, double[][] learning, Path file) {
    double[][] run = NumberTable.columns(file, CHANNELS);
    int before = learning[0].length;
    int rows = before + run[0].length;
    if (run[0].length <= ROWS_BEFORE_FAULT) {
      throw new DatasetException(
          "%s has %d rows; needed are more than the %d before a fault."
              .formatted(file, run[0].length, ROWS_BEFORE_FAULT));
    }
    long[] times = new long[rows];
    for (int row = 0; row < rows; row++) {
      times[row] = START.plus(INTERVAL.multipliedBy(row)).toEpochMilli();
    }
    String name = "d%02d_te".formatted(fault);
    List<Channel> channels = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i++) {
      double[] values = new double[rows];
      System.arraycopy(learning[i], 0, values, 0, before);
      System.arraycopy(run[i], 0, values, before, run[i].length);
      channels.add(new Channel(name + "/" + channel(i), channel(i), values));
    }
    List<RowRange> labels =
        fault == 0 ? List.of() : List.of(new RowRange(before + ROWS_BEFORE_FAULT, rows - 1));
    return new Recording(name, times, channels, labels);
  }

  /** The name of a channel in Downs and Vogel, Computers and Chemical Engineering 17, 1993. */
  private static String channel(int index) {
    return index < MEASUREMENTS
        ? "xmeas_%d".formatted(index + 1)
        : "xmv_%d".formatted(index + 1 - MEASUREMENTS);
  }
}
