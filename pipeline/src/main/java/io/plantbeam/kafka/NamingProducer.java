package io.plantbeam.kafka;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A producer that says of a record that could not be sent which topic it was for, and why. */
final class NamingProducer extends KafkaProducer<byte[], byte[]> {
  private final KafkaFailures failures;

  NamingProducer(Map<String, Object> config, KafkaFailures failures) {
    super(config);
    this.failures = failures;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    return super.send(
        record,
        (metadata, thrown) ->
            callback.onCompletion(
                metadata,
                thrown == null
                    ? null
                    : new NotSentException(failures.notSent(record, thrown), thrown)));
  }
}
