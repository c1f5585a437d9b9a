package io.plantbeam.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.job.EngineOptions;
import io.plantbeam.kafka.KafkaOptions;
import io.plantbeam.telemetry.TelemetryOptions;
import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;

/** What each engine is given where the user says nothing, and that the user's word counts. */
class RunnerProfilesTest {
  private static final String CHECKPOINTS = " --checkpointDir=/data/c";

  @Test
  void directRunnerHasNoChecksAndDoesNotBlock() {
    DirectOptions direct = options("FILES").as(DirectOptions.class);
    assertFalse(direct.isEnforceImmutability());
    assertFalse(direct.isEnforceEncodability());
    assertFalse(direct.isBlockOnRun());
  }

  @Test
  void directRunnerHasTheChecksThatAreAskedFor() {
    DirectOptions direct = options("FILES --enforceImmutability=true").as(DirectOptions.class);
    assertTrue(direct.isEnforceImmutability());
    assertFalse(direct.isEnforceEncodability());
  }

  @Test
  void directRunnerHasOneThreadForAStreamUnlessMoreAreAskedFor() {
    assertEquals(1, options("KAFKA").as(DirectOptions.class).getTargetParallelism());
    assertEquals(
        3, options("KAFKA --targetParallelism=3").as(DirectOptions.class).getTargetParallelism());
    assertTrue(options("FILES").as(DirectOptions.class).getTargetParallelism() > 1);
  }

  @Test
  void flinkCheckpointsStreamsAloneAndDoesNotCopy() {
    FlinkPipelineOptions stream = flink("KAFKA");
    assertTrue(stream.isStreaming());
    assertEquals(FlinkProfile.CHECKPOINTING_INTERVAL_MILLIS, stream.getCheckpointingInterval());
    assertTrue(stream.getFasterCopy());
    FlinkPipelineOptions batch = flink("FILES");
    assertFalse(batch.isStreaming());
    assertEquals(-1, batch.getCheckpointingInterval());
    assertTrue(batch.getFasterCopy());
  }

  @Test
  void flinkTakesLargeBundlesAndEmptiesThemBeforeACheckpoint() {
    FlinkPipelineOptions stream = flink("KAFKA");
    assertEquals(FlinkProfile.MAX_BUNDLE_SIZE, stream.getMaxBundleSize());
    assertEquals(FlinkProfile.MAX_BUNDLE_TIME_MILLIS, stream.getMaxBundleTimeMills());
    assertTrue(stream.getFinishBundleBeforeCheckpointing());
    assertTrue(stream.getObjectReuse());
    FlinkPipelineOptions given =
        flink("KAFKA --maxBundleSize=7 --finishBundleBeforeCheckpointing=false");
    assertEquals(7, given.getMaxBundleSize());
    assertFalse(given.getFinishBundleBeforeCheckpointing());
  }

  @Test
  void flinkInThisProcessCheckpointsToADirectoryAndAClusterAsItIsConfigured() {
    assertTrue(
        flink("KAFKA --flinkMaster=[local]").getStateBackendStoragePath().startsWith("file:/"));
    assertNull(flink("KAFKA --flinkMaster=host:8081").getStateBackendStoragePath());
    assertEquals(
        "s3://bucket",
        flink(
                "KAFKA --flinkMaster=[local] --stateBackend=rocksdb"
                    + " --stateBackendStoragePath=s3://bucket")
            .getStateBackendStoragePath());
  }

  @Test
  void flinkKeepsTheLastCheckpointOfAStreamWhereThereIsADirectoryForIt() {
    FlinkPipelineOptions cluster = flink("KAFKA --flinkMaster=host:8081");
    assertTrue(cluster.isExternalizedCheckpointsEnabled());
    assertTrue(cluster.getRetainExternalizedCheckpointsOnCancellation());
    FlinkPipelineOptions given =
        flink(
            "KAFKA --flinkMaster=host:8081 --externalizedCheckpointsEnabled=false"
                + " --retainExternalizedCheckpointsOnCancellation=false");
    assertFalse(given.isExternalizedCheckpointsEnabled());
    assertFalse(given.getRetainExternalizedCheckpointsOnCancellation());
    assertFalse(flink("KAFKA --flinkMaster=[local]").isExternalizedCheckpointsEnabled());
    assertFalse(flink("FILES --flinkMaster=host:8081").isExternalizedCheckpointsEnabled());
  }

