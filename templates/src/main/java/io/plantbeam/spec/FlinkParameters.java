package io.plantbeam.spec;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;

/** Options of {@code FlinkPipelineOptions}, by the names of its getters. */
interface FlinkParameters {
  @Parameter(
      order = 1,
      group = "Flink",
      type = ParameterType.TEXT,
      value = "HOST:PORT",
      example = "jobmanager:8081",
      inTemplates = false)
  @Description("The cluster, where 'flink run' does not name it.")
  String getFlinkMaster();

  @Parameter(order = 2, group = "Flink", type = ParameterType.INTEGER, example = "4", min = "1")
  @Description("Subtasks of a step.")
  int getParallelism();

  @Parameter(
      order = 3,
      group = "Flink",
      type = ParameterType.INTEGER,
      example = "128",
      min = "1",
      max = "32768")
  @Description("Most subtasks that the job can be given later, starting from a savepoint.")
  int getMaxParallelism();

  @Parameter(
      order = 4,
      group = "Flink",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "10000")
  @Description("From the begin of a checkpoint to the next.")
  int getCheckpointingInterval();

  @Parameter(
      order = 5,
      group = "Flink",
      type = ParameterType.ENUM,
      choices = {"EXACTLY_ONCE", "AT_LEAST_ONCE"},
      example = "EXACTLY_ONCE")
  @Description("How often a reading counts in the state after a failure.")
  String getCheckpointingMode();

  @Parameter(
      order = 6,
      group = "Flink",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "600000",
      min = "1")
  @Description("After which a checkpoint is given up.")
  int getCheckpointTimeoutMillis();

  @Parameter(
      order = 7,
      group = "Flink",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "5000",
      min = "0")
  @Description("From the end of a checkpoint to the next.")
  int getMinPauseBetweenCheckpoints();

  @Parameter(order = 8, group = "Flink", type = ParameterType.BOOLEAN, example = "true")
  @Description("Checkpoints overtake records that wait in queues.")
  boolean getUnalignedCheckpointEnabled();

  @Parameter(order = 9, group = "Flink", type = ParameterType.BOOLEAN, example = "true")
  @Description("Checkpoints stay when the job fails.")
  boolean getExternalizedCheckpointsEnabled();

  @Parameter(order = 10, group = "Flink", type = ParameterType.BOOLEAN, example = "true")
  @Description("Checkpoints stay when the job is cancelled.")
  boolean getRetainExternalizedCheckpointsOnCancellation();

  @Parameter(order = 11, group = "Flink", type = ParameterType.INTEGER, example = "10", min = "-1")
  @Description("How often a failed job starts again; -1 for what the cluster is configured to do.")
  int getNumberOfExecutionRetries();

  @Parameter(
      order = 12,
      group = "Flink",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "10000",
      min = "-1")
  @Description("How long a failed job waits before it starts again.")
  int getExecutionRetryDelay();

  @Parameter(
      order = 13,
      group = "Flink",
      type = ParameterType.ENUM,
      choices = {"rocksdb", "filesystem"},
      example = "rocksdb")
  @Description("Where state is held: on disk or on the heap.")
  String getStateBackend();

  @Parameter(
      order = 14,
      group = "Flink",
      type = ParameterType.PATH,
      value = "URI",
      example = "s3://plant/checkpoints")
  @Description("Directory for checkpoints; needs stateBackend.")
  String getStateBackendStoragePath();

  @Parameter(
      order = 15,
      group = "Flink",
      type = ParameterType.PATH,
      value = "URI",
      example = "s3://plant/savepoints/savepoint-1")
  @Description("Savepoint to start from.")
  String getSavepointPath();

  @Parameter(order = 16, group = "Flink", type = ParameterType.BOOLEAN, example = "true")
  @Description("Start although the savepoint has state that the job no longer has.")
  boolean getAllowNonRestoredState();

  @Parameter(
      order = 17,
      group = "Flink",
      type = ParameterType.INTEGER,
      example = "100000",
      min = "1")
  @Description("Most elements of a bundle.")
  int getMaxBundleSize();

  @Parameter(
      order = 18,
      group = "Flink",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "1000",
      min = "1")
  @Description("After which a bundle ends; readings wait that long at most.")
  int getMaxBundleTimeMills();
}
