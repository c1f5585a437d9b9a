package io.plantbeam.servers;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The ports of a cluster, by what they are for. They are kept in its directory, so that later
 * commands find the servers, and so that a server which is started again is where it was.
 */
public final class ClusterPorts {
  private final Path file;
  private final Map<String, Integer> wanted;
  private final Properties kept = new Properties();

  /**
   * @param wanted the ports to use; 0 is any that is free
   */
  public ClusterPorts(ClusterDirectory directory, Map<String, Integer> wanted) {
    this.file = directory.root().resolve("ports.properties");
    this.wanted = wanted;
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        kept.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * The port that was chosen last, or is wanted where none was.
   *
   * @param purpose one that a port is wanted for
   */
  public int get(String purpose) {
    String port = kept.getProperty(purpose);
    return port == null ? wanted.get(purpose) : Integer.parseInt(port);
  }

  /**
   * Settles the ports of servers that are about to be started.
   *
   * @throws ServerException if one is in use
   */
  public void choose() {
    wanted.forEach(
        (purpose, port) -> {
          int chosen = port != 0 ? port : get(purpose);
          if (chosen == 0) {
            chosen = Ports.free();
          }
          Ports.requireFree(chosen, purpose);
          kept.setProperty(purpose, Integer.toString(chosen));
        });
    try {
      Files.createDirectories(file.getParent());
      try (Writer writer = Files.newBufferedWriter(file)) {
        kept.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
