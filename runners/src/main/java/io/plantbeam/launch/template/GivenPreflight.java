package io.plantbeam.launch.template;

import io.plantbeam.launch.LaunchCheck;
import io.plantbeam.preflight.Finding;
import io.plantbeam.preflight.Preflight;
import io.plantbeam.spec.engine.Runners;
import io.plantbeam.spec.plan.Launch;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import picocli.CommandLine.Option;

/** The preflight of a launch, as an option of a command. */
final class GivenPreflight {
  @Option(
      names = "--preflight",
      description =
          "Also connect to everything that the job needs. If something is wrong, its"
              + " line begins with a cross, and the exit code is 3.")
  private boolean wanted;

  /**
   * Prints a line for each check where the option is given.
   *
   * @param check of the launch, without a problem
   * @return false where one of them failed
   */
  boolean passes(Launch launch, LaunchCheck check, PrintWriter out) {
    if (!wanted) {
      return true;
    }
    List<Finding> findings =
        new Preflight(
                check.settings().checks(readers(launch, check), Preflight.LIMIT), Preflight.LIMIT)
            .run();
    findings.forEach(out::println);
    out.flush();
    return findings.stream().allMatch(Finding::passed);
  }

  /** On Flink each subtask of the source needs a partition of its own. */
  private static OptionalInt readers(Launch launch, LaunchCheck check) {
    if (!launch.runner().equals(Runners.FLINK)) {
      return OptionalInt.empty();
    }
    int parallelism = check.options().as(FlinkPipelineOptions.class).getParallelism();
    return OptionalInt.of(
        parallelism > 0 ? parallelism : launch.template().resources().parallelism());
  }
}
