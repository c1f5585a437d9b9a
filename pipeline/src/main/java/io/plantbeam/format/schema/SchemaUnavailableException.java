package io.plantbeam.format.schema;

/** A schema cannot be had; the message says why. */
public final class SchemaUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean passing;

  private SchemaUnavailableException(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /** The registry does not answer, or not now. */
  static SchemaUnavailableException passing(String message) {
    return new SchemaUnavailableException(message, true);
  }

  /** The registry has no such schema, or does not give it to this user. */
  static SchemaUnavailableException lasting(String message) {
    return new SchemaUnavailableException(message, false);
  }

  /** Whether it may be there when it is asked for again. */
  boolean isPassing() {
    return passing;
  }
}
