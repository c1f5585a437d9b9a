package io.plantbeam.cli;

import java.util.Set;
import java.util.stream.Stream;

/**
 * The subcommand that arguments leave out: {@code flink run plantbeam.jar --runner=FlinkRunner}
 * names an option first, as Beam's own programs do, and means {@code run}.
 */
final class Subcommand {
  private static final Set<String> OF_PLANTBEAM = Set.of("--help", "--version");

  private Subcommand() {}

  static String[] complete(String[] args) {
    boolean optionFirst =
        args.length > 0 && args[0].startsWith("--") && !OF_PLANTBEAM.contains(args[0]);
    return optionFirst
        ? Stream.concat(Stream.of("run"), Stream.of(args)).toArray(String[]::new)
        : args;
  }
}
