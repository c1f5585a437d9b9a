package io.plantbeam.tools.cluster;

import java.nio.file.Path;

/** The Java that this process runs on, for processes that it starts. */
final class JavaCommand {
  private JavaCommand() {}

  static String java() {
    return Path.of(home(), "bin", "java").toString();
  }

  static String home() {
    return System.getProperty("java.home");
  }
}
