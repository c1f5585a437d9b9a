package io.plantbeam.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  private static final List<String> SLEEP = List.of("sleep", "300");

  @TempDir private Path folder;
  private ClusterDirectory directory;
  private ServerProcess server;

  @BeforeEach
  void describe() {
    directory = new ClusterDirectory(folder);
    server = new ServerProcess(directory, "server");
  }

  @AfterEach
  void end() {
    server.kill();
  }

  @Test
  void aLaterCommandFindsAndStopsWhatAnEarlierStarted() {
    server.start(SLEEP, Map.of());
    ProcessHandle started = server.handle().orElseThrow();

    ServerProcess later = new ServerProcess(directory, "server");

    assertEquals(started, later.handle().orElseThrow());
    later.stop();
    assertFalse(started.isAlive());
    assertFalse(server.isRunning());
  }

  @Test
  void startingTwiceStartsOneProcess() {
    server.start(SLEEP, Map.of());
    long first = server.handle().orElseThrow().pid();

    server.start(SLEEP, Map.of());

    assertEquals(first, server.handle().orElseThrow().pid());
  }

  @Test
  void aProcessThatWasKilledIsNotRunningAndCanBeStartedAgain() {
    server.start(SLEEP, Map.of());
    ProcessHandle first = server.handle().orElseThrow();
    first.destroyForcibly();
    first.onExit().join();

    assertFalse(server.isRunning());
    assertFalse(Files.exists(directory.pidFile("server")));
    server.start(SLEEP, Map.of());
    assertTrue(server.isRunning());
  }

  @Test
  void anotherProcessThatHasGotTheNumberIsNotTakenForTheServer() throws IOException {
    ProcessHandle other = ProcessHandle.current();
    Files.writeString(
        directory.pidFile("server"),
        other.pid()
            + " "
            + other.info().startInstant().orElseThrow().minusSeconds(60).toEpochMilli());

    assertFalse(server.isRunning());
    server.stop();
    assertTrue(other.isAlive());
  }

  @Test
  void aPidFileThatWasNotWrittenToItsEndNamesNothing() throws IOException {
    Files.writeString(directory.pidFile("server"), "");

    assertFalse(server.isRunning());
  }

  @Test
  void aServerThatEndsWhileItStartsIsReportedWithTheEndOfItsLog() {
    server.start(List.of("sh", "-c", "echo the disk is full; exit 3"), Map.of());

    ServerException failure =
        assertThrows(
            ServerException.class, () -> server.awaitReady(Duration.ofMinutes(1), () -> false));

    assertTrue(failure.getMessage().startsWith("server ended while it was starting."));
    assertTrue(failure.getMessage().contains("the disk is full"), failure.getMessage());
  }

  @Test
  void aServerThatIsNotReadyInTimeIsKilled() {
    server.start(SLEEP, Map.of());

    ServerException failure =
        assertThrows(ServerException.class, () -> server.awaitReady(Duration.ZERO, () -> false));

    assertTrue(failure.getMessage().startsWith("server was not ready within 0 s."));
    assertFalse(server.isRunning());
  }
}
