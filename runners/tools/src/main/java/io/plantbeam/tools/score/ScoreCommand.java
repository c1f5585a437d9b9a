package io.plantbeam.tools.score;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.LocalFiles;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.Failures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code plantbeam score}: runs the pipeline on a data set and judges what it would alert on, by
 * that benchmark's own rule or, of a simulated plant, by the alerts themselves.
 */
@Command(
    name = "score",
    sortOptions = false,
    header = "Score what the pipeline alerts on: on public benchmarks, or on a simulated plant.",
    description = {
      "",
      "Sends a data set through the whole job (batch, Direct runner), and prints how good its"
          + " alerts are.",
      "",
      "nab, skab, tep: reads a benchmark in its own layout, and rates the scores of one detector by"
          + " the benchmark's own rule, with the published figures beside the measured ones. The"
          + " report has a picture of each series.",
      "",
      "plant: simulates a plant without faults, and the same plant with faults, and counts the"
          + " alerts of all detectors with default options: the false ones per 1,000 sensors and"
          + " day, and how many of the faults are caught, and how soon.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the data set was scored",
      "1:the job failed",
      "2:the options or the data set are wrong"
    })
public final class ScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--dataset",
      paramLabel = "nab|skab|tep|plant",
      description =
          "nab: Numenta Anomaly Benchmark, https://github.com/numenta/NAB;"
              + " skab: Skoltech Anomaly Benchmark, https://github.com/waico/SKAB;"
              + " tep: Tennessee Eastman process, the runs of Chiang, Russell and Braatz;"
              + " plant: a simulated one.")
  private String dataset;

  @Mixin private final PublicDataOptions publicData = new PublicDataOptions();

  @Mixin private final PlantOptions plant = new PlantOptions();

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

  private final Map<String, ScoredDataset> datasets =
      new TreeMap<>(
          Map.of(
              "nab", new PublicDataset(new NabBenchmark(), publicData),
              "skab", new PublicDataset(new SkabBenchmark(), publicData),
              "tep", new PublicDataset(new TepBenchmark(), publicData),
              "plant", new PlantDataset(plant)));

  @Override
  public Integer call() throws IOException {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      problems.forEach(this::complain);
      return ExitCode.INVALID_OPTIONS;
    }
    Path directory = work == null ? Files.createTempDirectory("plantbeam-score") : work;
    try {
      report(datasets.get(dataset).score(directory));
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
    } finally {
      if (work == null) {
        delete(directory);
      }
    }
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    String allowed = String.join(", ", datasets.keySet());
    ScoredDataset chosen = dataset == null ? null : datasets.get(dataset);
    if (dataset == null) {
      problems.add("--dataset is missing; allowed are %s.".formatted(allowed));
    } else if (chosen == null) {
      problems.add("--dataset=%s: allowed are %s.".formatted(dataset, allowed));
    } else {
      optionsOfOthers(chosen)
          .forEach(
              option ->
                  problems.add("%s: --dataset=%s has no such option.".formatted(option, dataset)));
      problems.addAll(chosen.problems());
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

  /** Options that were given, and that only other data sets take. */
  private List<String> optionsOfOthers(ScoredDataset chosen) {
    Set<String> others = new HashSet<>();
    datasets.values().forEach(other -> others.addAll(other.options()));
    others.removeAll(chosen.options());
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .filter(others::contains)
        .sorted()
        .toList();
  }

  private static void requireWritable(String option, Path directory, List<String> problems) {
    if (!LocalFiles.isWritableDirectory(directory.toString())) {
      problems.add(
          "--%s=%s: this directory cannot be made or written to.".formatted(option, directory));
    }
  }

  private static boolean isEmptyDirectory(Path path) {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      // No directory, or one that cannot be read.
      return false;
    }
  }

  private void report(DatasetReport findings) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(TextReport.text(findings));
    Files.createDirectories(output);
    Path page = output.resolve("index.html");
    Files.writeString(page, HtmlReport.html(findings));
    out.printf("%nReport: %s%n", page);
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
