package io.plantbeam.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * What the Direct runner is given where the user says nothing: its checks that elements are
 * encodable and not changed after output are for tests, and cost two thirds of the throughput.
 */
public final class DirectDefaults {
  private static final List<String> CHECKS =
      List.of("--enforceImmutability", "--enforceEncodability");

  private DirectDefaults() {}

  /** Options to put before the user's arguments. */
  public static List<String> forArguments(List<String> arguments) {
    List<String> defaults = new ArrayList<>();
    boolean direct =
        arguments.stream()
            .filter(argument -> argument.startsWith("--runner="))
            .allMatch(argument -> argument.equalsIgnoreCase("--runner=DirectRunner"));
    if (direct) {
      defaults.add("--blockOnRun=false");
      for (String check : CHECKS) {
        if (arguments.stream().noneMatch(argument -> argument.startsWith(check))) {
          defaults.add(check + "=false");
        }
      }
    }
    return defaults;
  }
}
