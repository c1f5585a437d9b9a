package io.plantbeam.lake;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of the lake. */
public interface LakeOptions extends PipelineOptions {
  @Parameter(order = 1, group = "Output", type = ParameterType.BOOLEAN, example = "false")
  @Description("Whether readings are archived in Parquet files.")
  @Default.Boolean(true)
  boolean getLake();

  void setLake(boolean value);

  @Parameter(order = 2, group = "Output", type = ParameterType.INTEGER, example = "4", min = "1")
  @Description("Files per lake partition and interval. More files share the work of large volumes.")
  @Default.Integer(1)
  int getLakeShards();

  void setLakeShards(int value);
}
