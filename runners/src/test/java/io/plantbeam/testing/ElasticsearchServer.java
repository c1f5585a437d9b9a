package io.plantbeam.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Elasticsearch, as a process, from the distribution that Maven has unpacked to {@code
 * target/elasticsearch}. It can be stopped and started again with its data. Its logs are in {@code
 * target/elasticsearch-run}.
 *
 * <p>This distribution lacks {@code GET /}, painless and ILM; documents and templates are all
 * there.
 */
public final class ElasticsearchServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  /** Elasticsearch refuses to run as root; this user, nobody, is on every Linux. */
  private static final String NOBODY = "65534";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static ElasticsearchServer shared;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final int port = freePort();
  private final Path home;
  private final Path run;
  private final boolean root;
  private Process process;

  private ElasticsearchServer() throws IOException, InterruptedException {
    root = "root".equals(System.getProperty("user.name"));
    Path target = Path.of("target").toAbsolutePath();
    Path unpacked = onlyChild(target.resolve("elasticsearch"));
    // Its policy of file access lets one of Elasticsearch's modules use all of /tmp, and forbids
    // that its code or configuration lies in what modules use.
    if (unpacked.startsWith("/tmp") || (root && !readableForNobody(unpacked))) {
      Path copy = Files.createTempDirectory(Path.of("/var/tmp"), "plantbeam-elasticsearch");
      execute("chmod", "755", copy.toString());
      execute("cp", "-r", unpacked.toString(), copy.resolve("home").toString());
      home = copy.resolve("home");
      run = copy.resolve("run");
      removeAtExit(copy);
    } else {
      home = unpacked;
      run = target.resolve("elasticsearch-run").resolve(Integer.toString(port));
    }
    Files.createDirectories(run.resolve("tmp"));
    configure();
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /** The server that all tests of this JVM share, running. It ends with the JVM. */
  public static synchronized ElasticsearchServer shared() throws IOException, InterruptedException {
    if (shared == null) {
      shared = new ElasticsearchServer();
    }
    shared.start();
    return shared;
  }

  /** A server of its own, running. */
  public static ElasticsearchServer startNew() throws IOException, InterruptedException {
    ElasticsearchServer server = new ElasticsearchServer();
    server.start();
    return server;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Starts the process unless it runs, and waits until it answers. */
  public synchronized void start() throws IOException, InterruptedException {
    if (process != null && process.isAlive()) {
      return;
    }
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(asNobody());
    }
    command.addAll(List.of("bash", home.resolve("bin/elasticsearch").toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(run.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(run.resolve("console.log").toFile()));
    builder.environment().put("ES_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("ES_PATH_CONF", run.resolve("config").toString());
    builder.environment().put("ES_TMPDIR", run.resolve("tmp").toString());
    builder.environment().put("CLI_JAVA_OPTS", "-Xmx64m -XX:TieredStopAtLevel=1");
    process = builder.start();
    awaitHealth();
  }

  /** Stops the process and keeps its data. */
  public synchronized void stop() throws InterruptedException {
    if (process == null) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    process = null;
  }

  @Override
  public synchronized void close() {
    kill();
    if (process != null) {
      process.onExit().join();
      process = null;
    }
  }

  /** Sends a request and returns the JSON of the answer, whatever its status. */
  public JsonNode request(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** The documents of an index, at most 10,000, after a refresh. */
  public List<JsonNode> documents(String index) throws IOException, InterruptedException {
    request("POST", "/" + index + "/_refresh", null);
    List<JsonNode> documents = new ArrayList<>();
    request("GET", "/" + index + "/_search?size=10000", null)
        .path("hits")
        .path("hits")
        .forEach(documents::add);
    return documents;
  }

  private void configure() throws IOException, InterruptedException {
    Path config = run.resolve("config");
    execute("cp", "-r", home.resolve("config").toString(), config.toString());
    Files.writeString(
        config.resolve("elasticsearch.yml"),
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
            .formatted(port, run.resolve("data"), run.resolve("logs")));
    Files.writeString(
        config.resolve("jvm.options"), "-Xms512m\n-Xmx512m\n-XX:TieredStopAtLevel=1\n");
    if (root) {
      execute("chown", "-R", NOBODY + ":" + NOBODY, run.toString());
    }
  }

  private void awaitHealth() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (request("GET", "/_cluster/health", null)
            .path("status")
            .asText()
            .matches("green|yellow")) {
          return;
        }
      } catch (IOException e) {
        // Not up yet.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    kill();
    throw new IOException(
        "Elasticsearch did not start:\n" + Files.readString(run.resolve("console.log")));
  }

  private void kill() {
    Process running = process;
    if (running != null) {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
    }
  }

  private static List<String> asNobody() {
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  private static boolean readableForNobody(Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(asNobody());
    command.addAll(List.of("test", "-r", folder.resolve("bin/elasticsearch").toString()));
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  private static void execute(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }

  private static void removeAtExit(Path folder) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private static Path onlyChild(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findFirst().orElseThrow();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
