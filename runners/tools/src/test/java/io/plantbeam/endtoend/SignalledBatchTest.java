package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.testing.Await;
import io.plantbeam.testing.StartedProgram;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A job on files that is stopped has not read them all, which schedulers have to be told. */
class SignalledBatchTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void terminatedBatchEndsWithTheNumberOfTheSignal() throws IOException {
    stopped("TERM", 143);
  }

  /**
   * Programs that were told to ignore interrupts, as by nohup, pass that on to those they start.
   */
  @Test
  @DisabledIf("interruptsAreIgnored")
  void interruptedBatchEndsWithTheNumberOfTheSignal() throws IOException {
    stopped("INT", 130);
  }

  static boolean interruptsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String prefix = "SigIgn:\t";
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(prefix))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(prefix.length()), 16) & 2) != 0);
  }

  @SuppressWarnings("try") // The writer has nothing to do but to keep the input open.
  private void stopped(String signal, int exitCode) throws IOException {
    // The job waits for a line that nobody writes.
    Path input = folder.resolve("in.ndjson.gz");
    run("mkfifo", input.toString());
    try (FileChannel writer =
        FileChannel.open(input, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Path output = folder.resolve("out");
      StartedProgram job =
          CommandRun.start(
              List.of("--inputFiles=" + input, "--output=" + output),
              Map.of(),
              folder.resolve("printed.log"));
      try {
        Await.until(LIMIT, () -> reads(job), job::text);

        run("kill", "-" + signal, Long.toString(job.process().pid()));

        assertEquals(exitCode, job.await(LIMIT), job::text);
        assertTrue(job.text().contains("its output is not complete"), job::text);
        assertTrue(Files.exists(output.resolve("summary.json")), job::text);
      } finally {
        job.kill();
      }
    }
  }

  /** Whether a worker reads the input, and the command waits for the end of the job. */
  private boolean reads(StartedProgram job) {
    if (!job.process().isAlive()) {
      return true;
    }
    // Before it logs, a JVM may not know yet the signal by which jcmd speaks to it.
    if (!job.text().contains("Job ")) {
      return false;
    }
    String threads =
        run(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(job.process().pid()),
            "Thread.print");
    return threads.contains("Job.waitUntilFinish") && threads.contains("GzipChannel.read");
  }

  private String run(String... command) {
    return StartedProgram.start(List.of(command), Map.of(), folder.resolve("program.log"))
        .awaitSuccess(LIMIT);
  }
}
