package io.plantbeam.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker in this process, on free ports of the loopback interface: a single node, broker
 * and controller at once. Topics are not created by themselves. It may be stopped and started again
 * on the same ports with its data, as in an outage.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private final Path directory;
  private final boolean deleteOnClose;
  private final Optional<SaslListener> sasl;
  private final Map<String, String> settings;
  private final int port;
  private final int controllerPort;
  private KafkaRaftServer server;

  private EmbeddedKafka(
      Path directory,
      boolean deleteOnClose,
      Optional<SaslListener> sasl,
      Map<String, String> settings) {
    this.directory = directory;
    this.deleteOnClose = deleteOnClose;
    this.sasl = sasl;
    this.settings = settings;
    this.port = freePort();
    this.controllerPort = freePort();
  }

  /** Starts a broker on a directory of its own, which {@link #close} deletes. */
  public static EmbeddedKafka open() {
    return new EmbeddedKafka(temporaryDirectory(), true, Optional.empty(), Map.of()).format();
  }

  /** Starts a new broker that keeps its data in {@code directory}, which is created if missing. */
  public static EmbeddedKafka open(Path directory) {
    return new EmbeddedKafka(directory, false, Optional.empty(), Map.of()).format();
  }

  /**
   * Starts a broker as {@link #open()} does, with a second listener that speaks SASL_SSL with the
   * PLAIN mechanism and knows one user.
   */
  public static EmbeddedKafka openWithSasl(String user, String password) {
    return openWithSasl(user, password, Map.of());
  }

  /** The same with more settings of the broker, such as its authorizer. */
  public static EmbeddedKafka openWithSasl(
      String user, String password, Map<String, String> settings) {
    Path directory = temporaryDirectory();
    SaslListener sasl = SaslListener.create(directory, freePort(), user, password);
    return new EmbeddedKafka(directory, true, Optional.of(sasl), settings).format();
  }

  /** The address of the listener without security. */
  public String bootstrapServers() {
    return "localhost:" + port;
  }

  /**
   * The address of the SASL_SSL listener.
   *
   * @throws java.util.NoSuchElementException if the broker was opened without one
   */
  public String saslBootstrapServers() {
    return sasl.orElseThrow().bootstrapServers();
  }

  /** What a client of the SASL_SSL listener needs, without the address. */
  public Map<String, String> saslClientProperties() {
    return sasl.orElseThrow().clientProperties();
  }

  /** Creates a topic with one replica, unless it is there; returns when it takes records. */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /**
   * Creates a topic with settings such as {@code max.message.bytes}; returns when it takes records.
   */
  public void createTopic(String name, int partitions, Map<String, String> settings) {
    BrokerAdmin.createTopic(bootstrapServers(), name, partitions, settings);
  }

  /** Stops the broker; its data and ports remain its own. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Starts the broker after {@link #stop}; returns when it serves. */
  public void start() {
    if (server != null) {
      return;
    }
    // A fault of the broker must end neither the demo nor the tests.
    Exit.setExitProcedure((status, message) -> fault(status, message));
    Exit.setHaltProcedure((status, message) -> fault(status, message));
    server = new KafkaRaftServer(new KafkaConfig(configuration(), false), Time.SYSTEM);
    server.startup();
  }

  private static void fault(int status, String message) {
    throw new IllegalStateException("the embedded broker gave up (" + status + "): " + message);
  }

  /** Stops the broker and deletes its data, unless the directory was given. */
  @Override
  public void close() {
    stop();
    if (deleteOnClose) {
      delete(directory);
    }
  }

  private EmbeddedKafka format() {
    SingleBroker.format(data());
    start();
    return this;
  }

  private Path data() {
    return directory.resolve("kafka");
  }

  private Map<String, String> configuration() {
    Map<String, String> config = SingleBroker.properties(data(), port, controllerPort);
    if (sasl.isPresent()) {
      String secured = ",SASL_SSL://" + sasl.get().bootstrapServers();
      config.merge("listeners", secured, String::concat);
      config.merge("advertised.listeners", secured, String::concat);
      config.merge("listener.security.protocol.map", ",SASL_SSL:SASL_SSL", String::concat);
      config.putAll(sasl.get().brokerProperties());
    }
    config.putAll(settings);
    return config;
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("plantbeam-kafka");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory could be made", e);
    }
  }

  /** A port that was free a moment ago. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("there is no free port", e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " could not be deleted", e);
    }
  }
}
