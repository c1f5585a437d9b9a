package io.plantbeam.tools.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An output of the job: the lines of the NDJSON files in a directory. */
final class NdjsonFiles {
  private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

  private NdjsonFiles() {}

  /**
   * Gives out each line, in the order of the files' names.
   *
   * @param directory its subdirectories count as well; where there is none, there are no lines
   * @throws DatasetException where a file is not NDJSON
   */
  static void forEachLine(Path directory, Consumer<JsonNode> consumer) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(directory)) {
      files = found.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
    for (Path file : files) {
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          consumer.accept(JSON.readTree(line));
        }
      } catch (JsonProcessingException e) {
        throw new DatasetException(
            "%s is not NDJSON: %s".formatted(file, e.getOriginalMessage()), e);
      }
    }
  }
}
