package io.plantbeam.tools.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Numenta Anomaly Benchmark in its own layout, https://github.com/numenta/NAB: {@code
 * data/CATEGORY/SERIES.csv} with {@code timestamp,value}, and the windows around the known
 * anomalies in {@code labels/combined_windows.json}.
 */
final class NabData {
  private final Path directory;
  private final Path windowsFile;

  private NabData(Path directory) {
    this.directory = directory;
    this.windowsFile = directory.resolve("labels/combined_windows.json");
  }

  /**
   * Reads every series.
   *
   * @return a recording of one channel for each, by name
   * @throws DatasetException where a file is missing or malformed, or a series has no labels
   */
  static List<Recording> read(Path directory) {
    return new NabData(directory).read();
  }

  private List<Recording> read() {
    JsonNode windows = windows();
    List<String> names = names();
    for (Iterator<String> labelled = windows.fieldNames(); labelled.hasNext(); ) {
      String name = labelled.next();
      if (!names.contains(name)) {
        throw new DatasetException(
            "%s has windows of %s, but there is no %s."
                .formatted(windowsFile, name, data().resolve(name)));
      }
    }
    return names.stream().map(name -> series(name, windows.get(name))).toList();
  }

  private Path data() {
    return directory.resolve("data");
  }

  private JsonNode windows() {
    if (!Files.isRegularFile(windowsFile)) {
      throw new DatasetException(windowsFile + ": there is no such file.");
    }
    try {
      JsonNode windows = new ObjectMapper().readTree(Files.readAllBytes(windowsFile));
      if (!windows.isObject()) {
        throw new DatasetException(windowsFile + " is not a JSON object of windows by series.");
      }
      return windows;
    } catch (JsonProcessingException e) {
      throw new DatasetException(
          "%s is not valid JSON: %s".formatted(windowsFile, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new DatasetException("%s cannot be read: %s".formatted(windowsFile, e.getMessage()), e);
    }
  }

  private List<String> names() {
    if (!Files.isDirectory(data())) {
      throw new DatasetException(data() + ": there is no such directory.");
    }
    try (Stream<Path> files = Files.walk(data())) {
      List<String> names =
          files
              .filter(file -> file.toString().endsWith(".csv"))
              .map(file -> data().relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
      if (names.isEmpty()) {
        throw new DatasetException(data() + " holds no .csv files.");
      }
      return names;
    } catch (IOException e) {
      throw new DatasetException("%s cannot be read: %s".formatted(data(), e.getMessage()), e);
    }
  }

  private Recording series(String name, JsonNode windows) {
    if (windows == null) {
      throw new DatasetException("%s has no entry for %s.".formatted(windowsFile, name));
    }
    CsvTable table = CsvTable.read(data().resolve(name), ',');
    long[] times = table.times(table.column("timestamp"));
    double[] values = table.numbers(table.column("value"));
    String sensorId = Recording.withoutSuffix(name);
    List<RowRange> labels = new ArrayList<>();
    for (JsonNode window : windows) {
      labels.add(
          new RowRange(
              row(name, times, window.path(0).asText()),
              row(name, times, window.path(1).asText())));
    }
    labels.sort(Comparator.comparingInt(RowRange::first));
    for (RowRange label : labels) {
      if (label.last() < label.first()) {
        throw new DatasetException(
            "%s: a window of %s ends before it begins.".formatted(windowsFile, name));
      }
    }
    return new Recording(
        name, times, List.of(new Recording.Channel(sensorId, "value", values)), labels);
  }

  /** The first row of a time, as in NAB's sweeper. */
  private int row(String name, long[] times, String text) {
    long time;
    try {
      time = CsvTable.millis(text);
    } catch (DateTimeParseException e) {
      throw new DatasetException(
          "%s: '%s', an end of a window of %s, is not a time.".formatted(windowsFile, text, name),
          e);
    }
    for (int row = 0; row < times.length; row++) {
      if (times[row] == time) {
        return row;
      }
    }
    throw new DatasetException(
        "%s: no row of %s has the time %s, an end of a window.".formatted(windowsFile, name, text));
  }
}
