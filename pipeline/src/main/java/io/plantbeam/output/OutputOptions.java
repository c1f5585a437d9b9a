package io.plantbeam.output;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where everything goes that has no server. */
public interface OutputOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Output",
      type = ParameterType.PATH,
      value = "DIR",
      example = "/data/plantbeam",
      required = true)
  @Description(
      "Directory of the lake, and of every other output for which no server or"
          + " topic is named.")
  String getOutput();

  void setOutput(String value);

  @Parameter(
      order = 2,
      group = "Output",
      type = ParameterType.DURATION,
      example = "30m",
      min = "1s")
  @Description("Streaming: how much event time goes into one file.")
  @Default.String("10m")
  String getLakeInterval();

  void setLakeInterval(String value);
}
