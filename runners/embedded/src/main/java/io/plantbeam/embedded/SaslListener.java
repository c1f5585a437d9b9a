package io.plantbeam.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The SASL_SSL listener of an {@link EmbeddedKafka}: a certificate for localhost that the JDK's
 * keytool makes, and the PLAIN mechanism with one user.
 */
final class SaslListener {
  private static final String PLAIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private final int port;
  private final String user;
  private final String password;
  private final String storePassword = UUID.randomUUID().toString();
  private final Path keyStore;
  private final Path certificate;

  private SaslListener(Path directory, int port, String user, String password) {
    this.port = port;
    this.user = user;
    this.password = password;
    this.keyStore = directory.resolve("broker.p12");
    this.certificate = directory.resolve("broker.pem");
  }

  static SaslListener create(Path directory, int port, String user, String password) {
    SaslListener listener = new SaslListener(directory, port, user, password);
    listener.makeCertificate();
    return listener;
  }

  String bootstrapServers() {
    return "localhost:" + port;
  }

  Map<String, String> brokerProperties() {
    return Map.of(
        "sasl.enabled.mechanisms",
        "PLAIN",
        "listener.name.sasl_ssl.plain.sasl.jaas.config",
        "%s user_%s=\"%s\";".formatted(PLAIN, user, password),
        "ssl.keystore.type",
        "PKCS12",
        "ssl.keystore.location",
        keyStore.toString(),
        "ssl.keystore.password",
        storePassword);
  }

  Map<String, String> clientProperties() {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "%s username=\"%s\" password=\"%s\";".formatted(PLAIN, user, password),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        certificate.toString());
  }

  private void makeCertificate() {
    keytool(
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "EC",
        "-validity",
        "3650",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-alias", "broker", "-file", certificate.toString());
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass:env", "PASS"));
    try {
      Files.createDirectories(keyStore.getParent());
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("PASS", storePassword);
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("keytool could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while keytool ran", e);
    }
  }
}
