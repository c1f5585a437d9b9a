package io.plantbeam.spec.plan;

import io.plantbeam.job.SourceOptions;
import io.plantbeam.spec.Template;
import io.plantbeam.telemetry.PipelineKinds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A template with all its values: what is launched or rendered.
 *
 * @param jobName by which engines show the job
 * @param runner {@code DirectRunner}, {@code FlinkRunner} or {@code SparkRunner}
 * @param options the value of every Beam option that is given or fixed, in order, those of the
 *     engine at the end; without the runner and the job's name. Secrets are references.
 */
public record Launch(
    Template template, String jobName, String runner, Map<String, String> options) {

  public Launch {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** Whether the job ends by itself. */
  public boolean isBounded() {
    return template
        .pipeline()
        .input(name -> options.getOrDefault(name, ""))
        .map(SourceOptions::isBounded)
        .orElse(false);
  }

  /** The arguments of {@code plantbeam run}, {@code --name=value} each. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("--runner=" + runner);
    arguments.add("--jobName=" + jobName);
    if (template.pipeline() != PipelineKinds.ALL.get(0)) {
      arguments.add("--pipeline=" + template.pipeline().name());
    }
    arguments.add("--templateName=" + template.name());
    arguments.add("--templateVersion=" + template.version());
    options.forEach((name, value) -> arguments.add("--%s=%s".formatted(name, value)));
    return arguments;
  }
}
