package io.plantbeam.tools.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What other detectors said of the same series, where a copy of NAB has it: {@code
 * results/DETECTOR/CATEGORY/DETECTOR_SERIES.csv} with {@code anomaly_score}. So they can be scored
 * on the series at hand, which their published figures are not for.
 */
final class NabResults {
  private NabResults() {}

  /**
   * Reads the results of every detector that has judged all of the series.
   *
   * @param directory of the data set
   * @return by detector, a score for each row of each series
   * @throws DatasetException where a file is malformed or does not have the rows of its series
   */
  static Map<String, List<double[]>> read(Path directory, List<Recording> series) {
    Map<String, List<double[]>> results = new TreeMap<>();
    for (Path detector : detectors(directory.resolve("results"))) {
      List<Path> files = series.stream().map(one -> file(detector, one)).toList();
      if (files.stream().allMatch(Files::isRegularFile)) {
        results.put(
            detector.getFileName().toString(),
            series.stream().map(one -> scores(file(detector, one), one)).toList());
      }
    }
    return results;
  }

  private static List<Path> detectors(Path results) {
    if (!Files.isDirectory(results)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(results)) {
      return entries.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new DatasetException("%s cannot be read: %s".formatted(results, e.getMessage()), e);
    }
  }

  private static Path file(Path detector, Recording series) {
    int category = series.name().lastIndexOf('/') + 1;
    return detector.resolve(
        "%s%s_%s"
            .formatted(
                series.name().substring(0, category),
                detector.getFileName(),
                series.name().substring(category)));
  }

  private static double[] scores(Path file, Recording series) {
    CsvTable table = CsvTable.read(file, ',');
    if (table.rows() != series.rows()) {
      throw new DatasetException(
          "%s has %d rows; %s has %d.".formatted(file, table.rows(), series.name(), series.rows()));
    }
    return table.numbers(table.column("anomaly_score"));
  }
}
