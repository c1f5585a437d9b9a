package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.tools.PlantbeamWithTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of the docs, which are run in a shell as they are written, in a folder where {@code
 * ./plantbeam} is this program.
 */
final class DocumentedLines {
  static final Duration LIMIT = Duration.ofMinutes(3);

  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\n(.*?)```", Pattern.DOTALL);

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /** Runs lines in a folder, in which it makes the program. */
  DocumentedLines(Path folder) throws IOException {
    this.folder = folder;
    Path launcher =
        Files.writeString(
            folder.resolve("plantbeam"),
            "#!/bin/sh\nexec '%s' -Xmx700m -XX:+UseSerialGC '-Dplantbeam.home=%s' %s -cp '%s' %s \"$@\"\n"
                .formatted(
                    JavaCommand.java(),
                    Checkout.root(),
                    String.join(" ", JavaCommand.compilerOptions()),
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    PlantbeamWithTools.class.getName()));
    assertTrue(launcher.toFile().setExecutable(true));
  }

  /** Sets a variable that the lines name. */
  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** What stands between two texts of a page. */
  static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  /** The lines of the blocks without a language; those that end with a backslash go on. */
  static List<String> of(String section) {
    List<String> lines = new ArrayList<>();
    for (String block : blocks(section, "")) {
      block.replace("\\\n", " ").lines().forEach(lines::add);
    }
    return lines;
  }

  /** The blocks in a language. */
  static List<String> blocks(String section, String language) {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(section);
    while (block.find()) {
      if (block.group(1).equals(language)) {
        blocks.add(block.group(2));
      }
    }
    return blocks;
  }

  /** Starts a line; what it prints is in {@link #printed}. */
  Process start(String line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", "exec " + line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed.log").toFile());
    if (line.contains("&&")) {
      builder.command("bash", "-c", line);
    }
    builder.environment().putAll(environment);
    builder.environment().put("PWD", folder.toString());
    return builder.start();
  }

  /** Runs a line, which has to end well; what it prints. */
  String runToItsEnd(String line) throws IOException, InterruptedException {
    Process process = start(line);
    try {
      assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), () -> line + printed());
      assertEquals(0, process.exitValue(), () -> line + printed());
      return printed();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What the line at hand has printed so far, below an empty line. */
  String printed() {
    try {
      return "\n" + Files.readString(folder.resolve("printed.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
