package io.plantbeam.tools.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the demo keeps everything. A file marks the directory, so that only a demo is replaced. */
final class DemoDirectory {
  private static final String MARKER = ".plantbeam-demo";

  private final Path root;

  DemoDirectory(Path root) {
    this.root = root;
  }

  /** Why this directory cannot be used, in a sentence; null where it can. */
  String problem() throws IOException {
    if (!Files.exists(root)) {
      return null;
    }
    String allowed = "allowed is a directory that is new or empty, or that of an earlier demo.";
    if (!Files.isDirectory(root)) {
      return "--output=%s: this is a file; %s".formatted(root, allowed);
    }
    if (Files.exists(root.resolve(MARKER))) {
      return null;
    }
    try (Stream<Path> content = Files.list(root)) {
      return content.findAny().isEmpty()
          ? null
          : "--output=%s: holds files that are not a demo's; %s".formatted(root, allowed);
    }
  }

  /** Makes the directory, and removes what an earlier demo left in it. */
  void create() throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          if (!file.equals(root)) {
            Files.delete(file);
          }
        }
      }
    }
    Files.createDirectories(root);
    Files.writeString(
        root.resolve(MARKER), "Written by plantbeam demo, which replaces all of it.\n");
  }

  Path root() {
    return root;
  }

  Path registry() {
    return root.resolve("registry");
  }

  Path labels() {
    return root.resolve("labels.ndjson");
  }

  /** What the alerts topic held; the topic itself ends with the demo. */
  Path alerts() {
    return root.resolve("alerts.ndjson");
  }

  Path log() {
    return root.resolve("plantbeam.log");
  }

  Path anomalies() {
    return root.resolve("anomalies");
  }

  /** How many lines the finished files of an NDJSON output hold. */
  long lines(String output) throws IOException {
    long lines = 0;
    for (Path file : ndjsonFiles(root.resolve(output))) {
      try (Stream<String> content = Files.lines(file)) {
        lines += content.count();
      }
    }
    return lines;
  }

  /** The finished files of an NDJSON output, in the order of their names. */
  static List<Path> ndjsonFiles(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
  }
}
