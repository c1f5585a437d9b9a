package io.plantbeam.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * The SASL_SSL listener of an {@link EmbeddedKafka}: a certificate for localhost, and the PLAIN
 * mechanism with one user.
 */
final class SaslListener {
  private static final String PLAIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private final int port;
  private final String user;
  private final String password;
  private final LocalCertificate certificate;

  private SaslListener(LocalCertificate certificate, int port, String user, String password) {
    this.certificate = certificate;
    this.port = port;
    this.user = user;
    this.password = password;
  }

  static SaslListener create(Path directory, int port, String user, String password) {
    return new SaslListener(LocalCertificate.make(directory), port, user, password);
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
        certificate.keyStore().toString(),
        "ssl.keystore.password",
        certificate.password());
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
        certificate.file().toString());
  }
}
