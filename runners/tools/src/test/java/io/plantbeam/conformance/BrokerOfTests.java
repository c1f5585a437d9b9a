package io.plantbeam.conformance;

import io.plantbeam.testing.SharedKafka;

/** The broker in this JVM. */
final class BrokerOfTests implements StreamingScript.Kafka {
  @Override
  public String bootstrapServers() {
    return SharedKafka.broker().bootstrapServers();
  }

  @Override
  public void createTopic(String name, int partitions) {
    SharedKafka.broker().createTopic(name, partitions);
  }
}
