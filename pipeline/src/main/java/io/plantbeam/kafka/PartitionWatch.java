package io.plantbeam.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then which partitions the topics of a job have, once for all of its readers in this
 * process, and without holding one up.
 */
final class PartitionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionWatch.class);

  /** Less than watermarks wait by default, so that little of a new partition comes too late. */
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(1);

  private static final ConcurrentMap<String, PartitionWatch> WATCHES = new ConcurrentHashMap<>();

  private final KafkaSettings settings;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Set<TopicPartition> found = Set.of();
  private volatile long nextLook = System.nanoTime();
  private volatile long nextComplaint = System.nanoTime();

  private PartitionWatch(KafkaSettings settings) {
    this.settings = settings;
  }

  static PartitionWatch of(RecordSources sources) {
    return WATCHES.computeIfAbsent(sources.id(), id -> new PartitionWatch(sources.settings()));
  }

  /** What was found last, the same set until something else is found; empty before the first. */
  Set<TopicPartition> found() {
    if (System.nanoTime() - nextLook >= 0 && looking.compareAndSet(false, true)) {
      look();
    }
    return found;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What it throws is complained of.
  private void look() {
    try {
      Admin admin =
          KafkaCluster.client(settings.bootstrapServers(), settings.consumerProperties(), TIMEOUT);
      admin
          .describeTopics(settings.topics())
          .allTopicNames()
          .whenComplete(
              (topics, thrown) -> {
                admin.close(Duration.ZERO);
                if (thrown == null) {
                  take(topics);
                } else {
                  complain(thrown);
                }
                nextLook = System.nanoTime() + PERIOD.toNanos();
                looking.set(false);
              });
    } catch (KafkaException e) {
      complain(e);
      nextLook = System.nanoTime() + PERIOD.toNanos();
      looking.set(false);
    }
  }

  private void take(Map<String, TopicDescription> topics) {
    Set<TopicPartition> partitions =
        topics.values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
            .collect(Collectors.toSet());
    if (!partitions.equals(found)) {
      found = partitions;
    }
  }

  private void complain(Throwable thrown) {
    if (System.nanoTime() - nextComplaint >= 0) {
      nextComplaint = System.nanoTime() + COMPLAIN_EVERY.toNanos();
      LOG.warn(
          "It is not known whether partitions were added to {}: {}",
          String.join(", ", settings.topics()),
          new KafkaFailures(settings.bootstrapServers(), settings.consumerProperties())
              .sentence(thrown));
    }
  }
}
