package io.plantbeam.job;

import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What tells an operator which job is running. Secrets are in it as references only.
 *
 * @param jobName as the engine shows it
 * @param templateName null where the job was launched without a template
 * @param templateVersion null likewise
 * @param parameters every parameter that has a value, defaults among them, in the order of the help
 */
public record JobLabels(
    String jobName, String templateName, String templateVersion, Map<String, String> parameters) {
  /** The name of a job that has neither a name of its own nor a template. */
  public static final String DEFAULT_JOB_NAME = "plantbeam";

  private static final String HIDDEN = "[hidden]";

  public JobLabels {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The labels of a job with these options. */
  public static JobLabels of(Parameters all, PipelineOptions options) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (ParameterSpec spec : all.all()) {
      String value = all.valueOf(options, spec.name());
      if (!value.isEmpty()) {
        String shown = spec.display(value);
        parameters.put(spec.name(), shown == null ? HIDDEN : shown);
      }
    }
    String template = parameters.remove("templateName");
    return new JobLabels(
        options.getJobName(), template, parameters.remove("templateVersion"), parameters);
  }

  /**
   * A name for a job that was given none: its template's, with nothing but lower-case letters,
   * digits and dashes.
   */
  public static String defaultJobName(PipelineOptions options) {
    String given = options.as(JobOptions.class).getTemplateName();
    String template = given == null ? "" : given;
    String name = template.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String trimmed = name.replaceAll("^-|-$", "");
    return trimmed.isEmpty() ? DEFAULT_JOB_NAME : trimmed;
  }

  /** All labels on one line. */
  public String sentence() {
    return "%s%s: %s"
        .formatted(
            jobName,
            templateName == null
                ? ""
                : " (template %s%s)"
                    .formatted(templateName, templateVersion == null ? "" : " " + templateVersion),
            parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining(" ")));
  }
}
