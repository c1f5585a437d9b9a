package io.plantbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** That the keys of the store are in nothing that an engine shows or writes. */
final class HiddenKeys {
  private static final List<String> KEYS = List.of(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
  private static final String REFERENCE = "s3SecretKey";

  private HiddenKeys() {}

  /**
   * Fails if a key is in what an engine shows, or if nothing there tells of the options at all.
   *
   * @param shown texts by the places where they were found
   */
  static void assertNoneIn(Map<String, String> shown) {
    assertTrue(
        shown.values().stream().anyMatch(text -> text.contains(REFERENCE)),
        () -> "the options are nowhere in " + shown.keySet());
    assertEquals(
        List.of(),
        shown.entrySet().stream()
            .filter(entry -> KEYS.stream().anyMatch(entry.getValue()::contains))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Fails if a key is in a file below a directory. */
  static void assertNoneBelow(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      assertEquals(
          List.of(),
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().endsWith(".jar"))
              .filter(HiddenKeys::hasKey)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasKey(Path file) {
    try {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return KEYS.stream().anyMatch(bytes::contains);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
