package io.plantbeam.tools.score;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.reading.ReadingDetectorType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options of the data sets that others have published. */
final class PublicDataOptions {
  static final Set<String> NAMES = Set.of("--data", "--detector");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The data set: for nab with data/*/*.csv and labels/combined_windows.json, for skab with"
              + " data/valve1, data/valve2 and data/other, for tep with d00.dat, d00_te.dat and"
              + " dNN_te.dat, plain or gzipped.")
  private Path data;

  @Option(
      names = "--detector",
      paramLabel = "NAME",
      description = "Default: novelty for nab, baseline for skab and tep.")
  private String detector;

  Path data() {
    return data;
  }

  /** The detector that was asked for; null where none was. */
  String detector() {
    return detector;
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (data == null) {
      problems.add("--data is missing; allowed is the directory of the data set.");
    } else if (!Files.isDirectory(data)) {
      problems.add("--data=%s: there is no such directory.".formatted(data));
    }
    if (detector != null && type(detector).isEmpty()) {
      problems.add(
          "--detector=%s: allowed are %s."
              .formatted(
                  detector,
                  Detectors.ofReadings().stream()
                      .map(ReadingDetectorType::name)
                      .collect(Collectors.joining(", "))));
    }
    return problems;
  }

  static Optional<ReadingDetectorType<?>> type(String detector) {
    return Detectors.ofReadings().stream().filter(type -> type.name().equals(detector)).findAny();
  }
}
