package io.plantbeam.format.schema;

/** The schema that a message was written by cannot be had, so that nobody knows what it says. */
public final class UnknownSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownSchemaException(String message) {
    super(message);
  }
}
