package io.plantbeam.tables;

/** A catalog or a store that does not do its part now; the message is a sentence. */
public final class TableUnavailableException extends TableException {
  public TableUnavailableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
