package io.plantbeam.options;

import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.elasticsearch.ElasticsearchSettings;
import io.plantbeam.kafka.AlertsDelivery;
import io.plantbeam.kafka.KafkaSettings;
import io.plantbeam.parse.SensorTypes;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The options of a job, checked and typed.
 *
 * @param inputFiles null where the job reads from Kafka
 * @param inputFormat what the records of the input are
 * @param kafka null where neither input nor output is in Kafka
 * @param inputTopicPattern null where the topics are named; to be resolved before the job is built
 * @param registryDirectory null where there is no registry
 * @param scores whether every reading's score is written
 * @param elasticsearch null where files take its place
 * @param alertsTopic null where alerts go to files or Elasticsearch
 * @param deadLetterTopic null where dead letters go to files
 * @param lake whether readings are archived
 */
public record JobSettings(
    String inputFiles,
    InputFormat inputFormat,
    KafkaSettings kafka,
    Pattern inputTopicPattern,
    String registryDirectory,
    Duration registryRefresh,
    SensorTypes sensorTypes,
    DetectorCatalogue detectors,
    Duration windowSize,
    Duration windowPeriod,
    Duration allowedLateness,
    Duration deduplicateWithin,
    Duration alertCooldown,
    boolean scores,
    String output,
    Duration lakeInterval,
    int lakeShards,
    ElasticsearchSettings elasticsearch,
    String alertsTopic,
    String deadLetterTopic,
    AlertsDelivery alertsDelivery,
    boolean lake) {

  /**
   * Whether dead letters are read. Their messages' readings are archived and not judged: windows
   * and detectors that saw them alone would say otherwise than those that saw all others.
   */
  public boolean isReplay() {
    return inputFormat == InputFormat.DEAD_LETTERS;
  }

  /** The same with the topics that the pattern has been resolved to. */
  public JobSettings withKafka(KafkaSettings resolved) {
    return new JobSettings(
        inputFiles,
        inputFormat,
        resolved,
        null,
        registryDirectory,
        registryRefresh,
        sensorTypes,
        detectors,
        windowSize,
        windowPeriod,
        allowedLateness,
        deduplicateWithin,
        alertCooldown,
        scores,
        output,
        lakeInterval,
        lakeShards,
        elasticsearch,
        alertsTopic,
        deadLetterTopic,
        alertsDelivery,
        lake);
  }
}
