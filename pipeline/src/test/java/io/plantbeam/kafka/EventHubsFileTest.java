package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.PropertiesFile;
import io.plantbeam.embedded.EmbeddedKafka;
import io.plantbeam.servers.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of docs/ by which consumers reach Azure Event Hubs, on a broker that asks the same. */
class EventHubsFileTest {
  private static final String USER = "$ConnectionString";
  private static final String CONNECTION =
      "Endpoint=sb://plant.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey=a+key/of=tests=";

  @TempDir Path folder;

  @Test
  void brokerTakesClientsOfTheFile() throws IOException {
    Path jaas =
        Files.writeString(
            folder.resolve("jaas"),
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(USER, CONNECTION));
    String file = Files.readString(Checkout.root().resolve("docs/event-hubs.properties"));
    assertTrue(file.contains("secret:env:EVENT_HUBS_JAAS"), file);
    Map<String, String> properties =
        new HashMap<>(
            PropertiesFile.load(
                Files.writeString(
                        folder.resolve("consumer.properties"),
                        file.replace("secret:env:EVENT_HUBS_JAAS", "secret:file:" + jaas))
                    .toString()));

    assertEquals("SASL_SSL", properties.get("security.protocol"));
    assertEquals(Files.readString(jaas), properties.get("sasl.jaas.config"));
    assertEquals(
        List.of(), ClientProperties.ofConsumer("plant:9093", "committed").problems(properties));
    assertEquals(List.of(), ClientProperties.ofProducer("plant:9093").problems(properties));

    try (EmbeddedKafka broker = EmbeddedKafka.openWithSasl(USER, CONNECTION)) {
      broker.start();
      broker.createTopic("readings", 1);
      // Azure's certificate is one that every JVM knows.
      broker
          .saslClientProperties()
          .forEach(
              (name, value) -> {
                if (name.startsWith("ssl.")) {
                  properties.put(name, value);
                }
              });
      try (KafkaCluster cluster = KafkaCluster.connect(broker.saslBootstrapServers(), properties)) {
        assertTrue(new KafkaTopics(cluster).problemWith(List.of("readings")).isEmpty());
      }
    }
  }
}
