package io.plantbeam.launch.template;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.plantbeam.cli.Plantbeam;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code plantbeam templates} did.
 *
 * @param errors the lines that it wrote to standard error
 */
record TemplatesRun(int exitCode, List<String> errors, String output) {

  /** Runs the command in this process. */
  static TemplatesRun of(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("templates"));
    arguments.addAll(List.of(words));
    int exitCode =
        Plantbeam.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    assertFalse(err.toString().contains("\tat "), () -> "a stack trace: " + err);
    return new TemplatesRun(exitCode, err.toString().lines().toList(), out.toString());
  }
}
