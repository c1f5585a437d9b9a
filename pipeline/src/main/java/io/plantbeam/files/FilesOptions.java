package io.plantbeam.files;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of files that are read. */
public interface FilesOptions extends PipelineOptions {
  @Parameter(
      order = 1,
      group = "Input",
      type = ParameterType.PATH,
      value = "GLOB",
      example = "/data/readings/*.ndjson")
  @Description(
      "Files of newline-delimited JSON, plain or compressed, or of Parquet to read. They make a batch job.")
  String getInputFiles();

  void setInputFiles(String value);
}