  @Test
  void directRunnerTellsAStreamThatItKeepsNothing() {
    assertTrue(options("KAFKA").as(EngineOptions.class).getForgetsState());
    assertFalse(flink("KAFKA").as(EngineOptions.class).getForgetsState());
  }

  @Test
  void flinkTakesWhatIsGiven() {
    FlinkPipelineOptions stream = flink("KAFKA --checkpointingInterval=500 --fasterCopy=false");
    assertEquals(500, stream.getCheckpointingInterval());
    assertFalse(stream.getFasterCopy());
  }

  @Test
  void sparkHasLongerBatchesOnAllCores() {
    SparkPipelineOptions stream = spark("KAFKA" + CHECKPOINTS);
    assertTrue(stream.isStreaming());
    assertEquals(SparkProfile.BATCH_INTERVAL_MILLIS, stream.getBatchIntervalMillis());
    assertEquals(SparkProfile.READ_TIME_PERCENTAGE, stream.getReadTimePercentage());
    assertEquals("local[*]", stream.getSparkMaster());
    assertEquals("/data/c", stream.getCheckpointDir());
    assertFalse(spark("FILES").isStreaming());
  }

  @Test
  void sparkTakesWhatIsGiven() {
    SparkPipelineOptions stream =
        spark("KAFKA --batchIntervalMillis=700 --sparkMaster=local[1]" + CHECKPOINTS);
    assertEquals(700, stream.getBatchIntervalMillis());
    assertEquals("local[1]", stream.getSparkMaster());
  }

  @Test
  void sparkKeepsTheStateOfAStreamWithEachBatch() {
    SparkPipelineOptions stream = spark("KAFKA --batchIntervalMillis=4000" + CHECKPOINTS);
    assertEquals(4000, stream.getCheckpointDurationMillis());
    // Executors remember a watermark for half of that, and a quarter is read in.
    assertEquals("1000", System.getProperty(SparkBatchClock.SETTLE_MILLIS));
    assertEquals("4000", System.getProperty(SparkStateIntervals.CHECKPOINT_MILLIS));
    SparkPipelineOptions given =
        spark("KAFKA --batchIntervalMillis=4000 --checkpointDurationMillis=12000" + CHECKPOINTS);
    assertEquals(12000, given.getCheckpointDurationMillis());
    assertEquals("5000", System.getProperty(SparkBatchClock.SETTLE_MILLIS));
    assertEquals("12000", System.getProperty(SparkStateIntervals.CHECKPOINT_MILLIS));
    spark("KAFKA --batchIntervalMillis=4000 --maxRecordsPerBatch=100" + CHECKPOINTS);
    assertEquals("2000", System.getProperty(SparkBatchClock.SETTLE_MILLIS));
  }

  @Test
  void sparkKeepsWhatItSerialisesInPiecesThatFitRegionsUnlessToldOtherwise() {
    String setting = "spark.storage.unrollMemoryThreshold";
    System.clearProperty(setting);
    try {
      spark("KAFKA" + CHECKPOINTS);
      assertEquals("262144", System.getProperty(setting));
      System.setProperty(setting, "1m");
      spark("KAFKA" + CHECKPOINTS);
      assertEquals("1m", System.getProperty(setting));
    } finally {
      System.clearProperty(setting);
    }
  }

  @Test
  void sparkIsGivenTheClockAndTheListenerOfAStreamByName() {
    System.setProperty("spark.extraListeners", "org.example.Listener");
    try {
      spark("KAFKA" + CHECKPOINTS);
      spark("KAFKA" + CHECKPOINTS);
      assertEquals(
          "org.example.Listener," + SparkFirstBroadcast.class.getName(),
          System.getProperty("spark.extraListeners"));
      assertEquals(SparkBatchClock.class.getName(), System.getProperty("spark.streaming.clock"));
    } finally {
      System.clearProperty("spark.extraListeners");
    }
  }

