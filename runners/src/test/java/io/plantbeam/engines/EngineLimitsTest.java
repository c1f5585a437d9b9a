package io.plantbeam.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.launch.Arguments;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused or warned of on each engine, and that nothing else is. */
class EngineLimitsTest {

  /** FILES and KAFKA stand for the input of a batch job and of a stream. */
  /** */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--runner=FlinkRunner KAFKA --checkpointingInterval=-1 | --checkpointingInterval=-1: a stream needs checkpoints, with which Kafka's offsets are committed and files completed; allowed is 1 or more milliseconds, and without the option it is 10000",
        "--runner=FlinkRunner KAFKA --checkpointingInterval=0 | --checkpointingInterval=0: a stream needs checkpoints, with which Kafka's offsets are committed and files completed; allowed is 1 or more milliseconds, and without the option it is 10000",
        "--runner=FlinkRunner KAFKA --stateBackendStoragePath=s3://b/c | --stateBackendStoragePath=s3://b/c: needs --stateBackend=rocksdb or --stateBackend=filesystem",
        "--runner=FlinkRunner KAFKA --stateBackend=rocksdb | --stateBackend=rocksdb: needs --stateBackendStoragePath=URI, the directory for checkpoints; leave it out for what the cluster is configured to do",
        "--runner=FlinkRunner FILES --flinkMaster=[local] --attachedMode=false | --attachedMode=false: a job in this process ends with it; leave it out, or name a cluster with --flinkMaster",
        "--runner=FlinkRunner KAFKA --checkpointDir=/data/c | --checkpointDir=/data/c: is an option of Spark, and this runner has nothing there; leave it out, and give --stateBackend and --stateBackendStoragePath for checkpoints",
        "KAFKA --checkpointDir=/data/c | --checkpointDir=/data/c: is an option of Spark, and this runner has nothing there; leave it out",
        "--runner=SparkRunner KAFKA | --checkpointDir: is required for a stream on Spark, which starts again from it; give a directory that every node reaches and that stays",
        "--runner=SparkRunner KAFKA --checkpointDir= | --checkpointDir: is required for a stream on Spark, which starts again from it; give a directory that every node reaches and that stays",
        "FILES --streaming=true | --streaming=true: files make a batch job and topics a stream; leave it out",
        "--runner=SparkRunner FILES --streaming=true | --streaming=true: files make a batch job and topics a stream; leave it out",
        "--runner=FlinkRunner KAFKA --streaming=false | --streaming=false: files make a batch job and topics a stream; leave it out",
        "--runner=TestFlinkRunner FILES | --runner=TestFlinkRunner: allowed are DirectRunner, FlinkRunner, SparkRunner",
      })
  void refuses(String arguments, String sentence) {
    InvalidOptionsException refused =
        assertThrows(InvalidOptionsException.class, () -> parse(arguments));
    assertEquals(List.of(sentence), refused.problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "KAFKA --targetParallelism=2 | --targetParallelism=2: with more than one thread the Direct runner lets readings of a series overtake each other in a stream, and detectors leave out those that come late; leave it out",
        "--runner=SparkRunner KAFKA --checkpointDir=/tmp/c | --checkpointDir=/tmp/c: is a directory for temporary files, without which the stream cannot start again where it ended; give one that stays",
        "--runner=SparkRunner KAFKA --checkpointDir=file:///tmp/c | --checkpointDir=file:///tmp/c: is a directory for temporary files, without which the stream cannot start again where it ended; give one that stays",
        "--runner=SparkRunner KAFKA --checkpointDir=/data/../tmp | --checkpointDir=/data/../tmp: is a directory for temporary files, without which the stream cannot start again where it ended; give one that stays",
        "--runner=SparkRunner KAFKA --checkpointDir=/data/c --allowedLateness=2m | --allowedLateness=2m: Spark does not correct windows that it has published, so they wait that much longer for late readings instead; give it as part of --maxOutOfOrderness",
      })
  void warns(String arguments, String sentence) {
    assertEquals(List.of(sentence), parse(arguments).warnings());
  }

  @ParameterizedTest
  @CsvSource({
    "KAFKA --allowedLateness=2m",
    "KAFKA --targetParallelism=1",
    "FILES --targetParallelism=2",
    "FILES --streaming=false",
    "--runner=FlinkRunner KAFKA --checkpointingInterval=1 --allowedLateness=2m --streaming=true",
    "--runner=flinkrunner FILES --checkpointingInterval=-1",
    "--runner=FlinkRunner KAFKA --stateBackend=rocksdb --stateBackendStoragePath=s3://b/c",
    "--runner=FlinkRunner FILES --stateBackend=rocksdb",
    "--runner=FlinkRunner FILES --flinkMaster=jobmanager:8081 --attachedMode=false",
    "--runner=SparkRunner FILES --allowedLateness=2m",
    "--runner=SparkRunner KAFKA --checkpointDir=/data/tmp",
    "--runner=SparkRunner KAFKA --checkpointDir=hdfs://name/tmp/c",
  })
  void saysNothingOfWhatAnEngineCanDo(String arguments) {
    assertEquals(List.of(), parse(arguments).warnings());
  }

  @Test
  void namesAllReasonsAtOnce() {
    InvalidOptionsException refused =
        assertThrows(
            InvalidOptionsException.class,
            () -> parse("--runner=SparkRunner KAFKA --streaming=false"));
    assertEquals(2, refused.problems().size(), refused.problems()::toString);
  }

  static Arguments parse(String arguments) {
    return Arguments.parse(
        Arrays.asList(
            arguments
                .replace("FILES", "--inputFiles=in/* --output=out")
                .replace("KAFKA", "--inputTopics=t --bootstrapServers=b:1 --output=out")
                .split(" ", -1)));
  }
}
