package io.plantbeam.stores.object;

/** The options of a store do not lead to it. The message is a sentence without a full stop. */
public final class StoreSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreSettingsException(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreSettingsException(String message) {
    super(message);
  }
}
