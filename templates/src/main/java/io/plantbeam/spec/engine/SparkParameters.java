package io.plantbeam.spec.engine;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;

/** Options of {@code SparkPipelineOptions}, by the names of its getters. */
interface SparkParameters {
  @Parameter(
      order = 1,
      group = "Spark",
      type = ParameterType.TEXT,
      value = "URL",
      example = "spark://master:7077",
      inTemplates = false)
  @Description("The cluster, if 'spark-submit' does not name it.")
  String getSparkMaster();

  @Parameter(
      order = 2,
      group = "Spark",
      type = ParameterType.ENGINE_PATH,
      value = "URI",
      example = "hdfs://plant/checkpoints")
  @Description(
      "Directory from which a stream starts again. Every node has to reach it. Required"
          + " for a stream.")
  String getCheckpointDir();

  @Parameter(
      order = 3,
      group = "Spark",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "2000",
      min = "100")
  @Description("Milliseconds per micro-batch.")
  int getBatchIntervalMillis();

  @Parameter(
      order = 4,
      group = "Spark",
      type = ParameterType.NUMBER,
      example = "0.5",
      min = "0.01",
      max = "1")
  @Description("Part of each batch interval in which sources are read.")
  double getReadTimePercentage();

  @Parameter(
      order = 5,
      group = "Spark",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "200",
      min = "1")
  @Description("Least milliseconds per batch in which sources are read.")
  int getMinReadTimeMillis();

  @Parameter(
      order = 6,
      group = "Spark",
      type = ParameterType.INTEGER,
      example = "1000000",
      min = "-1")
  @Description("Most records per batch. -1 for no limit.")
  int getMaxRecordsPerBatch();

  @Parameter(
      order = 7,
      group = "Spark",
      type = ParameterType.ENUM,
      choices = {"MEMORY_ONLY", "MEMORY_AND_DISK", "DISK_ONLY"},
      example = "MEMORY_AND_DISK")
  @Description("Where batches are kept. A stream allows only MEMORY_ONLY.")
  String getStorageLevel();
}
