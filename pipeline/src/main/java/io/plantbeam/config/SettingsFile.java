package io.plantbeam.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A file that a user has written for Plantbeam: its name in, what is in it out. The name is a path,
 * a {@code file:} URI, or one of a store.
 */
public final class SettingsFile {
  /** Nobody writes so much, and whoever names another file by mistake is told at once. */
  static final int MAX_BYTES = 8 << 20;

  private SettingsFile() {}

  /**
   * Reads a file.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be read; {@link #reason} has a sentence
   * @throws IllegalArgumentException if this is not the name of a file
   */
  public static byte[] bytes(String name) throws IOException {
    byte[] bytes = FileUris.isLocal(name) ? local(name) : remote(name);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it has more than %d MB".formatted(MAX_BYTES >> 20));
    }
    return bytes;
  }

  private static byte[] local(String name) throws IOException {
    if (Files.isDirectory(path(name))) {
      throw new NoSuchFileException(name);
    }
    try (InputStream in = Files.newInputStream(path(name))) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  private static byte[] remote(String name) throws IOException {
    return ServiceLoader.load(RemoteFiles.class, RemoteFiles.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IOException("nothing here can open it"))
        .read(name, MAX_BYTES + 1);
  }

  /**
   * Reads a file of text in UTF-8.
   *
   * @throws InvalidOptionsException with a sentence that begins with the name
   */
  public static String text(String name) {
    try {
      return utf8(bytes(name));
    } catch (CharacterCodingException e) {
      throw refused("%s is not UTF-8 text".formatted(name));
    } catch (IOException e) {
      throw refused("%s cannot be read: %s".formatted(name, reason(name, e)));
    } catch (IllegalArgumentException e) {
      throw refused("%s is not the name of a file".formatted(name));
    }
  }

  /** Bytes as text. */
  static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static InvalidOptionsException refused(String sentence) {
    return new InvalidOptionsException(List.of(sentence));
  }

  /** Why a file could not be read, as the end of a sentence. */
  public static String reason(String name, IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return FileUris.isLocal(name) && !failure.getClass().equals(IOException.class)
        ? failure.toString()
        : failure.getMessage();
  }

  /** Whether there is a local file of this name; true for all that is elsewhere. */
  public static boolean mayBeThere(String name) {
    try {
      return !FileUris.isLocal(name) || Files.exists(path(name));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The file that is meant by a name that stands in another file.
   *
   * @param file in which the name stands; null for the command line
   * @param name that may be relative
   */
  public static String beside(String file, String name) {
    if (file == null || FileUris.scheme(name).isPresent()) {
      return name;
    }
    if (!FileUris.isLocal(file)) {
      return name.startsWith("/") ? name : file.substring(0, file.lastIndexOf('/') + 1) + name;
    }
    return path(file).toAbsolutePath().resolveSibling(name).toString();
  }

  private static Path path(String name) {
    return FileUris.scheme(name).isPresent() ? Path.of(URI.create(name)) : Path.of(name);
  }
}
