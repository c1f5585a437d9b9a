package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("KEY_1", " s3cret ", "EMPTY", "");

  @TempDir Path folder;

  @Test
  void environmentVariableIsTakenAsItIs() {
    assertEquals(" s3cret ", Secrets.resolve("secret:env:KEY_1", ENVIRONMENT::get));
  }

  @Test
  void fileIsTakenWithoutItsLastLineEnd() throws IOException {
    for (String end : new String[] {"", "\n", "\r\n"}) {
      Path file = Files.writeString(folder.resolve("key"), "two\nlinés " + end);
      assertEquals("two\nlinés ", Secrets.resolve("secret:file:" + file));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "",
        "secret:",
        "secret:env:",
        "secret:env:hunter2!",
        "secret:env:2hunter",
        "secret:file:",
        "secret:vault:hunter2",
        " secret:env:KEY_1",
        "Secret:env:KEY_1"
      })
  void whatIsNoReferenceIsRefusedAndNotRepeated(String text) {
    assertFalse(Secrets.isReference(text));
    assertEquals(
        "is not a reference to a secret; allowed are secret:env:NAME and secret:file:PATH",
        problem(text));
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    assertEquals("the environment variable NONE is not set", problem("secret:env:NONE"));
    assertEquals("the environment variable EMPTY is empty", problem("secret:env:EMPTY"));
    assertEquals("there is no file " + folder, problem("secret:file:" + folder));
    Path file = Files.writeString(folder.resolve("key"), "\n");
    assertEquals("the file %s is empty".formatted(file), problem("secret:file:" + file));
    Files.write(file, new byte[] {(byte) 0xFF});
    assertEquals("the file %s is not UTF-8 text".formatted(file), problem("secret:file:" + file));
    Files.write(file, new byte[65_537]);
    assertEquals(
        "the file %s has more than 65536 bytes".formatted(file), problem("secret:file:" + file));
    assertEquals(
        "secret:file: is not followed by the path of a file", problem("secret:file:a\u0000b"));
  }

  @Test
  void namesOfSecretsAreKnown() {
    for (String name :
        new String[] {
          "ssl.key.password",
          "sasl.jaas.config",
          "ssl.keystore.key",
          "elasticsearchApiKey",
          "api_key",
          "kafkaSaslJaasConfig"
        }) {
      assertTrue(Secrets.isSecretName(name), name);
    }
    for (String name : new String[] {"key.serializer", "ssl.truststore.location", "output"}) {
      assertFalse(Secrets.isSecretName(name), name);
    }
  }

  private static String problem(String reference) {
    return assertThrows(
            IllegalArgumentException.class, () -> Secrets.resolve(reference, ENVIRONMENT::get))
        .getMessage();
  }
}
