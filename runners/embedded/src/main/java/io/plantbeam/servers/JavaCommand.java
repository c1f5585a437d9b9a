package io.plantbeam.servers;

import java.nio.file.Path;

/** The Java that this process runs on, for processes that it starts. */
public final class JavaCommand {
  private JavaCommand() {}

  public static String java() {
    return Path.of(home(), "bin", "java").toString();
  }

  public static String home() {
    return System.getProperty("java.home");
  }
}
