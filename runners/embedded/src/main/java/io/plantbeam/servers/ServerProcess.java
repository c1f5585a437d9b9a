package io.plantbeam.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A server in a process of its own, which outlives this one. A pid file tells later commands which
 * process it is, and when it was started, so that another process that has got its number since is
 * not taken for it.
 */
public final class ServerProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 100;

  /** How exact the system is about when a process was started. */
  private static final long START_TOLERANCE_MILLIS = 2000;

  private static final int TAIL_LINES = 30;

  private final ClusterDirectory directory;
  private final String name;
  private final Path pidFile;

  public ServerProcess(ClusterDirectory directory, String name) {
    this.directory = directory;
    this.name = name;
    this.pidFile = directory.pidFile(name);
  }

  public String name() {
    return name;
  }

  /** The living process that the pid file names; a file that names none is deleted. */
  public Optional<ProcessHandle> handle() {
    try {
      if (!Files.exists(pidFile)) {
        return Optional.empty();
      }
      String[] parts = Files.readString(pidFile).strip().split(" ", -1);
      Optional<ProcessHandle> found = find(parts);
      if (found.isEmpty()) {
        Files.deleteIfExists(pidFile);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isRunning() {
    return handle().isPresent();
  }

  /**
   * Starts the process unless it runs; it may not be ready yet when this returns.
   *
   * @param command the program and its arguments
   * @param environment what is added to the environment of this process
   */
  public void start(List<String> command, Map<String, String> environment) {
    if (isRunning()) {
      return;
    }
    // So that it lives on when the terminal that it was started from is closed.
    List<String> detached = new ArrayList<>(List.of("nohup"));
    detached.addAll(command);
    File console = directory.console(name).toFile();
    ProcessBuilder builder =
        new ProcessBuilder(detached)
            .directory(directory.root().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console));
    builder.environment().putAll(environment);
    try {
      ProcessHandle process = builder.start().toHandle();
      Files.writeString(pidFile, process.pid() + " " + startMillis(process) + "\n");
    } catch (IOException e) {
      throw new ServerException(name + " could not be started: " + e.getMessage(), e);
    }
  }

  /**
   * Returns when the server is ready.
   *
   * @throws ServerException with the end of its log if it ends, or is not ready within the limit;
   *     it is killed then
   */
  public void awaitReady(Duration limit, BooleanSupplier ready) {
    long end = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!isRunning()) {
        throw new ServerException(name + " ended while it was starting." + logTail());
      }
      if (System.nanoTime() > end) {
        kill();
        throw new ServerException(
            "%s was not ready within %d s.%s".formatted(name, limit.toSeconds(), logTail()));
      }
      pause();
    }
  }

  /** Ends the process as its own command would, or forcibly where it takes too long. */
  public void stop() {
    handle()
        .ifPresent(
            process -> {
              List<ProcessHandle> children = process.descendants().toList();
              process.destroy();
              if (!endsWithin(process, PATIENCE)) {
                process.destroyForcibly();
                endsWithin(process, PATIENCE);
              }
              children.forEach(ProcessHandle::destroyForcibly);
              forget();
            });
  }

  /** Ends the process at once, as {@code kill -9} does; returns when it is gone. */
  public void kill() {
    handle()
        .ifPresent(
            process -> {
              List<ProcessHandle> children = process.descendants().toList();
              process.destroyForcibly();
              children.forEach(ProcessHandle::destroyForcibly);
              endsWithin(process, PATIENCE);
              forget();
            });
  }

  /** The last lines that the server wrote, with the names of the files. */
  String logTail() {
    StringBuilder tail = new StringBuilder();
    for (Path file : List.of(directory.log(name), directory.console(name))) {
      if (Files.exists(file)) {
        List<String> lines = lines(file);
        tail.append("\nThe end of ").append(file).append(":\n");
        lines.stream()
            .skip(Math.max(0, lines.size() - TAIL_LINES))
            .forEach(line -> tail.append("  ").append(line).append('\n'));
      }
    }
    return tail.toString();
  }

  /** Sleeps between two looks at something that is awaited. */
  public static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while waiting for a server", e);
    }
  }

  private static Optional<ProcessHandle> find(String[] parts) {
    try {
      long start = parts.length == 2 ? Long.parseLong(parts[1]) : 0;
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> Math.abs(startMillis(process) - start) <= START_TOLERANCE_MILLIS);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static boolean endsWithin(ProcessHandle process, Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while a server was ending", e);
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
