package io.plantbeam.spec.engine;

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
  @Description("The cluster, if 'flink run' does not name it.")
  String getFlinkMaster();

  @Parameter(order = 2, group = "Flink", type = ParameterType.INTEGER, example = "4", min = "1")
  @Description("Subtasks per step.")
  int getParallelism();

  @Parameter(
      order = 3,
      group = "Flink",
      type = ParameterType.INTEGER,
      example = "128",
      min = "1",
      max = "32768")
  @Description(
      "Most subtasks per step that the job can have when it starts from a savepoint later.")
  int getMaxParallelism();

  @Parameter(
      order = 4,
      group = "Flink",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "10000")
  @Description("Milliseconds from the start of one checkpoint to the start of the next.")
  int getCheckpointingInterval();

  @Parameter(
      order = 5,
      group = "Flink",
      type = ParameterType.ENUM,
      choices = {"EXACTLY_ONCE", "AT_LEAST_ONCE"},
      example = "EXACTLY_ONCE")
  @Description(
      "Whether a reading counts exactly once in the state after a failure, or at least once.")
  String getCheckpointingMode();

  @Parameter(
      order = 6,
      group = "Flink",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "600000",
      min = "1")
  @Description("Milliseconds after which a checkpoint is given up.")
  int getCheckpointTimeoutMillis();

  @Parameter(
      order = 7,
      group = "Flink",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "5000",
      min = "0")
  @Description("Least milliseconds from the end of one checkpoint to the start of the next.")
  int getMinPauseBetweenCheckpoints();

  @Parameter(order = 8, group = "Flink", type = ParameterType.BOOLEAN, example = "true")
  @Description("Whether checkpoints overtake records that wait in queues.")
  boolean getUnalignedCheckpointEnabled();

  @Parameter(order = 9, group = "Flink", type = ParameterType.BOOLEAN, example = "true")
  @Description("Whether checkpoints are kept when the job fails.")
  boolean getExternalizedCheckpointsEnabled();

  @Parameter(order = 10, group = "Flink", type = ParameterType.BOOLEAN, example = "true")
  @Description("Whether checkpoints are kept when the job is cancelled.")
  boolean getRetainExternalizedCheckpointsOnCancellation();

  @Parameter(order = 11, group = "Flink", type = ParameterType.INTEGER, example = "10", min = "-1")
  @Description(
      "How often a failed job starts again. -1 leaves this to the cluster's configuration.")
  int getNumberOfExecutionRetries();

  @Parameter(
      order = 12,
      group = "Flink",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "10000",
      min = "-1")
  @Description("Milliseconds that a failed job waits before it starts again.")
  int getExecutionRetryDelay();

  @Parameter(
      order = 13,
      group = "Flink",
      type = ParameterType.ENUM,
      choices = {"rocksdb", "filesystem"},
      example = "rocksdb")
  @Description("Where state is held: on disk (rocksdb) or on the heap (filesystem).")
  String getStateBackend();

  @Parameter(
      order = 14,
      group = "Flink",
      type = ParameterType.ENGINE_PATH,
      value = "URI",
      example = "s3://plant/checkpoints")
  @Description("Directory for checkpoints. Needs stateBackend.")
  String getStateBackendStoragePath();

  @Parameter(
      order = 15,
      group = "Flink",
      type = ParameterType.ENGINE_PATH,
      value = "URI",
      example = "s3://plant/savepoints/savepoint-1")
  @Description("Savepoint to start from.")
  String getSavepointPath();

  @Parameter(order = 16, group = "Flink", type = ParameterType.BOOLEAN, example = "true")
  @Description("Start even if the savepoint has state that the job does not use any more.")
  boolean getAllowNonRestoredState();

  @Parameter(
      order = 17,
      group = "Flink",
      type = ParameterType.INTEGER,
      example = "100000",
      min = "1")
  @Description("Most elements per bundle.")
  int getMaxBundleSize();

  @Parameter(
      order = 18,
      group = "Flink",
      type = ParameterType.INTEGER,
      value = "MILLISECONDS",
      example = "1000",
      min = "1")
  @Description("Milliseconds after which a bundle ends. Readings wait this long at most.")
  int getMaxBundleTimeMills();
}
