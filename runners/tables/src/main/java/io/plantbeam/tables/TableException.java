package io.plantbeam.tables;

/** A table, a catalog or a file that is not what it has to be; the message is a sentence. */
public class TableException extends RuntimeException {
  public TableException(String sentence) {
    super(sentence);
  }

  public TableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
