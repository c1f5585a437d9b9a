package io.plantbeam.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An Elasticsearch node in a process of its own, without security, that keeps its data when it is
 * stopped. It comes from the distribution that Maven unpacks to {@code
 * runners/embedded/target/elasticsearch}.
 *
 * <p>This distribution lacks {@code GET /}, painless and ILM; documents and templates are all
 * there.
 */
public final class ElasticsearchNode extends SingleServer {
  public static final int DEFAULT_PORT = 9200;

  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** For a copy of the distribution, which has some hundred megabytes, on a busy disk. */
  private static final Duration PREPARATION_LIMIT = Duration.ofMinutes(5);

  private static final String NODE = "Elasticsearch";

  /** Elasticsearch refuses to run as root; this user, nobody, is on every Linux. */
  private static final String NOBODY = "65534";

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  /**
   * A server that may run already, or not yet.
   *
   * @param directory where it keeps everything, unless Elasticsearch cannot run there: then {@link
   *     #directory} is another
   * @param port of the REST interface; 0 is any that is free
   */
  public ElasticsearchNode(ClusterDirectory directory, int port) {
    super(usable(directory), "elasticsearch", Map.of(NODE, port), START_LIMIT);
  }

  private static ClusterDirectory usable(ClusterDirectory wanted) {
    return isUsable(wanted.root())
        ? wanted
        : new ClusterDirectory(Path.of("/var/tmp/plantbeam-elasticsearch-" + hash(wanted.root())));
  }

  public String url() {
    return "http://127.0.0.1:" + port(NODE);
  }

  @Override
  void start(ServerProcess started) {
    Path home = home();
    configure(home);
    List<String> command = new ArrayList<>(ROOT ? asNobody() : List.of());
    command.addAll(List.of("bash", home.resolve("bin/elasticsearch").toString()));
    started.start(
        command,
        Map.of(
            "ES_JAVA_HOME",
            JavaCommand.home(),
            "ES_PATH_CONF",
            directory().directory("config").toString(),
            "ES_TMPDIR",
            directory().directory("tmp").toString(),
            "CLI_JAVA_OPTS",
            "-Xmx64m -XX:TieredStopAtLevel=1"));
  }

  @Override
  public List<String> guide() {
    return List.of(
        "Elasticsearch: " + url(),
        "logs: " + directory().logs(),
        "use: ./plantbeam run … --elasticsearchUrls=" + url());
  }

  @Override
  boolean answers() {
    return Rest.get(url() + "/_cluster/health").stream()
        .anyMatch(health -> health.path("status").asText().matches("green|yellow"));
  }

  /** The distribution, or a copy of it where it could not run in its place. */
  private Path home() {
    Path unpacked = onlyChild(Checkout.elasticsearch());
    if (isUsable(unpacked)) {
      return unpacked;
    }
    Path copy = directory().root().resolve("home");
    if (!Files.exists(copy)) {
      directory().directory("tmp");
      execute("chmod", "755", directory().root().toString());
      execute("cp", "-r", unpacked.toString(), copy.toString());
    }
    return copy;
  }

  private void configure(Path home) {
    Path config = directory().directory("config");
    execute("cp", "-r", home.resolve("config") + "/.", config.toString());
    directory()
        .write(
            "config/elasticsearch.yml",
            """
        discovery.type: single-node
        network.host: 127.0.0.1
        http.port: %d
        transport.port: 0
        path.data: %s
        path.logs: %s
        xpack.security.enabled: false
        cluster.routing.allocation.disk.threshold_enabled: false
        """
                .formatted(port(NODE), directory().directory("data"), directory().logs()));
    directory().write("config/jvm.options", "-Xms512m\n-Xmx512m\n-XX:TieredStopAtLevel=1\n");
    directory().directory("tmp");
    if (ROOT) {
      execute("chown", "-R", NOBODY + ":" + NOBODY, directory().root().toString());
    }
  }

  /**
   * Whether Elasticsearch can run from a directory. Its policy of file access lets one of its
   * modules use all of /tmp, and forbids that its code or configuration lies in what modules use.
   */
  private static boolean isUsable(Path path) {
    Path existing = path;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return !path.startsWith("/tmp") && (!ROOT || isReadableForNobody(existing));
  }

  private static boolean isReadableForNobody(Path path) {
    List<String> command = new ArrayList<>(asNobody());
    command.addAll(List.of("test", "-r", path.toString()));
    return SystemCommand.exitCode(command, PREPARATION_LIMIT) == 0;
  }

  private static List<String> asNobody() {
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  private static void execute(String... command) {
    if (SystemCommand.exitCode(List.of(command), PREPARATION_LIMIT) != 0) {
      throw new ServerException(String.join(" ", command) + " failed");
    }
  }

  private static Path onlyChild(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(Path path) {
    return Integer.toHexString(path.hashCode());
  }
}
