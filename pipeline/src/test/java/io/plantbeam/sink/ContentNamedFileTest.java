package io.plantbeam.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentNamedFileTest {
  @TempDir Path folder;

  @Test
  void fileThatFailsLeavesNothing() throws IOException {
    assertThrows(
        IllegalStateException.class,
        () -> {
          try (ContentNamedFile file = create("key")) {
            file.channel().write(ByteBuffer.wrap(new byte[100]));
            throw new IllegalStateException("writing fails");
          }
        });
    assertEquals(List.of(), files());
  }

  @Test
  void retryOverwritesWhatACrashHasLeft() throws IOException {
    create("key").channel().write(ByteBuffer.wrap(new byte[100]));
    assertEquals(1, files().size());

    ContentHash hash = new ContentHash();
    hash.add(1, 2, 3);
    try (ContentNamedFile file = create("key")) {
      file.channel().write(ByteBuffer.wrap(new byte[7]));
      file.finish(hash);
    }
    assertEquals(List.of("part-%s.bin".formatted(hash.hex())), files());
    assertEquals(7, Files.size(folder.resolve("sub/dir").resolve(files().get(0))));
  }

  @Test
  void hashTellsSetsApartAndKnowsNoOrder() {
    ContentHash forward = new ContentHash();
    ContentHash backward = new ContentHash();
    ContentHash twice = new ContentHash();
    for (int i = 0; i < 100; i++) {
      forward.add(i, 2L * i, 3);
      backward.add(99 - i, 2L * (99 - i), 3);
    }
    assertEquals(forward.hex(), backward.hex());
    twice.add(1, 1, 1);
    twice.add(1, 1, 1);
    ContentHash once = new ContentHash();
    once.add(1, 1, 1);
    assertEquals(
        4,
        Stream.of(forward, twice, once, new ContentHash())
            .map(ContentHash::hex)
            .distinct()
            .count());
  }

  private ContentNamedFile create(String key) throws IOException {
    return ContentNamedFile.create(folder.resolve("sub/dir").toString(), "part", "bin", key);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).map(p -> p.getFileName().toString()).toList();
    }
  }
}
