package io.plantbeam.conformance;

import java.io.IOException;
import java.util.List;

/** An engine that runs the job on a topic. */
interface StreamingEngine {
  /** The options that this engine wants besides those of all. */
  List<String> options();

  void start(List<String> arguments) throws IOException;

  /**
   * Ends the job and starts it where it stopped. An engine that has no way to do so goes on.
   *
   * @param arguments those of the start
   */
  void restart(List<String> arguments) throws IOException;

  /** Fails with the reason where the job does not run. */
  void assertRunning();

  void stop() throws IOException;

  /** Whether a window that was published comes out again when late readings arrive. */
  boolean correctsWindows();
}
