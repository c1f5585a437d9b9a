package io.plantbeam.registry;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of the asset registry. */
public interface RegistryOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Assets and sensor types",
      type = ParameterType.PATH,
      value = "DIR",
      example = "/data/assets")
  @Description(
      "Directory with the file facilities and, where they are known, lines, equipment, sensors"
          + " and maintenance, each .ndjson, .json or .csv.")
  String getAssetRegistry();

  void setAssetRegistry(String value);

  @Parameter(
      order = 2,
      group = "Assets and sensor types",
      type = ParameterType.DURATION,
      example = "1h",
      min = "1s")
  @Description("How often a streaming job reads the registry again.")
  @Default.String("10m")
  String getAssetRefresh();

  void setAssetRefresh(String value);
}
