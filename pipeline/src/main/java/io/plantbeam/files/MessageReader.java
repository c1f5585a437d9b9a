package io.plantbeam.files;

import java.io.Closeable;
import java.io.IOException;

/** Reads the messages of a {@link FileRange}, one after the other. */
interface MessageReader extends Closeable {
  /**
   * Goes to the next message; false if there is none.
   *
   * @throws IOException if the file cannot be read any further
   */
  boolean next() throws IOException;

  /** The message's bytes; of one that is too large, its beginning. */
  byte[] payload();

  /** How many bytes it has. */
  long length();

  /** Where it stands in the file. */
  long offset();

  /** How far the file has been read, as it stands in a sentence. */
  String progress();
}
