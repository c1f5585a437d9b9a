package io.plantbeam.servers;

import io.plantbeam.embedded.BrokerAdmin;
import io.plantbeam.embedded.SingleBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/**
 * A Kafka broker in a process of its own. It keeps its data and its port when it is stopped or
 * killed and started again.
 */
public final class KafkaServer extends SingleServer {
  public static final int DEFAULT_PORT = 9092;

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
  private static final String BROKER = "Kafka";
  private static final String CONTROLLER = "Kafka's controller";

  private final List<String> topics;
  private final int partitions;

  /**
   * A server that may run already, or not yet.
   *
   * @param port of the listener, which has no security; 0 is any that is free
   * @param topics that are there after the start
   * @param partitions of each topic that is new
   */
  public KafkaServer(ClusterDirectory directory, int port, List<String> topics, int partitions) {
    super(directory, "kafka", ports(port), START_LIMIT);
    this.topics = topics;
    this.partitions = partitions;
  }

  private static Map<String, Integer> ports(int port) {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    wanted.put(BROKER, port);
    wanted.put(CONTROLLER, 0);
    return wanted;
  }

  public String bootstrapServers() {
    return "localhost:" + port(BROKER);
  }

  /** Creates a topic with one replica, unless it is there; returns when it takes records. */
  public void createTopic(String name, int partitions) {
    try {
      BrokerAdmin.createTopic(bootstrapServers(), name, partitions, Map.of());
    } catch (KafkaException e) {
      throw new ServerException(
          "the topic %s could not be created: %s".formatted(name, e.getMessage()), e);
    }
  }

  @Override
  public void start() {
    super.start();
    topics.forEach(topic -> createTopic(topic, partitions));
  }

  @Override
  void start(ServerProcess started) {
    started.start(command(), Map.of());
  }

  @Override
  public List<String> guide() {
    return List.of(
        "Kafka: %s, with the topics %s".formatted(bootstrapServers(), String.join(", ", topics)),
        "logs: " + directory().logs(),
        "fill: ./plantbeam simulate --bootstrapServers=%s --topic=readings --output=plant"
            .formatted(bootstrapServers()));
  }

  private List<String> command() {
    Path data = directory().root().resolve("data");
    if (!Files.exists(data.resolve("meta.properties"))) {
      SingleBroker.format(data);
    }
    String properties =
        SingleBroker.properties(data, port(BROKER), port(CONTROLLER)).entrySet().stream()
            .map(property -> property.getKey() + "=" + property.getValue() + "\n")
            .collect(Collectors.joining());
    List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-Xmx512m"));
    command.addAll(JavaCommand.compilerOptions());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            directory().write("server.properties", properties).toString()));
    return command;
  }

  @Override
  boolean answers() {
    return BrokerAdmin.answers(bootstrapServers(), ANSWER_LIMIT);
  }
}
