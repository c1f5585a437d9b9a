package io.plantbeam.launch;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.engines.Engines;
import io.plantbeam.engines.LaunchReview;
import io.plantbeam.job.Job;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.options.OptionProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The arguments of {@code run}, {@code --name=value} each, as options fitted to their engine.
 *
 * @param kind of the pipeline that is to run
 * @param warnings a sentence each
 * @param problems for which the options cannot be used
 * @param mentioned the options that were meant by arguments that could not be read
 */
public record Arguments(
    PipelineKind kind,
    PipelineOptions options,
    List<String> warnings,
    List<OptionProblem> problems,
    Set<String> mentioned) {

  /** Reads the options, as far as they can be, with the defaults of the engine. */
  static Arguments read(List<String> args) {
    ArgumentReader reader = ArgumentReader.read(args);
    LaunchReview findings = Engines.prepare(reader.kind(), reader.options(), reader.given());
    List<OptionProblem> problems = new ArrayList<>(reader.problems());
    findings.refusals().stream()
        .filter(problem -> problem.missing().stream().noneMatch(reader.mentioned()::contains))
        .forEach(problems::add);
    return new Arguments(
        reader.kind(), reader.options(), findings.warnings(), problems, reader.mentioned());
  }

  /** Reads the options, as far as they can be, whatever their engine. */
  static Arguments readWithoutEngine(List<String> args) {
    ArgumentReader reader = ArgumentReader.read(args);
    return new Arguments(
        reader.kind(), reader.options(), List.of(), reader.problems(), reader.mentioned());
  }

  /** Launches the job of options that have been checked. */
  public Job launch() {
    return Job.launch(kind, options);
  }

  /**
   * Reads the options, with the defaults of the engine.
   *
   * @throws InvalidOptionsException with a sentence for each argument that cannot be read, and for
   *     each reason for which the engine cannot run the job
   */
  public static Arguments parse(List<String> args) {
    Arguments arguments = read(args);
    if (!arguments.problems.isEmpty()) {
      throw new InvalidOptionsException(
          arguments.problems.stream().map(OptionProblem::sentence).toList());
    }
    return arguments;
  }
}
