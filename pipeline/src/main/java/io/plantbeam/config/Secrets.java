package io.plantbeam.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Secrets by reference: {@code secret:env:NAME}, an environment variable, or {@code
 * secret:file:PATH}, a local file in UTF-8 whose last line end does not count. They are looked up
 * in the process that launches a job.
 *
 * <p>No sentence of this class holds a secret, nor what was given in place of a reference, which
 * may be one.
 */
public final class Secrets {
  /** What an option or a value that refers to a secret can be. */
  public static final String FORMS = "secret:env:NAME|secret:file:PATH";

  /** What is said of a text that is none of these, without the text. */
  public static final String NO_REFERENCE =
      "is not a reference to a secret; allowed are secret:env:NAME and secret:file:PATH";

  private static final String PREFIX = "secret:";
  private static final String FILE = PREFIX + "file:";
  private static final String VARIABLE = PREFIX + "env:";
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final long MAX_FILE_BYTES = 1 << 16;

  /** What stands in the names of properties and options whose values are secrets. */
  private static final List<String> SECRET_NAMES =
      List.of("passw", "jaas", "secret", "token", "credential", "apikey", "api_key", ".key");

  private Secrets() {}

  /** Whether the text has the form of a reference. */
  public static boolean isReference(String text) {
    if (text.startsWith(VARIABLE)) {
      return VARIABLE_NAME.matcher(text.substring(VARIABLE.length())).matches();
    }
    return text.startsWith(FILE) && text.length() > FILE.length();
  }

  /** Whether a text is meant as a reference, although it may not be one. */
  public static boolean looksLikeReference(String text) {
    return text.startsWith(PREFIX);
  }

  /** Whether a property or option of this name may hold a secret. */
  public static boolean isSecretName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SECRET_NAMES.stream().anyMatch(lower::contains);
  }

  /**
   * The secret that is referred to, which is not empty.
   *
   * @throws IllegalArgumentException with the end of a sentence, if the text is not a reference, or
   *     there is no such secret
   */
  public static String resolve(String reference) {
    return resolve(reference, System::getenv);
  }

  static String resolve(String reference, UnaryOperator<String> environment) {
    if (!isReference(reference)) {
      throw new IllegalArgumentException(NO_REFERENCE);
    }
    if (reference.startsWith(VARIABLE)) {
      return ofEnvironment(reference.substring(VARIABLE.length()), environment);
    }
    return ofFile(reference.substring(FILE.length()));
  }

  private static String ofEnvironment(String name, UnaryOperator<String> environment) {
    String value = environment.apply(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "the environment variable %s is %s".formatted(name, value == null ? "not set" : "empty"));
    }
    return value;
  }

  private static String ofFile(String name) {
    String value;
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException("there is no file " + name);
      }
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new IllegalArgumentException(
            "the file %s has more than %d bytes".formatted(name, MAX_FILE_BYTES));
      }
      value = Files.readString(file, StandardCharsets.UTF_8);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("secret:file: is not followed by the path of a file", e);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException("the file %s is not UTF-8 text".formatted(name), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the file %s cannot be read".formatted(name), e);
    }
    String secret = value.replaceFirst("\\R\\z", "");
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("the file %s is empty".formatted(name));
    }
    return secret;
  }
}
