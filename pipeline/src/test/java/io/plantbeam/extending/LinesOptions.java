package io.plantbeam.extending;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of messages that are given at the launch. */
public interface LinesOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Input",
      type = ParameterType.LIST,
      value = "LINE,...",
      example = "p-1 1000 a=1,p-1 2000 a=2")
  @Description("Messages to read, a line each; makes a batch job.")
  String getInputLines();

  void setInputLines(String value);
}
