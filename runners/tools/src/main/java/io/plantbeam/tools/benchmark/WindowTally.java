package io.plantbeam.tools.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How much work windows were, read back from the files that a job has written.
 *
 * @param windows how many there are
 * @param readings the sum of their counts
 */
record WindowTally(long windows, long readings) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Counts lines of JSON that have a {@code count}.
   *
   * @param directory of files; those whose name begins with a dot are not complete
   * @return zeros where there is no such directory
   */
  static WindowTally of(Path directory) throws IOException {
    WindowTally tally = new WindowTally(0, 0);
    if (!Files.isDirectory(directory)) {
      return tally;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!file.getFileName().toString().startsWith(".")) {
          tally = tally.plus(ofFile(file));
        }
      }
    }
    return tally;
  }

  private static WindowTally ofFile(Path file) throws IOException {
    long windows = 0;
    long readings = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        windows++;
        readings += count(line);
      }
    }
    return new WindowTally(windows, readings);
  }

  private static long count(String line) throws IOException {
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isCount = parser.currentName().equals("count");
        parser.nextToken();
        if (isCount) {
          return parser.getLongValue();
        }
        parser.skipChildren();
      }
    }
    throw new IOException("no count in " + line);
  }

  private WindowTally plus(WindowTally other) {
    return new WindowTally(windows + other.windows, readings + other.readings);
  }
}
