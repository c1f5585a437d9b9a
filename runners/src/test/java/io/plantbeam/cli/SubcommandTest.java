package io.plantbeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments without a subcommand mean {@code run}. */
class SubcommandTest {

  @ParameterizedTest
  @CsvSource({
    "--runner=FlinkRunner --output=out, run --runner=FlinkRunner --output=out",
    "run --runner=FlinkRunner, run --runner=FlinkRunner",
    "--help, --help",
    "--version, --version",
    "simulate --output=out, simulate --output=out",
  })
  void optionFirstMeansRun(String given, String meant) {
    assertEquals(meant, String.join(" ", Subcommand.complete(given.split(" ", -1))));
  }
}
