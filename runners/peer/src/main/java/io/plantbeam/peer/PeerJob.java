package io.plantbeam.peer;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.ExecutionCheckpointingOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;

/**
 * The windows of Plantbeam as one would write them for Flink alone: from Kafka, by way of the same
 * checks and the same registry, to {@code OUTPUT/windows} and {@code OUTPUT/anomalies}. Nothing
 * else that Plantbeam does is in it: no duplicates, dead letters, models, detectors of readings,
 * episodes or alerts.
 */
public final class PeerJob {
  /** What the job's consumer takes from a fetch at once; Kafka's 500 is for slow consumers. */
  private static final String MAX_POLL_RECORDS = "5000";

  private PeerJob() {}

  /**
   * Submits the job.
   *
   * @param arguments those of {@link PeerSettings#parse}
   */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    build(environment, PeerSettings.parse(arguments));
    environment.execute("peer");
  }

  /** Puts the job together; nothing runs yet. */
  static void build(StreamExecutionEnvironment environment, PeerSettings settings)
      throws IOException {
    environment.configure(configuration(settings));
    Path sensors = settings.registry().resolve("sensors.ndjson");
    DataStream<WindowResult> windows =
        environment
            .fromSource(source(settings), watermarks(settings), "readings")
            .map(new Enrich(Assets.read(sensors)))
            .returns(HandWrittenType.READING)
            .keyBy(reading -> reading.sensorId, Types.STRING)
            .window(SlidingEventTimeWindows.of(settings.windowSize(), settings.windowPeriod()))
            .aggregate(
                new AggregateReadings(),
                new ToResult(),
                HandWrittenType.FIGURES,
                HandWrittenType.RESULT);
    windows.sinkTo(files(settings.output().resolve("windows"))).name("windows");
    windows
        .filter(WindowResult::isAnomaly)
        .sinkTo(files(settings.output().resolve("anomalies")))
        .name("anomalies");
  }

  private static Configuration configuration(PeerSettings settings) {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, settings.parallelism());
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    // A class that Flink knows no serializer for is a mistake here.
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(
        ExecutionCheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointingInterval());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return configuration;
  }

  private static KafkaSource<Reading> source(PeerSettings settings) {
    return KafkaSource.<Reading>builder()
        .setBootstrapServers(settings.bootstrapServers())
        .setTopics(settings.topic())
        .setGroupId(settings.group())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty("max.poll.records", MAX_POLL_RECORDS)
        .setDeserializer(new ReadingDeserializer())
        .build();
  }

  /** Of each partition by itself, as the source does. */
  private static WatermarkStrategy<Reading> watermarks(PeerSettings settings) {
    return WatermarkStrategy.<Reading>forBoundedOutOfOrderness(settings.maxOutOfOrderness())
        .withTimestampAssigner((reading, timestamp) -> reading.time);
  }

  private static FileSink<WindowResult> files(Path directory) {
    return FileSink.forRowFormat(
            new org.apache.flink.core.fs.Path(directory.toUri()), new ResultEncoder())
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .build();
  }
}
