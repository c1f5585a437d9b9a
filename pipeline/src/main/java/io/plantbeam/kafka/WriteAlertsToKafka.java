package io.plantbeam.kafka;

import io.plantbeam.model.Alert;
import io.plantbeam.model.EpisodeSummary;
import io.plantbeam.model.Timestamps;
import io.plantbeam.output.JsonEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Writes what is told of alerts to a topic. The key is the alert's id, so that a compacted topic
 * keeps each alert as it is. What a fault repeats has the same {@code alert_id} and {@code
 * sequence} as before, so that consumers can drop it. The value is {@link Alert#SCHEMA} as JSON.
 * The headers are UTF-8 texts: {@code alert_id}, {@code severity}, {@code state}, and those of an
 * event in the binary mode of CloudEvents 1.0 (its Kafka protocol binding, section 3.2).
 */
public final class WriteAlertsToKafka extends PTransform<PCollection<Alert>, PDone> {
  private final String topic;
  private final KafkaSettings settings;

  private WriteAlertsToKafka(String topic, KafkaSettings settings) {
    this.topic = topic;
    this.settings = settings;
  }

  public static WriteAlertsToKafka to(String topic, KafkaSettings settings) {
    return new WriteAlertsToKafka(topic, settings);
  }

  @Override
  public PDone expand(PCollection<Alert> alerts) {
    return alerts
        .apply("ToRecords", ParDo.of(new ToRecordFn(topic)))
        .setCoder(KafkaRecords.CODER)
        .apply("WriteRecords", KafkaRecords.write(topic, settings));
  }

  private static final class ToRecordFn extends DoFn<Alert, ProducerRecord<byte[], byte[]>> {
    private static final String SOURCE = "/plantbeam/alerts";
    private static final String TYPE = "io.plantbeam.alert.";

    private final String topic;

    ToRecordFn(String topic) {
      this.topic = topic;
    }

    @ProcessElement
    public void process(
        @Element Alert alert, OutputReceiver<ProducerRecord<byte[], byte[]>> output) {
      RecordHeaders headers = new RecordHeaders();
      headers.add("alert_id", utf8(alert.alertId()));
      headers.add("severity", utf8(alert.anomaly().severity().label()));
      headers.add("state", utf8(alert.state().label()));
      headers.add("ce_id", utf8(alert.alertId() + "-" + alert.sequence()));
      headers.add("ce_source", utf8(SOURCE));
      headers.add("ce_type", utf8(TYPE + alert.state().label()));
      headers.add("ce_specversion", utf8("1.0"));
      headers.add("ce_time", utf8(Timestamps.formatMicros(timeOf(alert.episode()))));
      headers.add("content-type", utf8("application/json"));
      output.output(
          new ProducerRecord<>(
              topic,
              null,
              null,
              utf8(alert.alertId()),
              JsonEncoder.encode(Alert.SCHEMA, alert),
              headers));
    }

    /** Of what is told: the last anomaly, which is the first one when it is raised, or the end. */
    private static long timeOf(EpisodeSummary episode) {
      return episode.isOpen() ? episode.lastAtMicros() : episode.endsAtMicros();
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
