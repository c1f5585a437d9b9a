package io.plantbeam.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads {@code .properties} files in UTF-8; see {@link SettingsFile} for where they can be. */
public final class PropertiesFile {
  private PropertiesFile() {}

  /**
   * Returns the properties of a client in the file. A value that is a reference to a secret becomes
   * the secret.
   *
   * @throws IllegalArgumentException with a sentence that begins with the path and never holds a
   *     value, if the file cannot be read
   */
  public static Map<String, String> load(String path) {
    Map<String, String> properties = texts(path);
    properties.replaceAll((name, value) -> resolved(path, name, value));
    return properties;
  }

  /**
   * Returns the properties in the file as they are there, sorted.
   *
   * @throws IllegalArgumentException with a sentence that begins with the path and never holds a
   *     value, if the file cannot be read
   */
  public static Map<String, String> texts(String path) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      // Properties.load says this of a broken unicode escape, and only this.
      throw e.getMessage().startsWith(path)
          ? e
          : new IllegalArgumentException(path + ": the file has a broken \\u escape", e);
    }
    Map<String, String> result = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      result.put(name, properties.getProperty(name).trim());
    }
    return result;
  }

  private static String text(String path) {
    try {
      return SettingsFile.utf8(SettingsFile.bytes(path));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(path + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(path + ": the file is not UTF-8 text", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: the file cannot be read: %s".formatted(path, SettingsFile.reason(path, e)), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": this is not the path of a file", e);
    }
  }

  private static String resolved(String path, String name, String value) {
    if (!Secrets.looksLikeReference(value)) {
      return value;
    }
    try {
      return Secrets.resolve(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s: %s".formatted(path, name, e.getMessage()), e);
    }
  }
}
