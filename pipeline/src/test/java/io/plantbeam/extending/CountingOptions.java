package io.plantbeam.extending;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of a sink that counts. */
public interface CountingOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Output",
      type = ParameterType.TEXT,
      value = "NAME",
      example = "window-stats")
  @Description("Counts the records of the output of this name, which then goes to no file.")
  String getCountOutput();

  void setCountOutput(String value);
}
