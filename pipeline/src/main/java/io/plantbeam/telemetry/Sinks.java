package io.plantbeam.telemetry;

import io.plantbeam.elasticsearch.WriteElasticsearch;
import io.plantbeam.files.WriteNdjson;
import io.plantbeam.kafka.WriteAlertsToKafka;
import io.plantbeam.kafka.WriteDeadLettersToKafka;
import io.plantbeam.lake.WriteLake;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.ReadingScore;
import io.plantbeam.model.WindowStats;
import io.plantbeam.options.JobSettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** Sends each output to the server that the settings name for it, or else to files. */
final class Sinks {
  private final JobSettings settings;

  /** The documents that Elasticsearch refuses. */
  private final List<PCollection<DeadLetter>> refused = new ArrayList<>();

  Sinks(JobSettings settings) {
    this.settings = settings;
  }

  /** Readings go to the lake, or are counted where there is none. */
  void archive(PCollection<EnrichedBatch> readings) {
    if (settings.lake()) {
      readings.apply(
          "WriteLake",
          WriteLake.to(settings.output() + "/readings")
              .withInterval(settings.lakeInterval())
              .withShards(settings.lakeShards()));
    } else {
      readings.apply("CountUnarchived", ParDo.of(new CountUnarchived()));
    }
  }

  void writeStats(PCollection<WindowStats> stats) {
    indexOrWrite("WriteStats", stats, WindowStats.SCHEMA);
  }

  void writeAnomalies(PCollection<Anomaly> anomalies) {
    indexOrWrite("WriteAnomalies", anomalies, Anomaly.SCHEMA);
  }

  /** Scores go to files in any case. */
  void writeScores(PCollection<ReadingScore> scores) {
    write("WriteScores", scores, ReadingScore.SCHEMA);
  }

  /** Alerts go to the topic and to Elasticsearch where both are named. */
  void writeAlerts(PCollection<Alert> alerts) {
    if (settings.alertsTopic() != null) {
      alerts.apply(
          "SendAlerts",
          WriteAlertsToKafka.to(settings.alertsTopic(), settings.kafka())
              .withDelivery(settings.alertsDelivery()));
    }
    if (settings.alertsTopic() == null || settings.elasticsearch() != null) {
      indexOrWrite("WriteAlerts", alerts, Alert.SCHEMA);
    }
  }

  /** Writes these and the documents that were refused; to be called last. */
  void writeDeadLetters(PCollection<DeadLetter> parsed) {
    PCollection<DeadLetter> deadLetters =
        PCollectionList.of(parsed).and(refused).apply("DeadLetters", Flatten.pCollections());
    if (settings.deadLetterTopic() == null) {
      write("WriteDeadLetters", deadLetters, DeadLetter.SCHEMA);
    } else {
      deadLetters.apply(
          "SendDeadLetters",
          WriteDeadLettersToKafka.to(settings.deadLetterTopic(), settings.kafka()));
    }
  }

  private <T> void indexOrWrite(String step, PCollection<T> records, OutputSchema<T> schema) {
    if (settings.elasticsearch() == null) {
      write(step, records, schema);
    } else {
      refused.add(records.apply(step, WriteElasticsearch.of(schema, settings.elasticsearch())));
    }
  }

  private <T> void write(String step, PCollection<T> records, OutputSchema<T> schema) {
    records.apply(
        step,
        WriteNdjson.to(settings.output(), schema)
            .withInterval(settings.lakeInterval())
            .withAllowedLateness(settings.allowedLateness()));
  }

  /** Counts what would be archived, so that the accounting has no gap. */
  private static final class CountUnarchived extends DoFn<EnrichedBatch, Void> {
    private final Counter unarchived = Counters.counter(Counters.UNARCHIVED);

    @ProcessElement
    public void count(@Element EnrichedBatch batch) {
      unarchived.inc(batch.readings().size());
    }
  }
}
