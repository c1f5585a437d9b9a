package io.plantbeam.spec;

import io.plantbeam.job.PipelineKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way to launch the pipeline, as data: which values are fixed, and which are the user's.
 *
 * @param name lower-case words joined by hyphens
 * @param version of the template, three numbers
 * @param description a sentence or more
 * @param pipeline the kind of pipeline that it launches
 * @param fixed values by option that the user cannot change
 * @param parameters what the user can give, in the order in which it is listed
 * @param engines by runner the options of that runner, which the user can change
 */
public record Template(
    String name,
    String version,
    String description,
    PipelineKind pipeline,
    Guarantees guarantees,
    Map<String, String> fixed,
    List<ExposedParameter> parameters,
    Map<String, Map<String, String>> engines,
    Resources resources) {

  public Template {
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    parameters = List.copyOf(parameters);
    engines = Collections.unmodifiableMap(new LinkedHashMap<>(engines));
  }

  /** The exposed parameter of this name. */
  public Optional<ExposedParameter> parameter(String option) {
    return parameters.stream().filter(parameter -> parameter.name().equals(option)).findFirst();
  }

  /** The options of a runner; empty where the template says nothing of it. */
  public Map<String, String> engine(String runner) {
    return engines.getOrDefault(runner, Map.of());
  }
}
