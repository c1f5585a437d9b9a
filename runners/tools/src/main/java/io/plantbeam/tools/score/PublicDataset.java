package io.plantbeam.tools.score;

import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.settings.DetectorParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A benchmark on which one detector is scored, by the scores that the job writes of it. */
final class PublicDataset implements ScoredDataset {
  private final Benchmark benchmark;
  private final PublicDataOptions options;

  PublicDataset(Benchmark benchmark, PublicDataOptions options) {
    this.benchmark = benchmark;
    this.options = options;
  }

  @Override
  public Set<String> options() {
    return PublicDataOptions.NAMES;
  }

  @Override
  public List<String> problems() {
    return options.problems();
  }

  @Override
  public DatasetReport score(Path directory) throws IOException {
    String detector = options.detector() == null ? benchmark.defaultDetector() : options.detector();
    List<Recording> recordings = benchmark.read(options.data());
    JobInput input = JobInput.write(directory, detector, recordings);
    Path results = directory.resolve("results");
    JobRun.run(
        input.readings(),
        input.registry(),
        results,
        "--sensorTypes=" + input.sensorTypes(),
        "--scores=true",
        // No score comes from windows, so as few of them as possible.
        "--windowSize=24h",
        "--windowPeriod=24h");
    DatasetReport report =
        benchmark.judge(
            options.data(),
            detector,
            recordings,
            ScoreFiles.read(results.resolve("scores"), detector, recordings),
            AlertFiles.read(results.resolve("alerts")));
    ReadingDetector<?> alone = withDefaults(PublicDataOptions.type(detector).orElseThrow());
    return report.withNote(DetectorCost.of(alone, recordings).text(detector));
  }

  private static <P extends Record & DetectorParameters> ReadingDetector<?> withDefaults(
      ReadingDetectorType<P> type) {
    return type.create(type.defaults());
  }
}
