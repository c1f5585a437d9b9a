package io.plantbeam.spec.engine;

import io.plantbeam.options.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of Beam's runners that a launch from a template takes. They have no defaults here:
 * what is not given is as {@code plantbeam run} has it.
 */
public final class EngineParameters {
  private static final List<ParameterSpec> ANY = ParameterSpec.allOf(JobParameters.class);
  private static final Map<String, List<ParameterSpec>> BY_RUNNER =
      Map.of(
          Runners.DIRECT, ParameterSpec.allOf(DirectParameters.class),
          Runners.FLINK, ParameterSpec.allOf(FlinkParameters.class),
          Runners.SPARK, ParameterSpec.allOf(SparkParameters.class));

  private EngineParameters() {}

  /** Those of a runner. */
  public static List<ParameterSpec> of(String runner) {
    return BY_RUNNER.get(runner);
  }

  /** Those that every runner has: {@code jobName}. */
  public static List<ParameterSpec> any() {
    return ANY;
  }

  /** All of them, runner by runner. */
  public static List<ParameterSpec> all() {
    List<ParameterSpec> all = new ArrayList<>(ANY);
    Runners.ALL.forEach(runner -> all.addAll(of(runner)));
    return all;
  }
}
