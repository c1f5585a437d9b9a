package io.plantbeam.render;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The secrets that the options of a launch refer to. The references are printed, and resolved by
 * the process that launches the job: so that process needs the variables and the files.
 */
final class SecretReferences {
  private static final String VARIABLE = "secret:env:";
  private static final String FILE = "secret:file:";

  private final Rendering rendering;
  private final Set<String> variables = new LinkedHashSet<>();
  private final Set<String> files = new LinkedHashSet<>();

  private SecretReferences(Rendering rendering) {
    this.rendering = rendering;
    for (String value : rendering.launch().options().values()) {
      if (value.startsWith(VARIABLE)) {
        variables.add(value.substring(VARIABLE.length()));
      } else if (value.startsWith(FILE)) {
        files.add(value.substring(FILE.length()));
      }
    }
  }

  static SecretReferences of(Rendering rendering) {
    return new SecretReferences(rendering);
  }

  boolean isEmpty() {
    return variables.isEmpty() && files.isEmpty();
  }

  /** The names of environment variables. */
  List<String> variables() {
    return List.copyOf(variables);
  }

  /** The paths of files. */
  List<String> files() {
    return List.copyOf(files);
  }

  /** Says what the shell needs that runs the command. */
  void noteForShell() {
    List<String> needed = new ArrayList<>();
    variables.forEach(variable -> needed.add("the environment variable " + variable));
    files.forEach(file -> needed.add("the file " + file));
    if (!needed.isEmpty()) {
      rendering.note(
          "The command needs %s, which %s secret."
              .formatted(
                  String.join(" and ", needed), needed.size() == 1 ? "holds a" : "each hold a"));
    }
  }
}