  @Test
  void latenessIsWaitedForInAStreamOnSpark() {
    PipelineOptions stream =
        options(
            "--runner=SparkRunner KAFKA --allowedLateness=2m --maxOutOfOrderness=15s"
                + CHECKPOINTS);
    assertEquals("135s", stream.as(KafkaOptions.class).getMaxOutOfOrderness());
    assertEquals("0s", stream.as(TelemetryOptions.class).getAllowedLateness());
    PipelineOptions batch = options("--runner=SparkRunner FILES --allowedLateness=2m");
    assertEquals("2m", batch.as(TelemetryOptions.class).getAllowedLateness());
    assertEquals("30s", batch.as(KafkaOptions.class).getMaxOutOfOrderness());
  }

  @Test
  void unreadableLatenessIsLeftToTheCheckThatNamesIt() {
    PipelineOptions stream =
        options("--runner=SparkRunner KAFKA --allowedLateness=soon" + CHECKPOINTS);
    assertEquals("soon", stream.as(TelemetryOptions.class).getAllowedLateness());
  }

  @Test
  void jobHasTheNameOfItsTemplateUnlessItIsGivenOne() {
    assertEquals("plantbeam", options("FILES").getJobName());
    assertEquals("alerts-only", options("FILES --templateName=alerts-only").getJobName());
    assertEquals("my-plant-1-b", options("FILES --templateName=(My_Plant:1/b)").getJobName());
    assertEquals("plantbeam", options("FILES --templateName=***").getJobName());
    assertEquals(
        "Line_7", options("FILES --templateName=alerts-only --jobName=Line_7").getJobName());
  }

  @Test
  void sparkShowsWhatRunsInTheConfigurationOfTheApplication() {
    SparkPipelineOptions named =
        spark(
            "FILES --templateName=backfill --templateVersion=1.2.0 --windowSize=7m"
                + " --elasticsearchApiKey=plain-text");
    assertEquals("backfill", named.getAppName());
    assertEquals("backfill", System.getProperty(SparkProfile.TEMPLATE + "name"));
    assertEquals("1.2.0", System.getProperty(SparkProfile.TEMPLATE + "version"));
    assertEquals("7m", System.getProperty(SparkProfile.PARAMETER + "windowSize"));
    assertEquals("1m", System.getProperty(SparkProfile.PARAMETER + "windowPeriod"));
    assertEquals("[hidden]", System.getProperty(SparkProfile.PARAMETER + "elasticsearchApiKey"));

    assertEquals("mine", spark("FILES --appName=mine").getAppName());
    assertNull(System.getProperty(SparkProfile.TEMPLATE + "name"));
    assertNull(System.getProperty(SparkProfile.PARAMETER + "elasticsearchApiKey"));
  }

  @Test
  void labelsLeaveTheOtherSettingsOfAStreamOnSpark() {
    System.clearProperty(SparkBatchClock.SETTLE_MILLIS);
    spark("KAFKA" + CHECKPOINTS);
    assertNotNull(System.getProperty(SparkBatchClock.SETTLE_MILLIS));
    assertEquals("5m", System.getProperty(SparkProfile.PARAMETER + "windowSize"));
  }

  @Test
  void missingEngineIsNamedWithTheWayToLaunch() {
    Engines.checkPresent(options("FILES"));
    PipelineOptions flink = options("--runner=FlinkRunner FILES");
    InvalidOptionsException refused =
        assertThrows(InvalidOptionsException.class, () -> Engines.checkPresent(flink));
    assertEquals(
        List.of(
            "--runner=FlinkRunner: the engine is not on the class path; launch with 'flink run"
                + " plantbeam.jar --runner=FlinkRunner ...', or with ./plantbeam in a checkout"),
        refused.problems());
  }

  private static PipelineOptions options(String arguments) {
    return EngineLimitsTest.parse(arguments).options();
  }

  private static FlinkPipelineOptions flink(String arguments) {
    return options("--runner=FlinkRunner " + arguments).as(FlinkPipelineOptions.class);
  }

  private static SparkPipelineOptions spark(String arguments) {
    return options("--runner=SparkRunner " + arguments).as(SparkPipelineOptions.class);
  }
}
