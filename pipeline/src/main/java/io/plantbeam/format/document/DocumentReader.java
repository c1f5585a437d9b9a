package io.plantbeam.format.document;

import java.io.IOException;

/** Reads documents of one encoding. Used by one thread at a time. */
@FunctionalInterface
public interface DocumentReader {
  /**
   * Pushes the document that some bytes are into a handler.
   *
   * @return null, or, where the bytes are no such document, a sentence that says what is wrong with
   *     them; the handler may have got a part of it then
   * @throws IOException where the bytes are not to blame, but something that the reader needs does
   *     not answer
   */
  String read(byte[] bytes, int from, int length, DocumentHandler handler) throws IOException;
}
