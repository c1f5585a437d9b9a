package io.plantbeam.kafka;

import io.plantbeam.model.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Writes dead letters to a topic: no key, the value {@link DeadLetter#SCHEMA} as JSON of at most
 * 1,000,000 bytes, or of what the topic takes, and the header {@code reason}. Where a payload had
 * to be cut, {@code payload_cut} is true, and the detail says how many bytes it had.
 */
public final class WriteDeadLettersToKafka extends PTransform<PCollection<DeadLetter>, PDone> {
  private final String topic;
  private final KafkaSettings settings;

  private WriteDeadLettersToKafka(String topic, KafkaSettings settings) {
    this.topic = topic;
    this.settings = settings;
  }

  public static WriteDeadLettersToKafka to(String topic, KafkaSettings settings) {
    return new WriteDeadLettersToKafka(topic, settings);
  }

  @Override
  public PDone expand(PCollection<DeadLetter> letters) {
    return letters
        .apply("ToRecords", ParDo.of(new ToRecordFn(topic, settings)))
        .setCoder(KafkaRecords.CODER)
        .apply("WriteRecords", KafkaRecords.write(topic, settings));
  }

  private static final class ToRecordFn extends DoFn<DeadLetter, ProducerRecord<byte[], byte[]>> {
    private final String topic;
    private final KafkaSettings settings;
    private transient LetterSize size;

    ToRecordFn(String topic, KafkaSettings settings) {
      this.topic = topic;
      this.settings = settings;
    }

    @ProcessElement
    public void process(
        @Element DeadLetter letter, OutputReceiver<ProducerRecord<byte[], byte[]>> output) {
      if (size == null) {
        size = new LetterSize(topic, settings);
      }
      RecordHeaders headers = new RecordHeaders();
      headers.add("reason", letter.reason().code().getBytes(StandardCharsets.UTF_8));
      output.output(
          new ProducerRecord<>(
              topic, null, null, null, DeadLetterFitter.encode(letter, size), headers));
    }
  }
}
