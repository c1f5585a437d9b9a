package io.plantbeam.spec.engine;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;

/**
 * Options of every Beam runner, by the names of the getters in {@link
 * org.apache.beam.sdk.options.PipelineOptions}.
 */
interface JobParameters {
  @Parameter(
      order = 1,
      group = "Job",
      type = ParameterType.TEXT,
      value = "NAME",
      example = "line-7",
      pattern = "[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}",
      patternProblem =
          "is not the name of a job; allowed are up to 100 letters, digits, spaces, '.', '_' and '-', a letter or digit first",
      inTemplates = false)
  @Description("Name of the job in the engine. Default: the name of the template.")
  String getJobName();
}
