package io.plantbeam.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.plantbeam.embedded.LocalCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A schema registry that answers as Confluent's does: the paths, the media type, the fields and the
 * error codes of its API reference, as far as consumers ask for them.
 */
public final class SchemaRegistryServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile String login;

  /** Starts one without schemas, on a free port of this machine. */
  public SchemaRegistryServer() throws IOException {
    this(HttpServer.create(anyPort(), 0));
  }

  /** Starts one that speaks TLS. */
  public static SchemaRegistryServer withTls(LocalCertificate certificate)
      throws GeneralSecurityException, IOException {
    char[] password = certificate.password().toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(certificate.keyStore().toFile(), password), password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new SchemaRegistryServer(server);
  }

  private SchemaRegistryServer(HttpServer server) {
    this.server = server;
    answers.put("/schemas/types", "[\"JSON\",\"PROTOBUF\",\"AVRO\"]");
    server.createContext("/", this::answer);
    server.start();
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Its address, without a slash at the end. */
  public String url() {
    return "%s://127.0.0.1:%d"
        .formatted(server instanceof HttpsServer ? "https" : "http", server.getAddress().getPort());
  }

  /** Registers a schema under an id; Avro has no type in the answers, as Confluent has it. */
  public void add(int id, String type, String schema, Map<String, String> references) {
    answers.put("/schemas/ids/" + id, schema(type, schema, references));
  }

  /** Registers the first version of a subject, for references. */
  public void addSubject(String subject, String type, String schema) {
    answers.put("/subjects/" + subject + "/versions/1", schema(type, schema, Map.of()));
  }

  private static String schema(String type, String schema, Map<String, String> references) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("schema", schema);
    if (!type.equals("AVRO")) {
      answer.put("schemaType", type);
    }
    references.forEach(
        (name, subject) ->
            answer
                .withArray("references")
                .addObject()
                .put("name", name)
                .put("subject", subject)
                .put("version", 1));
    return answer.toString();
  }

  /** Answers so many requests with an outage. */
  public void failNext(int count) {
    failures.set(count);
  }

  /** Asks for {@code user:password} from now on. */
  public void requireLogin(String userInfo) {
    login =
        "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }

  /** How often it was asked, whatever it answered. */
  public int requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String path = exchange.getRequestURI().getPath();
    if (failures.getAndDecrement() > 0) {
      send(exchange, 503, "{\"error_code\":50302,\"message\":\"no leader\"}");
    } else if (login != null
        && !login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
    } else if (answers.containsKey(path)) {
      send(exchange, 200, answers.get(path));
    } else {
      send(
          exchange,
          404,
          "{\"error_code\":40403,\"message\":\"Schema %s not found\"}"
              .formatted(path.substring(path.lastIndexOf('/') + 1)));
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
