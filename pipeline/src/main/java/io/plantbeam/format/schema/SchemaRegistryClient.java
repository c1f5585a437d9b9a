package io.plantbeam.format.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Asks a schema registry by the REST interface of Confluent's, which Apicurio Registry (at {@code
 * /apis/ccompat/v7}) and Redpanda have too.
 */
final class SchemaRegistryClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_REFERENCES = 100;

  private final SchemaRegistrySettings settings;
  private final HttpClient http;

  /**
   * @throws IllegalArgumentException with a sentence, where a key store cannot be read
   */
  SchemaRegistryClient(SchemaRegistrySettings settings) {
    this.settings = settings;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    if (settings.property("ssl.truststore.location") != null
        || settings.property("ssl.keystore.location") != null) {
      builder.sslContext(sslContext());
    }
    this.http = builder.build();
  }

  /** The types of schemas that the registry has, in the order of their names. */
  List<String> schemaTypes() throws SchemaUnavailableException {
    JsonNode answer = get("/schemas/types");
    List<String> types = new ArrayList<>();
    answer.forEach(type -> types.add(type.asText()));
    if (!answer.isArray() || types.isEmpty()) {
      throw SchemaUnavailableException.lasting(
          "what answers at %s is no schema registry: it names no types of schemas"
              .formatted(settings));
    }
    types.sort(Comparator.naturalOrder());
    return types;
  }

  /** The schema of an id. */
  RegisteredSchema schema(int id) throws SchemaUnavailableException {
    JsonNode answer = get("/schemas/ids/" + id);
    String text = answer.path("schema").asText(null);
    if (text == null) {
      throw SchemaUnavailableException.passing(
          "the schema registry at %s gives no schema for id %d".formatted(settings, id));
    }
    Map<String, String> references = new LinkedHashMap<>();
    collect(answer.path("references"), references);
    return new RegisteredSchema(answer.path("schemaType").asText("AVRO"), text, references);
  }

  /** Those that the referred ones need come before them. */
  private void collect(JsonNode references, Map<String, String> texts)
      throws SchemaUnavailableException {
    for (JsonNode reference : references) {
      String name = reference.path("name").asText();
      if (texts.containsKey(name) || texts.size() >= MAX_REFERENCES) {
        continue;
      }
      String subject =
          URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8)
              .replace("+", "%20");
      JsonNode answer =
          get("/subjects/%s/versions/%d".formatted(subject, reference.path("version").asInt()));
      collect(answer.path("references"), texts);
      texts.put(name, answer.path("schema").asText());
    }
  }

  private JsonNode get(String path) throws SchemaUnavailableException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.url() + path))
            .timeout(TIMEOUT)
            .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
    String user = settings.property("basic.auth.user.info");
    String token = settings.property("bearer.auth.token");
    if (user != null) {
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    } else if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<byte[]> response;
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw SchemaUnavailableException.passing(
          "the schema registry at %s does not answer: %s".formatted(settings, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SchemaUnavailableException.passing(
          "the wait for the schema registry at %s was interrupted".formatted(settings));
    }
    return body(path, response);
  }

  private JsonNode body(String path, HttpResponse<byte[]> response)
      throws SchemaUnavailableException {
    int status = response.statusCode();
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (IOException e) {
      body = JSON.createObjectNode();
    }
    if (status == 200) {
      return body;
    }
    // That of a refused login may repeat the secret.
    boolean isLogin = status == 401 || status == 403;
    String sentence =
        "the schema registry at %s answers %d to %s%s"
            .formatted(
                settings,
                status,
                path,
                isLogin
                    ? "; check the login in the mapping's registry config"
                    : ": " + body.path("message").asText("no reason given"));
    throw status == 429 || status >= 500
        ? SchemaUnavailableException.passing(sentence)
        : SchemaUnavailableException.lasting(sentence);
  }

  private SSLContext sslContext() {
    try {
      TrustManagerFactory trust = null;
      if (settings.property("ssl.truststore.location") != null) {
        trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store("ssl.truststore"));
      }
      KeyManagerFactory keys = null;
      if (settings.property("ssl.keystore.location") != null) {
        keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store("ssl.keystore"), password("ssl.keystore"));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys == null ? null : keys.getKeyManagers(),
          trust == null ? null : trust.getTrustManagers(),
          null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "the key stores of the schema registry at %s cannot be used: %s"
              .formatted(settings, e.getMessage()),
          e);
    }
  }

  private KeyStore store(String kind) throws GeneralSecurityException, IOException {
    String type = settings.property(kind + ".type");
    try (InputStream in = Files.newInputStream(Path.of(settings.property(kind + ".location")))) {
      if ("PEM".equals(type)) {
        return certificates(in);
      }
      KeyStore store = KeyStore.getInstance(type == null ? "PKCS12" : type);
      store.load(in, password(kind));
      return store;
    }
  }

  /** A store of the certificates of a file in PEM, as Kafka's clients read it. */
  private static KeyStore certificates(InputStream pem)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
      store.setCertificateEntry("certificate-" + store.size(), certificate);
    }
    return store;
  }

  private char[] password(String kind) {
    String password = settings.property(kind + ".password");
    return password == null ? null : password.toCharArray();
  }
}
