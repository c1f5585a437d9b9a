package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPropertiesTest {
  private static final ClientProperties CONSUMER = ClientProperties.ofConsumer("b:1", "committed");
  private static final ClientProperties PRODUCER = ClientProperties.ofProducer("b:1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fetch.min.byte | 1 | Kafka's clients have no property fetch.min.byte; did you mean fetch.min.bytes?",
        "max.poll.record | 1 | Kafka's clients have no property max.poll.record; did you mean max.poll.records?",
        "Group.Id | a | Kafka's clients have no property Group.Id; did you mean group.id?",
        "sasl.mechanisms | PLAIN | Kafka's clients have no property sasl.mechanisms; did you mean sasl.mechanism?",
        "ssl.truststore.locaton | /t | Kafka's clients have no property ssl.truststore.locaton; did you mean ssl.truststore.location?",
        "interceptor.of.mine | x | Kafka's clients have no property interceptor.of.mine; leave it out, or, if it is for a class of your own, list it in plantbeam.custom.properties",
        "fetch.min.bytes | many | Invalid value many for configuration fetch.min.bytes: Not a number of type INT",
        "value.deserializer | io.example.OfMine | value.deserializer=io.example.OfMine is not used, because the job takes and gives bytes; leave it out",
        "key.deserializer | org.apache.kafka.common.serialization.StringDeserializer | key.deserializer=org.apache.kafka.common.serialization.StringDeserializer is not used, because the job takes and gives bytes; leave it out",
        "enable.auto.commit | true | enable.auto.commit=true is not allowed, because offsets are committed when their messages have been processed; leave it out",
        "isolation.level | read_uncommitted | isolation.level=read_uncommitted is not used, because the job reads what is committed; leave it out",
        "bootstrap.servers | c:1 | bootstrap.servers=c:1 contradicts --bootstrapServers=b:1; leave it out",
        "auto.offset.reset | latest | auto.offset.reset=latest contradicts --startFrom=committed, which alone says where the job begins, and would pass over what was deleted or not read; leave it out, and give --startFrom=latest to begin at the end",
        "auto.offset.reset | none | auto.offset.reset=none contradicts --startFrom=committed, which alone says where the job begins, and would pass over what was deleted or not read; leave it out, and give --startFrom=latest to begin at the end",
      })
  void consumerIsRefused(String name, String value, String problem) {
    assertEquals(List.of(problem), CONSUMER.problems(Map.of(name, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compresion.type | lz4 | Kafka's clients have no property compresion.type; did you mean compression.type?",
        "value.serializer | io.example.OfMine | value.serializer=io.example.OfMine is not used, because the job takes and gives bytes; leave it out",
        "transactional.id | t | transactional.id=t is not used, because the job writes without transactions; leave it out",
        "acks | 0 | acks=0 is not allowed, because it loses what a broker does not take without a word; leave it out",
        "linger.ms | soon | Invalid value soon for configuration linger.ms: Not a number of type LONG",
      })
  void producerIsRefused(String name, String value, String problem) {
    assertEquals(List.of(problem), PRODUCER.problems(Map.of(name, value)));
  }

  @Test
  void whatClientsKnowIsTaken() {
    Map<String, String> shared =
        Map.ofEntries(
            Map.entry("bootstrap.servers", "b:1"),
            Map.entry("group.id", "g"),
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.jaas.config", "hush"),
            Map.entry("ssl.truststore.password", "hush"),
            Map.entry("sasl.oauthbearer.token.endpoint.url", "https://t"),
            Map.entry("compression.type", "zstd"),
            Map.entry("max.poll.records", "100"),
            Map.entry("enable.auto.commit", "false"),
            Map.entry("auto.offset.reset", "earliest"),
            Map.entry("isolation.level", "read_committed"),
            Map.entry(
                "value.deserializer",
                "org.apache.kafka.common.serialization.ByteArrayDeserializer"),
            Map.entry(
                "value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer"));
    assertEquals(List.of(), CONSUMER.problems(shared));
    assertEquals(List.of(), PRODUCER.problems(shared));
  }

  @Test
  void propertiesOfClassesOfOnesOwnAreListed() {
    assertEquals(
        List.of(
            "Kafka's clients have no property other; leave it out, or, if it is for a class of your own, list it in plantbeam.custom.properties"),
        CONSUMER.problems(
            Map.of(
                "plantbeam.custom.properties", "one, monitoring.*",
                "one", "1",
                "monitoring.topic", "t",
                "other", "2")));
  }
}
