package io.plantbeam.peer;

import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of Kafka to readings; those that cannot be used are counted as {@code refused}. */
final class ReadingDeserializer implements KafkaRecordDeserializationSchema<Reading> {
  private static final long serialVersionUID = 1;

  private transient ReadingParser parser;
  private transient Counter refused;

  @Override
  public void open(InitializationContext context) {
    parser = new ReadingParser();
    refused = context.getMetricGroup().counter("refused");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Reading> out) {
    Reading reading = parser.parse(message.value());
    if (reading == null) {
      refused.inc();
    } else {
      out.collect(reading);
    }
  }

  @Override
  public TypeInformation<Reading> getProducedType() {
    return HandWrittenType.READING;
  }
}
