package io.plantbeam.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.model.RawMessage;
import io.plantbeam.testing.RunningPipeline;
import io.plantbeam.testing.SharedKafka;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaLaunchTest {

  @Test
  void patternStandsForTheTopicsWhoseWholeNameMatches() {
    String mark = SharedKafka.newTopic("pattern", 1);
    SharedKafka.broker().createTopic(mark + "-a", 1);
    SharedKafka.broker().createTopic(mark + "-b", 2);
    try (KafkaCluster cluster = connect()) {
      assertEquals(
          List.of(mark + "-a", mark + "-b"),
          new KafkaTopics(cluster).matching(Pattern.compile(mark + "-.")));
      assertEquals(List.of(), new KafkaTopics(cluster).matching(Pattern.compile("__.*")));
    }
  }

  @Test
  void topicsThatDoNotExistAreNamedBesideThoseThatDo() {
    String topic = SharedKafka.newTopic("aaa", 1);
    try (KafkaCluster cluster = connect()) {
      assertEquals(Optional.empty(), new KafkaTopics(cluster).problemWith(List.of(topic)));
      String problem =
          new KafkaTopics(cluster).problemWith(List.of("nowhere", topic)).orElseThrow();
      assertTrue(
          problem.startsWith(
              "nowhere does not exist on %s; existing topics are "
                  .formatted(SharedKafka.broker().bootstrapServers())),
          problem);
      assertTrue(problem.contains(topic), problem);
    }
  }

  @Test
  void outputTopicIsCreatedOnce() {
    String topic = SharedKafka.newTopic("output", 3) + "-new";
    try (KafkaCluster cluster = connect()) {
      new TopicCreator(cluster).createIfMissing(topic);
      new TopicCreator(cluster).createIfMissing(topic);
      assertEquals(1, new KafkaTopics(cluster).partitions(List.of(topic)).size());
    }
  }

  @Test
  void deadLettersAreNotWrittenToATopicThatIsCompacted() {
    String topic = "compacted-" + UUID.randomUUID();
    SharedKafka.broker().createTopic(topic, 1, Map.of("cleanup.policy", "compact,delete"));
    OutputTopic.ofAlerts(topic).prepare(TestSettings.of());
    InvalidOptionsException refused =
        assertThrows(
            InvalidOptionsException.class,
            () -> OutputTopic.ofDeadLetters(topic).prepare(TestSettings.of()));
    assertEquals(
        "--deadLetterTopic=%s: is compacted (its cleanup.policy is compact,delete) and takes no record without a key, as dead letters are; give another topic, or set its cleanup.policy to delete"
            .formatted(topic),
        refused.getMessage());
  }

  @Test
  void topicThatTakesTooLittleIsRefusedWithTheFigure() {
    String topic = "small-" + UUID.randomUUID();
    SharedKafka.broker().createTopic(topic, 1, Map.of("max.message.bytes", "2000"));
    InvalidOptionsException refused =
        assertThrows(
            InvalidOptionsException.class,
            () -> OutputTopic.ofAlerts(topic).prepare(TestSettings.of()));
    assertEquals(
        "--alertsTopic=%s: takes records of up to 2000 bytes (max.message.bytes), which is too little for what the job writes; give another topic, or set it to 16384 or more"
            .formatted(topic),
        refused.getMessage());
  }

  @Test
  void brokerThatIsDownIsASentence() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ServerUnavailableException failure =
        assertThrows(
            ServerUnavailableException.class,
            () -> KafkaCluster.connect("localhost:" + port, Map.of(), Duration.ofSeconds(1)));
    assertEquals(
        "no Kafka broker answers at localhost:%d within 1 s; are the address and the security properties right, and is the broker running?"
            .formatted(port),
        failure.getMessage());
  }

  @Test
  void wrongPasswordIsASentenceWithoutThePassword() {
    Map<String, String> properties = new HashMap<>(SharedKafka.broker().saslClientProperties());
    properties.replace(
        "sasl.jaas.config",
        properties.get("sasl.jaas.config").replace("a-secret-of-the-tests", "a-wrong-guess"));
    ServerUnavailableException failure =
        assertThrows(
            ServerUnavailableException.class,
            () -> KafkaCluster.connect(SharedKafka.broker().saslBootstrapServers(), properties));
    assertEquals(
        "the Kafka brokers at %s do not accept these credentials: Authentication failed: Invalid username or password"
            .formatted(SharedKafka.broker().saslBootstrapServers()),
        failure.getMessage());
  }

  @Test
  void brokenAddressAndBrokenPropertiesAreSentencesWithoutSecrets() {
    ServerUnavailableException address =
        assertThrows(
            ServerUnavailableException.class, () -> KafkaCluster.connect("nonsense", Map.of()));
    assertTrue(
        address.getMessage().startsWith("a Kafka client for nonsense cannot be made: "),
        address.getMessage());

    Map<String, String> properties =
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", "word-of-secrecy");
    ServerUnavailableException jaas =
        assertThrows(
            ServerUnavailableException.class,
            () -> KafkaCluster.connect(SharedKafka.broker().bootstrapServers(), properties));
    assertTrue(jaas.getMessage().contains("JAAS"), jaas.getMessage());
    assertFalse(jaas.getMessage().contains("word-of-secrecy"), jaas.getMessage());
  }

  @Test
  void newTopicTakesAllThatIsSentAtOnce() {
    int partitions = 16;
    Map<String, Object> impatient =
        Map.of("linger.ms", 0, "request.timeout.ms", 4000, "delivery.timeout.ms", 5000);
    try (KafkaCluster cluster = connect()) {
      for (int round = 0; round < 20; round++) {
        String topic = "at-once-" + UUID.randomUUID();
        new TopicCreator(cluster).createIfMissing(new NewTopic(topic, partitions, (short) 1));
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
            SharedKafka.producer(SharedKafka.broker().bootstrapServers(), impatient)) {
          for (int i = 0; i < partitions * 20; i++) {
            sent.add(producer.send(new ProducerRecord<>(topic, i % partitions, null, "1 a")));
          }
        }
        SharedKafka.awaitStored(sent);
      }
    }
  }

  @ParameterizedTest(name = "{0} begins at {1}")
  @CsvSource({"earliest, 0", "latest, 3", "1000, 0", "1001, 1", "3000, 2", "3001, 3"})
  void jobBeginsWhereItIsTold(String startFrom, long firstOffset) {
    String topic = SharedKafka.newTopic("start", 1);
    try (KafkaProducer<String, String> producer =
        SharedKafka.producer(SharedKafka.broker().bootstrapServers(), Map.of())) {
      for (int i = 1; i <= 3; i++) {
        producer.send(new ProducerRecord<>(topic, 0, 1000L * i, null, i + " m")).get();
      }
    } catch (Exception e) {
      throw new AssertionError("the records could not be sent", e);
    }
    KafkaSettings settings = startingAt(startFrom, topic);
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaCluster cluster = connect()) {
      new KafkaOffsets(cluster).commit(settings.groupId(), Map.of(partition, 1L));

      StartOffsets.apply(cluster, settings);

      assertEquals(
          Map.of(partition, firstOffset), new KafkaOffsets(cluster).committed(settings.groupId()));
    }
  }

  @Test
  void committedBeginsAtTheCommittedOffsetAndElseAtTheEarliest() {
    String topic = SharedKafka.newTopic("committed", 2);
    SharedKafka.send(topic, 0, "1 a", "2 b");
    SharedKafka.send(topic, 1, "3 c", "4 d");
    KafkaSettings settings = startingAt("committed", topic);
    try (KafkaCluster cluster = connect()) {
      new KafkaOffsets(cluster)
          .commit(settings.groupId(), Map.of(new TopicPartition(topic, 1), 1L));
      StartOffsets.apply(cluster, settings);
    }

    try (RunningPipeline<RawMessage> job = read(settings)) {
      job.await(output -> output.size() >= 3);
      assertEquals(
          List.of("0/0", "0/1", "1/1"),
          job.output().stream()
              .map(m -> m.position().origin().partition() + "/" + m.position().offset())
              .sorted()
              .toList());
    }
  }

  @Test
  void latestReadsOnlyWhatComesAfterTheLaunch() {
    String topic = SharedKafka.newTopic("latest", 1);
    SharedKafka.send(topic, 0, "1 old");
    KafkaSettings settings = startingAt("latest", topic);
    try (KafkaCluster cluster = connect()) {
      StartOffsets.apply(cluster, settings);
    }
    SharedKafka.send(topic, 0, "2 new");

    try (RunningPipeline<RawMessage> job = read(settings)) {
      assertEquals(1, job.await(output -> !output.isEmpty()).get(0).position().offset());
    }
  }

  @Test
  void groupThatAnotherProgramUsesIsASentence() {
    String topic = SharedKafka.newTopic("taken", 1);
    KafkaSettings settings = startingAt("earliest", topic);
    try (KafkaCluster cluster = connect();
        KafkaConsumer<byte[], byte[]> other = SharedKafka.subscribe(topic, settings.groupId())) {
      assertEquals(1, other.assignment().size());
      InvalidOptionsException refused =
          assertThrows(InvalidOptionsException.class, () -> StartOffsets.apply(cluster, settings));
      assertEquals(
          "--startFrom=earliest: the consumer group %s is in use by another program; stop that, or set another group.id"
              .formatted(settings.groupId()),
          refused.getMessage());
    }
  }

  private static KafkaSettings startingAt(String startFrom, String topic) {
    KafkaSettings settings = TestSettings.of(topic);
    return new KafkaSettings(
        settings.bootstrapServers(),
        settings.topics(),
        StartFrom.parse(startFrom),
        settings.consumerProperties(),
        settings.producerProperties(),
        settings.maxOutOfOrderness(),
        settings.idleAfter());
  }

  private static RunningPipeline<RawMessage> read(KafkaSettings settings) {
    return RunningPipeline.start(
        pipeline ->
            pipeline
                .apply("Read", ReadKafka.of(settings, TextEventTime::of))
                .apply("Each", Flatten.iterables()));
  }

  private static KafkaCluster connect() {
    return KafkaCluster.connect(SharedKafka.broker().bootstrapServers(), Map.of());
  }
}
