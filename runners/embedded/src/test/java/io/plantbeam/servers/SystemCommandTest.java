package io.plantbeam.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.testing.Await;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemCommandTest {
  private static final Duration LIMIT = Duration.ofSeconds(50);

  @Test
  void theExitCodeOfAProgramIsReturned() {
    assertEquals(0, SystemCommand.exitCode(List.of("true"), LIMIT));
    assertEquals(3, SystemCommand.exitCode(List.of("sh", "-c", "exit 3"), LIMIT));
  }

  @Test
  void aProgramThatWritesMoreThanAPipeHoldsComesToItsEnd() {
    List<String> writes =
        List.of("sh", "-c", "head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; exit 4");

    assertEquals(4, SystemCommand.exitCode(writes, LIMIT));
  }

  @Test
  void aProgramThatDoesNotEndIsKilledAndReported() {
    List<String> sleeps = List.of("sleep", "4711");

    ServerException failure =
        assertThrows(
            ServerException.class, () -> SystemCommand.exitCode(sleeps, Duration.ofSeconds(1)));

    assertEquals("sleep 4711 has not ended within 1 s", failure.getMessage());
    Await.until(LIMIT, () -> !isRunning("4711"), () -> "it was not killed");
  }

  private static boolean isRunning(String argument) {
    return ProcessHandle.current()
        .children()
        .flatMap(child -> child.info().arguments().stream())
        .anyMatch(arguments -> List.of(arguments).contains(argument));
  }
}
