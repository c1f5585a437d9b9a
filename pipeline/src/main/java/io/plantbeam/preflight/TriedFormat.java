package io.plantbeam.preflight;

import io.plantbeam.model.RawMessage;
import java.io.IOException;
import java.util.List;

/** A format that may say of messages what they do not have, such as a pointer that is misspelt. */
public interface TriedFormat {
  /**
   * Tries the format on some messages before a job reads more of them.
   *
   * @return what no reading can be without and the format finds in none of them, a sentence each
   * @throws IOException where something that it needs cannot be had
   */
  List<String> problemsWith(List<RawMessage> messages) throws IOException;
}
