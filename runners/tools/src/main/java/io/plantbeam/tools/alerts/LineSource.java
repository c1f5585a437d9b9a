package io.plantbeam.tools.alerts;

import java.io.IOException;
import java.util.function.BiConsumer;

/** Where lines of JSON are: files, a topic, an index. */
interface LineSource {

  /**
   * Hands over each line that there is now, with its position for people: where to find it again.
   *
   * @throws IOException if it cannot be read
   * @throws io.plantbeam.config.ServerUnavailableException if a server does not answer
   */
  void read(BiConsumer<String, byte[]> lines) throws IOException;
}
