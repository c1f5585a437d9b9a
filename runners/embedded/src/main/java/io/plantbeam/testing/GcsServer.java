package io.plantbeam.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that speaks as much of Google Cloud Storage's JSON API as Plantbeam uses, made after the
 * API's documentation: no server of Google's can be had. It makes tokens too, of a service account
 * whose signatures it checks. Objects are in memory.
 */
public final class GcsServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 1000;
  private static final long CLOCK_SECONDS = 3600;
  private static final Pattern OBJECTS =
      Pattern.compile(
          "(?:/download|(?<upload>/upload))?/storage/v1/b/(?<bucket>[^/]+)/o(/(?<key>[^/]+))?");
  private static final Pattern RANGE =
      Pattern.compile("bytes (?:(?<first>\\d+)-(?<last>\\d+)|\\*)/(?<all>\\d+|\\*)");

  private final HttpServer server;
  private final KeyPair keys;
  private final String token = UUID.randomUUID().toString();
  private final Map<String, NavigableMap<String, Stored>> buckets = new ConcurrentHashMap<>();
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

  private static final class Stored {
    private final byte[] content;
    private final long generation = System.nanoTime();
    private final Instant updated = Instant.now();

    private Stored(byte[] content) {
      this.content = content;
    }
  }

  private record Upload(String bucket, String key, ByteArrayOutputStream content) {}

  /** Begins to answer, on a free port of this machine. */
  public GcsServer() throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "gcs-server");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::answer);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Makes a bucket. */
  public void create(String bucket) {
    buckets.put(bucket, new ConcurrentSkipListMap<>());
  }

  /** Makes an object without a request. */
  public void put(String bucket, String key, byte[] content) {
    buckets.get(bucket).put(key, new Stored(content));
  }

  /** The keys of a bucket's objects. */
  public List<String> keys(String bucket) {
    return List.copyOf(buckets.get(bucket).keySet());
  }

  /** The uploads in parts that were begun and not ended. */
  public int unfinished() {
    return uploads.size();
  }

  /** The private key of the service account, as its file has it. */
  public String privateKey() {
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(
            Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded()));
  }

  /** The file of the service account, whose tokens this server makes. */
  public String serviceAccount() {
    return serviceAccount(privateKey());
  }

  /** A file of the service account with another key. */
  public String serviceAccount(String privateKey) {
    return JSON.createObjectNode()
        .put("type", "service_account")
        .put("project_id", "plant")
        .put("private_key_id", "1")
        .put("private_key", privateKey)
        .put("client_email", "plantbeam@plant.iam.gserviceaccount.com")
        .put("client_id", "1")
        .put("token_uri", url() + "/token")
        .toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if ("close".equals(exchange.getRequestHeaders().getFirst("Connection"))) {
        // The JDK's server closes it, and does not say so.
        exchange.getResponseHeaders().add("Connection", "close");
      }
      String path = exchange.getRequestURI().getRawPath();
      if (path.equals("/token")) {
        makeToken(exchange, new String(body, StandardCharsets.UTF_8));
        return;
      }
      Matcher named = OBJECTS.matcher(path);
      if (!named.matches()) {
        fail(exchange, 404, "notFound", "Not Found");
        return;
      }
      if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        fail(
            exchange,
            401,
            "required",
            "Anonymous caller does not have storage.objects access to the Google Cloud Storage"
                + " bucket.");
        return;
      }
      NavigableMap<String, Stored> bucket = buckets.get(decode(named.group("bucket")));
      if (bucket == null) {
        fail(exchange, 404, "notFound", "The specified bucket does not exist.");
        return;
      }
      Map<String, String> query = query(exchange);
      if (named.group("upload") != null) {
        upload(exchange, decode(named.group("bucket")), query, body);
      } else if (named.group("key") == null) {
        list(exchange, bucket, query);
      } else {
        object(exchange, decode(named.group("bucket")), decode(named.group("key")), query);
      }
    }
  }

  private void makeToken(HttpExchange exchange, String form) throws IOException {
    Matcher assertion = Pattern.compile("assertion=([^&]+)").matcher(form);
    String[] parts =
        assertion.find() ? decode(assertion.group(1)).split("\\.", -1) : new String[] {"", "", ""};
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    if (!isSigned(parts)) {
      refuseToken(exchange, "Invalid JWT Signature.");
    } else if (Math.abs(claims.path("iat").asLong() - Instant.now().getEpochSecond())
        > CLOCK_SECONDS) {
      refuseToken(
          exchange,
          "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
              + " timeframe. Check your iat and exp values in the JWT claim.");
    } else {
      send(
          exchange,
          200,
          JSON.createObjectNode()
              .put("access_token", token)
              .put("expires_in", 3599)
              .put("token_type", "Bearer"));
    }
  }

  private boolean isSigned(String[] parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(keys.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void refuseToken(HttpExchange exchange, String description) throws IOException {
    send(
        exchange,
        400,
        JSON.createObjectNode()
            .put("error", "invalid_grant")
            .put("error_description", description));
  }

  private static void list(
      HttpExchange exchange, NavigableMap<String, Stored> bucket, Map<String, String> query)
      throws IOException {
    String prefix = query.getOrDefault("prefix", "");
    int limit = Math.min(PAGE, Integer.parseInt(query.getOrDefault("maxResults", "" + PAGE)));
    String after =
        new String(
            Base64.getUrlDecoder().decode(query.getOrDefault("pageToken", "")),
            StandardCharsets.UTF_8);
    ObjectNode page = JSON.createObjectNode().put("kind", "storage#objects");
    ArrayNode items = JSON.createArrayNode();
    String last = "";
    for (Map.Entry<String, Stored> object : bucket.tailMap(prefix, true).entrySet()) {
      if (!object.getKey().startsWith(prefix)) {
        break;
      }
      if (object.getKey().compareTo(after) <= 0) {
        continue;
      }
      if (items.size() == limit) {
        page.put(
            "nextPageToken",
            Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
        break;
      }
      last = object.getKey();
      items.add(resource(last, object.getValue()));
    }
    if (!items.isEmpty()) {
      page.set("items", items);
    }
    send(exchange, 200, page);
  }

  private void object(HttpExchange exchange, String bucket, String key, Map<String, String> query)
      throws IOException {
    Stored stored = buckets.get(bucket).get(key);
    if (stored == null) {
      fail(exchange, 404, "notFound", "No such object: %s/%s".formatted(bucket, key));
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      buckets.get(bucket).remove(key);
      exchange.sendResponseHeaders(204, -1);
    } else if ("media".equals(query.get("alt"))) {
      media(exchange, stored.content);
    } else {
      send(exchange, 200, resource(key, stored));
    }
  }

  private static void media(HttpExchange exchange, byte[] content) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    if (range != null && from >= content.length) {
      fail(exchange, 416, "requestedRangeNotSatisfiable", "Request range not satisfiable");
      return;
    }
    if (range != null) {
      exchange
          .getResponseHeaders()
          .add(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(
        range == null ? 200 : 206, content.length == from ? -1 : content.length - from);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(content, from, content.length - from);
    }
  }

  private void upload(HttpExchange exchange, String bucket, Map<String, String> query, byte[] body)
      throws IOException {
    String wanted = query.get("ifGenerationMatch");
    switch (query.getOrDefault("uploadType", "")) {
      case "media" -> store(exchange, bucket, query.get("name"), body, wanted);
      case "multipart" -> {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        Multipart parts = Multipart.of(type.replaceFirst(".*boundary=", ""), body);
        store(exchange, bucket, parts.name, parts.content, wanted);
      }
      case "resumable" -> {
        if (exchange.getRequestMethod().equals("POST")) {
          String id = UUID.randomUUID().toString();
          uploads.put(
              id,
              new Upload(
                  bucket, JSON.readTree(body).path("name").asText(), new ByteArrayOutputStream()));
          exchange
              .getResponseHeaders()
              .add(
                  "Location",
                  "http://%s/upload/storage/v1/b/%s/o?uploadType=resumable&upload_id=%s"
                      .formatted(exchange.getRequestHeaders().getFirst("Host"), bucket, id));
          exchange.sendResponseHeaders(200, -1);
        } else {
          goOn(exchange, query.get("upload_id"), body);
        }
      }
      default -> fail(exchange, 400, "invalid", "Unknown uploadType");
    }
  }

  /** Takes a part, or says how much it has. */
  private void goOn(HttpExchange exchange, String id, byte[] part) throws IOException {
    Upload upload = uploads.get(id);
    if (upload == null) {
      fail(exchange, 404, "notFound", "Upload not found");
      return;
    }
    Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Content-Range"));
    if (!range.matches()) {
      fail(exchange, 400, "invalid", "Content-Range");
      return;
    }
    ByteArrayOutputStream content = upload.content();
    if (range.group("first") != null) {
      long first = Long.parseLong(range.group("first"));
      if (first > content.size()) {
        fail(exchange, 503, "backendError", "A part is missing");
        return;
      }
      int known = (int) (content.size() - first);
      content.write(part, known, part.length - known);
    }
    if (range.group("all").equals(String.valueOf(content.size()))) {
      uploads.remove(id);
      store(exchange, upload.bucket(), upload.key(), content.toByteArray(), null);
      return;
    }
    if (content.size() > 0) {
      exchange.getResponseHeaders().add("Range", "bytes=0-" + (content.size() - 1));
    }
    exchange.sendResponseHeaders(308, -1);
  }

  private void store(
      HttpExchange exchange, String bucket, String key, byte[] content, String generation)
      throws IOException {
    Stored before = buckets.get(bucket).get(key);
    if (generation != null
        && Long.parseLong(generation) != (before == null ? 0 : before.generation)) {
      fail(exchange, 412, "conditionNotMet", "At least one of the pre-conditions did not hold.");
      return;
    }
    Stored stored = new Stored(content);
    buckets.get(bucket).put(key, stored);
    send(exchange, 200, resource(key, stored));
  }

  private static ObjectNode resource(String key, Stored stored) {
    return JSON.createObjectNode()
        .put("kind", "storage#object")
        .put("name", key)
        .put("generation", String.valueOf(stored.generation))
        .put("size", String.valueOf(stored.content.length))
        .put("updated", stored.updated.toString());
  }

  private static void fail(HttpExchange exchange, int status, String reason, String message)
      throws IOException {
    if ("media".equals(query(exchange).get("alt"))) {
      byte[] text = message.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, text.length);
      exchange.getResponseBody().write(text);
      return;
    }
    send(exchange, status, (ObjectNode) JSON.readTree(error(status, reason, message)));
  }

  /** What the API answers where something is wrong. */
  public static String error(int status, String reason, String message) {
    ObjectNode error = JSON.createObjectNode().put("code", status).put("message", message);
    error
        .putArray("errors")
        .addObject()
        .put("message", message)
        .put("domain", "global")
        .put("reason", reason);
    return JSON.createObjectNode().set("error", error).toString();
  }

  private static void send(HttpExchange exchange, int status, JsonNode json) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(json);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A description of an object, and its content. */
  private static final class Multipart {
    private final String name;
    private final byte[] content;

    private Multipart(String name, byte[] content) {
      this.name = name;
      this.content = content;
    }

    private static Multipart of(String boundary, byte[] body) {
      String text = new String(body, StandardCharsets.ISO_8859_1);
      String mark = "--" + boundary.replace("\"", "");
      int json = text.indexOf("\r\n\r\n") + 4;
      int between = text.indexOf("\r\n" + mark, json);
      int content = text.indexOf("\r\n\r\n", between) + 4;
      int end = text.lastIndexOf("\r\n" + mark + "--");
      try {
        return new Multipart(
            JSON.readTree(Arrays.copyOfRange(body, json, between)).path("name").asText(),
            Arrays.copyOfRange(body, content, end));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
