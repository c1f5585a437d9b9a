package io.plantbeam.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
          try (ContentNamedFile file = create()) {
            file.channel().write(ByteBuffer.wrap(new byte[100]));
            throw new IllegalStateException("writing fails");
          }
        });
    assertEquals(List.of(), files());
  }

  @Test
  void nextFileDeletesWhatACrashHasLeft() throws IOException {
    create().channel().write(ByteBuffer.wrap(new byte[100]));
    Path left = directory().resolve(files().get(0));
    Files.setLastModifiedTime(
        left, FileTime.fromMillis(Files.getLastModifiedTime(left).toMillis() - 3_700_000));

    ContentHash hash = new ContentHash();
    hash.add(1, 2, 3);
    try (ContentNamedFile file = create()) {
      file.channel().write(ByteBuffer.wrap(new byte[7]));
      file.finish(hash);
    }
    assertEquals(List.of("part-%s.bin".formatted(hash.hex())), files());
    assertEquals(7, Files.size(directory().resolve(files().get(0))));
  }

  @Test
  void writerThatWasTakenForDeadAndItsSuccessorDoNotWriteIntoOneFile() throws IOException {
    byte[] records = new byte[100_000];
    ContentHash hash = new ContentHash();
    hash.add(1, 2, 3);
    ContentHash ofSlow = new ContentHash();
    ofSlow.add(4, 5, 6);
    try (ContentNamedFile slow = create();
        ContentNamedFile successor = create()) {
      slow.channel().write(ByteBuffer.wrap(records, 0, 50_000));
      successor.channel().write(ByteBuffer.wrap(records));
      Path finished = Path.of(successor.finish(hash));
      slow.channel().write(ByteBuffer.wrap(records));
      assertEquals(150_000, Files.size(Path.of(slow.finish(ofSlow))));
      assertEquals(100_000, Files.size(finished));
    }
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

  private ContentNamedFile create() throws IOException {
    return ContentNamedFile.create(directory().toString(), "part", "bin");
  }

  private Path directory() {
    return folder.resolve("sub/dir");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).map(p -> p.getFileName().toString()).toList();
    }
  }
}
