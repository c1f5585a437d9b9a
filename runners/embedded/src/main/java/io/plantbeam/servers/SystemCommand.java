package io.plantbeam.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Small programs of the system that prepare what a server needs. */
public final class SystemCommand {
  private SystemCommand() {}

  /**
   * Runs a program to its end. What it writes is discarded.
   *
   * @return its exit code
   * @throws ServerException if it cannot be run, or has not ended within the limit; it is killed
   *     then
   */
  public static int exitCode(List<String> command, Duration limit) {
    Process process;
    try {
      // What is piped here and not read stops a program that writes more than the pipe holds.
      process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new ServerException(String.join(" ", command) + " could not be run", e);
    }
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ServerException(
            "%s has not ended within %d s".formatted(String.join(" ", command), limit.toSeconds()));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while a program ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
