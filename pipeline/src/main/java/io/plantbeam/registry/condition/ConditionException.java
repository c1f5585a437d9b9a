package io.plantbeam.registry.condition;

/** A text is no condition; the message is the end of a sentence that says where and what is. */
public final class ConditionException extends Exception {
  private static final long serialVersionUID = 1;

  ConditionException(String message) {
    super(message);
  }
}
