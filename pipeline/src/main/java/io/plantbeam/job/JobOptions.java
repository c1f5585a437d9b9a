package io.plantbeam.job;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Which pipeline a job runs, and its labels. */
public interface JobOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Job",
      type = ParameterType.TEXT,
      value = "NAME",
      example = "replay",
      inTemplates = false)
  @Description("Which pipeline runs.")
  String getPipeline();

  void setPipeline(String value);

  @Parameter(
      order = 2,
      group = "Job",
      type = ParameterType.TEXT,
      value = "NAME",
      example = "kafka-to-lake-and-alerts",
      inTemplates = false)
  @Description(
      "Label: the template that the job was launched from. Also the name of the job if"
          + " there is no --jobName.")
  String getTemplateName();

  void setTemplateName(String value);

  @Parameter(
      order = 3,
      group = "Job",
      type = ParameterType.TEXT,
      value = "VERSION",
      example = "1.0.0",
      inTemplates = false)
  @Description("Label: the version of that template.")
  String getTemplateVersion();

  void setTemplateVersion(String value);
}
