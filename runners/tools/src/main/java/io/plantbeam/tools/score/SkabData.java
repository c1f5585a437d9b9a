package io.plantbeam.tools.score;

import io.plantbeam.tools.score.Recording.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Skoltech Anomaly Benchmark in its own layout, https://github.com/waico/SKAB: {@code
 * data/GROUP/NUMBER.csv}, semicolons, {@code datetime}, the channels, {@code anomaly} and {@code
 * changepoint}. The log without anomalies has no part in the score and is not read.
 */
final class SkabData {
  private static final List<String> GROUPS = List.of("valve1", "valve2", "other");
  private static final String TIME = "datetime";
  private static final String ANOMALY = "anomaly";
  private static final Set<String> NO_CHANNELS = Set.of(TIME, ANOMALY, "changepoint");

  private SkabData() {}

  /**
   * Reads every experiment.
   *
   * @return a recording for each, with the rows marked as anomalous, in runs, for labels
   * @throws DatasetException where there is none, or a file is malformed
   */
  static List<Recording> read(Path directory) {
    Path data = directory.resolve("data");
    List<Recording> recordings = new ArrayList<>();
    for (String group : GROUPS) {
      Path folder = data.resolve(group);
      if (Files.isDirectory(folder)) {
        files(folder).forEach(file -> recordings.add(experiment(group, file)));
      }
    }
    if (recordings.isEmpty()) {
      throw new DatasetException(
          "%s holds no .csv files in %s.".formatted(data, String.join(", ", GROUPS)));
    }
    return recordings;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      // 2 before 10.
      return files
          .filter(file -> file.toString().endsWith(".csv"))
          .sorted(
              Comparator.comparingInt((Path file) -> file.toString().length())
                  .thenComparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new DatasetException("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static Recording experiment(String group, Path file) {
    CsvTable table = CsvTable.read(file, ';');
    String name = group + "/" + file.getFileName();
    long[] times = table.times(table.column(TIME));
    List<RowRange> labels = runs(table.numbers(table.column(ANOMALY)));
    List<Channel> channels = new ArrayList<>();
    for (String column : table.header()) {
      if (!NO_CHANNELS.contains(column)) {
        channels.add(
            new Channel(
                Recording.withoutSuffix(name) + "/" + column,
                column,
                table.numbers(table.column(column))));
      }
    }
    if (channels.isEmpty()) {
      throw new DatasetException(file + " has no channels.");
    }
    return new Recording(name, times, channels, labels);
  }

  private static List<RowRange> runs(double[] marks) {
    List<RowRange> runs = new ArrayList<>();
    int first = -1;
    for (int row = 0; row <= marks.length; row++) {
      boolean marked = row < marks.length && marks[row] > 0.5;
      if (marked && first < 0) {
        first = row;
      } else if (!marked && first >= 0) {
        runs.add(new RowRange(first, row - 1));
        first = -1;
      }
    }
    return runs;
  }
}
