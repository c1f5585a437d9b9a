package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.plantbeam.cli.Plantbeam;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.testing.StartedProgram;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code plantbeam run} did.
 *
 * @param errors the lines that it wrote to standard error
 */
record CommandRun(int exitCode, List<String> errors, String output) {

  /** Runs the command in this process. */
  static CommandRun of(List<String> options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(options);
    int exitCode =
        Plantbeam.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    assertFalse(err.toString().contains("\tat "), () -> "a stack trace: " + err);
    return new CommandRun(exitCode, err.toString().lines().toList(), out.toString());
  }

  /**
   * Starts the command in a process of its own.
   *
   * @param printed the file for all that it prints, logs among it
   */
  static StartedProgram start(List<String> options, Map<String, String> environment, Path printed) {
    List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-Xmx512m"));
    command.addAll(JavaCommand.compilerOptions());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Plantbeam.class.getName(),
            "run"));
    command.addAll(options);
    return StartedProgram.start(command, environment, printed);
  }
}
