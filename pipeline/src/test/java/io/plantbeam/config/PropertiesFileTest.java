package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
  @TempDir Path directory;

  @Test
  void propertiesAreReadWithoutCommentsAndTrailingBlanks() throws IOException {
    Path file = file("# who we are\nsasl.mechanism=PLAIN \nclient.id = Fräser\n");
    assertEquals(
        Map.of("sasl.mechanism", "PLAIN", "client.id", "Fräser"),
        PropertiesFile.load(file.toString()));
  }

  @Test
  void missingFileAndDirectoryAreNamed() {
    assertRefused(directory.resolve("none.properties"), "there is no such file");
    assertRefused(directory, "there is no such file");
  }

  @Test
  void fileThatIsNoTextIsNamed() throws IOException {
    Path file = directory.resolve("binary.properties");
    Files.write(file, new byte[] {'a', '=', (byte) 0xFF, (byte) 0xFE});
    assertRefused(file, "the file is not UTF-8 text");
    assertRefused(file("password=secret\\u12"), "the file has a broken \\u escape");
  }

  @Test
  void referencesBecomeTheSecrets() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "hunter2\n");
    assertEquals(
        Map.of("ssl.key.password", "hunter2", "client.id", "secret"),
        PropertiesFile.load(
            file("client.id=secret\nssl.key.password=secret:file:" + secret).toString()));
    assertRefused(
        file("ssl.key.password=secret:hunter2"),
        "ssl.key.password: is not a reference to a secret; allowed are secret:env:NAME"
            + " and secret:file:PATH");
    assertRefused(
        file("ssl.key.password=secret:file:" + directory.resolve("none")),
        "ssl.key.password: there is no file " + directory.resolve("none"));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("client.properties"), content);
  }

  private static void assertRefused(Path file, String reason) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> PropertiesFile.load(file.toString()));
    assertEquals(file + ": " + reason, refused.getMessage());
  }
}
