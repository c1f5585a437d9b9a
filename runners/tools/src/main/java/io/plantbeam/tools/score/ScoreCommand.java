package io.plantbeam.tools.score;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.LocalFiles;
import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.Failures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code plantbeam score}: runs the pipeline on a public data set and scores what it would alert on
 * by that benchmark's own rule.
 */
@Command(
    name = "score",
    sortOptions = false,
    header = "Score a detector on a public benchmark, by running the pipeline on it.",
    description = {
      "",
      "Reads a data set in its own layout, sends it through the whole job (batch, Direct"
          + " runner), and rates the written scores by the benchmark's own rule. Prints the"
          + " scoreboard, with the published figures beside the measured ones, and writes a"
          + " report with a picture of each series.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the data set was scored",
      "1:the job failed",
      "2:the options or the data set are wrong"
    })
public final class ScoreCommand implements Callable<Integer> {
  private static final Map<String, ScoredDataset> BENCHMARKS =
      new TreeMap<>(Map.of("nab", new NabBenchmark(), "skab", new SkabBenchmark()));

  @Spec private CommandSpec spec;

  @Option(
      names = "--dataset",
      paramLabel = "nab|skab",
      description =
          "nab: Numenta Anomaly Benchmark, https://github.com/numenta/NAB;"
              + " skab: Skoltech Anomaly Benchmark, https://github.com/waico/SKAB.")
  private String dataset;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The data set: for nab with data/*/*.csv and labels/combined_windows.json, for skab with"
              + " data/valve1, data/valve2 and data/other.")
  private Path data;

  @Option(
      names = "--detector",
      paramLabel = "NAME",
      description = "Default: novelty for nab, baseline for skab.")
  private String detector;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "score-report",
      description = "Directory for index.html (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Empty directory in which to leave the job's input and outputs; otherwise they are"
              + " temporary.")
  private Path work;

  @Override
  public Integer call() throws IOException {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      problems.forEach(this::complain);
      return ExitCode.INVALID_OPTIONS;
    }
    ScoredDataset benchmark = BENCHMARKS.get(dataset);
    String name = detector == null ? benchmark.defaultDetector() : detector;
    try {
      List<Recording> recordings = benchmark.read(data);
      DatasetReport findings = benchmark.judge(data, name, recordings, scores(name, recordings));
      ReadingDetector<?> alone = withDefaults(type(name).orElseThrow());
      report(findings.withNote(DetectorCost.of(alone, recordings).text(name)));
      return ExitCode.OK;
    } catch (DatasetException e) {
      complain(e.getMessage());
      return ExitCode.INVALID_OPTIONS;
    } catch (InvalidOptionsException e) {
      e.problems().forEach(this::complain);
      return ExitCode.INVALID_OPTIONS;
    } catch (PipelineExecutionException e) {
      complain("The job failed: " + Failures.sentence(e));
      return ExitCode.JOB_FAILED;
    }
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    String allowed = String.join(", ", BENCHMARKS.keySet());
    if (dataset == null) {
      problems.add("--dataset is missing; allowed are %s.".formatted(allowed));
    } else if (!BENCHMARKS.containsKey(dataset)) {
      problems.add("--dataset=%s: allowed are %s.".formatted(dataset, allowed));
    }
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
    if (Files.exists(output) && !Files.isDirectory(output)) {
      problems.add("--output=%s: this is a file; allowed is a directory.".formatted(output));
    } else {
      requireWritable("output", output, problems);
    }
    if (work != null && Files.exists(work) && !isEmptyDirectory(work)) {
      problems.add("--work=%s: allowed is an empty directory, or a new one.".formatted(work));
    } else if (work != null) {
      requireWritable("work", work, problems);
    }
    return problems;
  }

  private static void requireWritable(String option, Path directory, List<String> problems) {
    if (!LocalFiles.isWritableDirectory(directory.toString())) {
      problems.add(
          "--%s=%s: this directory cannot be made or written to.".formatted(option, directory));
    }
  }

  private static Optional<ReadingDetectorType<?>> type(String detector) {
    return Detectors.ofReadings().stream().filter(type -> type.name().equals(detector)).findAny();
  }

  private static <P extends Record & DetectorParameters> ReadingDetector<?> withDefaults(
      ReadingDetectorType<P> type) {
    return type.create(type.defaults());
  }

  private static boolean isEmptyDirectory(Path path) {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      // No directory, or one that cannot be read.
      return false;
    }
  }

  private List<RowScores> scores(String name, List<Recording> recordings) throws IOException {
    Path directory = work == null ? Files.createTempDirectory("plantbeam-score") : work;
    try {
      JobInput input = JobInput.write(directory, name, recordings);
      Path results = directory.resolve("results");
      JobRun.run(input, results);
      return ScoreFiles.read(results.resolve("scores"), name, recordings);
    } finally {
      if (work == null) {
        delete(directory);
      }
    }
  }

  private void report(DatasetReport findings) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(TextReport.text(findings));
    Files.createDirectories(output);
    Path page = output.resolve("index.html");
    Files.writeString(page, HtmlReport.html(findings));
    out.printf("%nPictures of all of them: %s%n", page);
    out.flush();
  }

  private void complain(String sentence) {
    spec.commandLine().getErr().println(sentence);
    spec.commandLine().getErr().flush();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
