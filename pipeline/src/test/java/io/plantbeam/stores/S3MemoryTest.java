package io.plantbeam.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.output.ContentHash;
import io.plantbeam.output.ContentNamedFile;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.testing.SharedS3;
import io.plantbeam.testing.StartedProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in S3 may be larger than the heap of whoever writes and reads them. */
class S3MemoryTest {
  private static final String HEAP = "-Xmx48m";
  private static final int MEGABYTES = 100;

  @TempDir Path folder;

  @Test
  void fileIsLargerThanTheHeapThatWritesAndReadsIt() throws IOException {
    String bucket = SharedS3.newBucket();
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> command =
        Stream.concat(
                Stream.of(
                    JavaCommand.java(),
                    HEAP,
                    "-Djava.io.tmpdir=" + temporary,
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    LargeFile.class.getName(),
                    "s3://" + bucket),
                SharedS3.server().access(folder).stream())
            .collect(Collectors.toList());

    String read =
        StartedProgram.start(command, Map.of(), folder.resolve("log"))
            .awaitSuccess(Duration.ofMinutes(5));

    assertEquals(
        "%d%n".formatted((long) MEGABYTES << 20), read.replaceFirst("(?s).*\\n(?=\\d)", ""));
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  /** Writes a file, reads it, and prints how many bytes it was. */
  static final class LargeFile {
    private LargeFile() {}

    public static void main(String[] args) throws IOException {
      Stores.options().forEach(PipelineOptionsFactory::register);
      FileSystems.setDefaultPipelineOptions(
          PipelineOptionsFactory.fromArgs(Stream.of(args).skip(1).toArray(String[]::new)).create());
      String name;
      try (ContentNamedFile file = ContentNamedFile.create(args[0], "large", "bin")) {
        byte[] megabyte = new byte[1 << 20];
        Random random = new Random(16);
        for (int i = 0; i < MEGABYTES; i++) {
          random.nextBytes(megabyte);
          file.channel().write(ByteBuffer.wrap(megabyte));
        }
        name = file.finish(new ContentHash());
      }
      long length = 0;
      try (ReadableByteChannel channel = Stores.open(name)) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        int count;
        while ((count = channel.read(buffer)) >= 0) {
          length += count;
          buffer.clear();
        }
      }
      System.out.println(length);
    }
  }
}
