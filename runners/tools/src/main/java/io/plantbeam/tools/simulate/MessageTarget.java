package io.plantbeam.tools.simulate;

import java.io.IOException;

/** Where simulated messages go. */
public interface MessageTarget extends AutoCloseable {

  /** Takes a message; it need not have arrived before {@link #close()} returns. */
  void send(SimulatedMessage message) throws IOException;

  /** Returns when everything has arrived, or throws. */
  @Override
  void close() throws IOException;
}
