package io.plantbeam.launch.lake;

import io.plantbeam.config.Durations;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.ServerUnavailableException;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;

/** What the commands on a lake have in common. */
final class Upkeep {
  private Upkeep() {}

  /** What a command does; it returns its exit code. */
  interface Action {
    int run() throws IOException;
  }

  /** Runs it, and says what went wrong. */
  static int run(CommandLine command, Action action) {
    try {
      return action.run();
    } catch (ServerUnavailableException e) {
      complain(command, e.getMessage());
      return ExitCode.SERVER_UNAVAILABLE;
    } catch (IOException | UncheckedIOException e) {
      complain(command, "The lake cannot be read or written: " + Failures.sentence(e));
      return ExitCode.JOB_FAILED;
    }
  }

  /** Reads the value of an option. */
  static Duration duration(String option, String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException(
          List.of(
              "--%s=%s: is not a duration; allowed is %s."
                  .formatted(option, text, Durations.ALLOWED)));
    }
  }

  private static void complain(CommandLine command, String sentence) {
    command.getErr().println(sentence);
    command.getErr().flush();
  }

  static void print(CommandLine command, String sentence) {
    command.getOut().println(sentence);
    command.getOut().flush();
  }
}
