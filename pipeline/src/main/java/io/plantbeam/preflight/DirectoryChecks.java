package io.plantbeam.preflight;

import io.plantbeam.config.LocalFiles;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.options.JobSettings;
import io.plantbeam.registry.AssetRegistryFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Whether the registry can be read and the output written, on any file system that Beam knows. */
final class DirectoryChecks {
  private DirectoryChecks() {}

  /** Reads all of the registry. */
  static Check registry(JobSettings settings) {
    String directory = settings.registryDirectory();
    String subject = "--assetRegistry=" + directory;
    return new Check(
        subject,
        () -> {
          List<String> problems = AssetRegistryFiles.problems(directory);
          if (!problems.isEmpty()) {
            throw new FailedCheckException(subject + ": " + String.join(" ", problems));
          }
          AssetRegistry registry = new AssetRegistryFiles(directory).load(0);
          return "%s: parses, with %,d facilities and %,d sensors"
              .formatted(subject, registry.facilities().size(), registry.sensors().size());
        });
  }

  /** Writes a small file where the lake, or else all other output, will be. */
  static Check output(JobSettings settings) {
    String directory = settings.output();
    String subject = "--output=" + directory;
    return new Check(
        subject,
        () -> {
          try {
            tryToWrite(settings.lake() ? directory + "/readings" : directory);
          } catch (IOException | IllegalArgumentException e) {
            throw new FailedCheckException(
                "%s: a file cannot be written there (%s)".formatted(subject, e.getMessage()));
          }
          return subject + (settings.lake() ? ": the lake can be written" : ": can be written");
        });
  }

  private static void tryToWrite(String directory) throws IOException {
    Path missing = firstMissing(directory);
    try {
      ResourceId file =
          FileSystems.matchNewResource(directory + "/.preflight-" + UUID.randomUUID(), false);
      try (WritableByteChannel channel = FileSystems.create(file, "application/octet-stream")) {
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      }
      FileSystems.delete(List.of(file), StandardMoveOptions.IGNORE_MISSING_FILES);
    } finally {
      deleteEmpty(LocalFiles.path(directory + "/"), missing);
    }
  }

  /** The topmost directory that writing will create; null where there is none, or not here. */
  private static Path firstMissing(String directory) {
    Path path = LocalFiles.path(directory + "/");
    Path missing = null;
    while (path != null && !Files.exists(path)) {
      missing = path;
      path = path.getParent();
    }
    return missing;
  }

  /** Deletes what was created, from the innermost directory up to the topmost. */
  private static void deleteEmpty(Path innermost, Path topmost) throws IOException {
    if (topmost == null) {
      return;
    }
    try {
      for (Path path = innermost; path.startsWith(topmost); path = path.getParent()) {
        Files.deleteIfExists(path);
      }
    } catch (DirectoryNotEmptyException e) {
      // Another program has begun to use it.
      return;
    }
  }
}
