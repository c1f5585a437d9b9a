package io.plantbeam.launch;

import io.plantbeam.job.JobSettings;
import io.plantbeam.job.JobSettingsReader;
import io.plantbeam.options.OptionProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Everything that can be checked of a launch without asking a server: what its arguments are as
 * options, whether the engine can run them, and whether they make a job.
 *
 * @param settings to be used only where there is no problem
 * @param warnings a sentence each
 * @param problems each sentence once, without those that only follow from another
 */
public record LaunchCheck(
    PipelineOptions options,
    JobSettings settings,
    List<String> warnings,
    List<OptionProblem> problems) {

  /** Checks the arguments of {@code run}. */
  public static LaunchCheck of(List<String> args) {
    return of(Arguments.read(args));
  }

  /** The same, but for what their engine can do. */
  public static LaunchCheck onAnyEngine(List<String> args) {
    return of(Arguments.readWithoutEngine(args));
  }

  private static LaunchCheck of(Arguments arguments) {
    // Otherwise the checks know of local files alone.
    FileSystems.setDefaultPipelineOptions(arguments.options());
    List<OptionProblem> ofJob = new ArrayList<>();
    JobSettings settings = JobSettingsReader.read(arguments.kind(), arguments.options(), ofJob);
    Set<OptionProblem> problems = new LinkedHashSet<>(arguments.problems());
    ofJob.stream()
        .filter(problem -> problem.missing().stream().noneMatch(arguments.mentioned()::contains))
        .forEach(problems::add);
    return new LaunchCheck(
        arguments.options(), settings, arguments.warnings(), List.copyOf(problems));
  }
}
