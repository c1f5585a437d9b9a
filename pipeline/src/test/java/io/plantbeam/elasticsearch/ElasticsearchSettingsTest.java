package io.plantbeam.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchSettingsTest {
  private static final List<String> URLS = List.of("https://search.example:9200");

  @TempDir Path folder;

  @Test
  void secretsAreNotInTheText() {
    String text =
        ElasticsearchSettings.of(URLS, "plant", config("username", "u", "password", "hush"))
            .toString();
    assertEquals("ElasticsearchSettings[urls=[https://search.example:9200], prefix=plant]", text);
  }

  @Test
  void eachContradictionIsASentence() {
    assertEquals(
        List.of(
            "--elasticsearchConfig: unknown key 'pasword'; allowed are api_key, password,"
                + " ssl.certificate_authorities, ssl.truststore.location,"
                + " ssl.truststore.password, ssl.truststore.type, username",
            "--elasticsearchConfig: username and password go together; one is missing",
            "--elasticsearchConfig: give either username and password, or api_key"),
        ElasticsearchSettings.problems(config("username", "u", "pasword", "p", "api_key", "k")));
  }

  @Test
  void filesOfCertificatesAreCheckedAtOnce() throws IOException {
    Path text = Files.writeString(folder.resolve("ca.pem"), "");
    assertEquals(
        List.of("--elasticsearchConfig: %s has no PEM certificate".formatted(text)),
        ElasticsearchSettings.problems(config("ssl.certificate_authorities", text.toString())));
    assertEquals(
        List.of(
            "--elasticsearchConfig: %s is not a trust store of type PKCS12 with the password given"
                .formatted(text)),
        ElasticsearchSettings.problems(config("ssl.truststore.location", text.toString())));
    assertEquals(
        List.of(
            "--elasticsearchConfig: ssl.truststore.location=/none: cannot be read: there is no such file"),
        ElasticsearchSettings.problems(config("ssl.truststore.location", "/none")));
  }

  private static Properties config(String... pairs) {
    Properties config = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      config.setProperty(pairs[i], pairs[i + 1]);
    }
    return config;
  }
}
