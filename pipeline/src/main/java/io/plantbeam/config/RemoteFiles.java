package io.plantbeam.config;

import java.io.IOException;

/**
 * Reads files that are not on this machine's disks. {@link SettingsFile} finds it as a service:
 * what knows of stores stands above what reads settings.
 */
public interface RemoteFiles {
  /**
   * Reads a file.
   *
   * @param name such as {@code s3://plant/settings/types.yaml}
   * @param limit the bytes that are read at most
   * @throws java.nio.file.NoSuchFileException if there is none of this name
   * @throws IOException with the end of a sentence, for any other reason
   */
  byte[] read(String name, int limit) throws IOException;
}
