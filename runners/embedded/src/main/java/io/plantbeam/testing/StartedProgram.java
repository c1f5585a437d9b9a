package io.plantbeam.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that a test runs, with what it writes in a file, so that it may be killed.
 *
 * @param output where its standard output and error go
 */
public record StartedProgram(Process process, Path output) {
  /** Starts a program. It is killed when this JVM ends. */
  public static StartedProgram start(
      List<String> command, Map<String, String> environment, Path output) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new StartedProgram(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for its end.
   *
   * @return the exit code
   * @throws AssertionError with what it wrote if it does not end within the limit; it is killed
   */
  public int await(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        throw new AssertionError("not ended after " + limit + ":\n" + text());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a program ran", e);
    }
  }

  /**
   * Waits for its end, which has to be a good one.
   *
   * @return what it wrote
   * @throws AssertionError with what it wrote if its exit code is not 0, or it takes too long
   */
  public String awaitSuccess(Duration limit) {
    int exitCode = await(limit);
    if (exitCode != 0) {
      throw new AssertionError("exit code " + exitCode + ":\n" + text());
    }
    return text();
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** What it has written so far. */
  public String text() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
