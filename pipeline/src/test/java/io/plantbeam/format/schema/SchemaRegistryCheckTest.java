package io.plantbeam.format.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.plantbeam.embedded.LocalCertificate;
import io.plantbeam.preflight.Finding;
import io.plantbeam.preflight.Preflight;
import io.plantbeam.testing.SchemaRegistryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a preflight says of a schema registry. */
class SchemaRegistryCheckTest {
  private static Finding check(String url, Map<String, String> properties) {
    return new Preflight(
            List.of(SchemaRegistryCheck.of(new SchemaRegistrySettings(url, properties))),
            Duration.ofSeconds(10))
        .run()
        .get(0);
  }

  @Test
  void aRegistryThatAnswersIsTicked() throws IOException {
    try (SchemaRegistryServer registry = new SchemaRegistryServer()) {
      assertEquals(
          new Finding(
              true,
              "--messageFormat: schema registry %s: answers, and knows AVRO, JSON, PROTOBUF"
                  .formatted(registry.url())),
          check(registry.url(), Map.of()));
    }
  }

  @Test
  void aRefusedLoginIsCrossedWithoutTheServersReason() throws IOException {
    try (SchemaRegistryServer registry = new SchemaRegistryServer()) {
      registry.requireLogin("plant:s3cret");
      assertEquals(
          new Finding(
              false,
              "--messageFormat: the schema registry at %s answers 401 to /schemas/types; check the"
                      .formatted(registry.url())
                  + " login in the mapping's registry config"),
          check(registry.url(), Map.of("basic.auth.user.info", "plant:wrong")));
      assertTrue(check(registry.url(), Map.of("basic.auth.user.info", "plant:s3cret")).passed());
    }
  }

  @Test
  void aServerThatIsNotThereIsCrossed() throws IOException {
    String url;
    try (SchemaRegistryServer registry = new SchemaRegistryServer()) {
      url = registry.url();
    }
    Finding finding = check(url, Map.of());
    assertTrue(
        !finding.passed()
            && finding
                .sentence()
                .startsWith(
                    "--messageFormat: the schema registry at %s does not answer".formatted(url)),
        finding.sentence());
  }

  @Test
  void aServerOfSomethingElseIsCrossed() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = "<html>Welcome</html>".getBytes(StandardCharsets.UTF_8);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    try {
      String url = "http://127.0.0.1:" + other.getAddress().getPort();
      assertEquals(
          new Finding(
              false,
              "--messageFormat: what answers at %s is no schema registry: it names no types of schemas"
                  .formatted(url)),
          check(url, Map.of()));
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aCertificateIsTrustedThatIsInTheTrustStore(@TempDir Path directory)
      throws GeneralSecurityException, IOException {
    LocalCertificate certificate = LocalCertificate.make(directory);
    try (SchemaRegistryServer registry = SchemaRegistryServer.withTls(certificate)) {
      Finding unknown = check(registry.url(), Map.of());
      assertTrue(
          !unknown.passed() && unknown.sentence().contains("certificat"), unknown.sentence());
      Map<String, String> pem =
          Map.of(
              "ssl.truststore.type",
              "PEM",
              "ssl.truststore.location",
              certificate.file().toString());
      assertTrue(check(registry.url(), pem).passed());
      Map<String, String> store =
          Map.of(
              "ssl.truststore.location",
              certificate.keyStore().toString(),
              "ssl.truststore.password",
              "wrong");
      Finding refused = check(registry.url(), store);
      assertTrue(
          !refused.passed() && refused.sentence().contains("cannot be used"), refused.sentence());
    }
  }
}
