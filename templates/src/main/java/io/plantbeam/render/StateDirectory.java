package io.plantbeam.render;

/** Directories under that of {@code --state-dir}: each job and purpose has its own. */
final class StateDirectory {
  private StateDirectory() {}

  static String of(String stateDir, String name, String purpose) {
    return "%s/%s/%s".formatted(stateDir.replaceFirst("/+$", ""), name, purpose);
  }
}
