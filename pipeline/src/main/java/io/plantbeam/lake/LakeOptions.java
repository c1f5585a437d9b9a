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

  @Parameter(
      order = 3,
      group = "Output",
      type = ParameterType.ENUM,
      choices = {"refuse", "replace"},
      example = "replace")
  @Description(
      "Files: what a run does if the lake has readings of the same files from another run. It is"
          + " refused, or takes the place of that run when its own files are complete.")
  @Default.String("refuse")
  String getOverlap();

  void setOverlap(String value);

  @Parameter(order = 4, group = "Output", type = ParameterType.BOOLEAN, example = "true")
  @Description(
      "Whether all roll-ups are also written to the lake in Parquet files. Those of hours are in any"
          + " case.")
  @Default.Boolean(false)
  boolean getRollupLake();

  void setRollupLake(boolean value);
}
