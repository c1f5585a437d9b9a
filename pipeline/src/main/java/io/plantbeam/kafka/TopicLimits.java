package io.plantbeam.kafka;

/**
 * What a topic takes.
 *
 * @param maxMessageBytes of a batch of records, compressed, with what surrounds them
 * @param cleanupPolicy as the topic is configured
 */
record TopicLimits(int maxMessageBytes, String cleanupPolicy) {
  /** Of a broker without settings of its own, for topics that may not be asked. */
  static final TopicLimits USUAL = new TopicLimits(1_048_588, "delete");

  boolean compacted() {
    return cleanupPolicy.contains("compact");
  }
}
