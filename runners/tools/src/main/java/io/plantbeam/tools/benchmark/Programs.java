package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.ServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of this machine, run on the Java that this process runs on. */
final class Programs {
  private Programs() {}

  /** A list that arguments may be added to. */
  static List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The JDK's program that sends commands to another JVM. */
  static String jcmd() {
    return Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
  }

  /**
   * Runs a program to its end.
   *
   * @return what it wrote
   * @throws ServerException with that if its exit code is not 0
   */
  static String run(List<String> command) {
    try {
      Process process = builder(command).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code != 0) {
        throw new ServerException("%s: exit code %d%n%s".formatted(command.get(0), code, output));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while a program ran", e);
    }
  }

  /** Starts a program that writes to a file. */
  static Process start(List<String> command, Path output) throws IOException {
    return builder(command).redirectOutput(output.toFile()).start();
  }

  private static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder;
  }
}
