package io.plantbeam.servers;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/** The Java that this process runs on, for processes that it starts. */
public final class JavaCommand {
  private JavaCommand() {}

  public static String java() {
    return Path.of(home(), "bin", "java").toString();
  }

  /**
   * Those options of this JVM that tell how thoroughly it compiles, for a JVM that it starts and
   * that lives no longer: in tests, to compile a class well takes longer than to run it.
   */
  public static List<String> compilerOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:TieredStopAtLevel="))
        .toList();
  }

  public static String home() {
    return System.getProperty("java.home");
  }
}
