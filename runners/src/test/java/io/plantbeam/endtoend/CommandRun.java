package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.plantbeam.cli.Plantbeam;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

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
}
