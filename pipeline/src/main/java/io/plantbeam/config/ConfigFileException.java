package io.plantbeam.config;

/** A configuration file that cannot be used. The message is one sentence for the user. */
public final class ConfigFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigFileException(String message) {
    super(message);
  }

  public ConfigFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
