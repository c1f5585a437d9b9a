package io.plantbeam.preflight;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.ServerUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connects to everything that a job needs, before it is launched, and says of each what it found.
 * Nothing is left behind: no topic is created, and the file that tries out a directory is deleted.
 */
public final class Preflight {
  /** How long a check may take. */
  public static final Duration LIMIT = Duration.ofSeconds(15);

  private final List<Check> checks;
  private final Duration limit;

  /**
   * A preflight of a job.
   *
   * @param checks of all that the job needs; where directories are not local, Beam's file systems
   *     must know the options
   * @param limit of each check
   */
  public Preflight(List<Check> checks, Duration limit) {
    this.checks = List.copyOf(checks);
    this.limit = limit;
  }

  /** Runs all checks, each within the limit, whatever the others find; in the order of a list. */
  public List<Finding> run() {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, checks.size()),
            task -> {
              Thread thread = new Thread(task, "preflight");
              thread.setDaemon(true);
              return thread;
            });
    long end = System.nanoTime() + limit.toNanos();
    List<Future<String>> answers =
        checks.stream().map(check -> threads.submit(check.body())).toList();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      findings.add(finding(checks.get(i), answers.get(i), end - System.nanoTime()));
    }
    threads.shutdownNow();
    return findings;
  }

  private Finding finding(Check check, Future<String> answer, long nanos) {
    try {
      return new Finding(true, answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Finding(
          false, "%s: no answer within %d s".formatted(check.subject(), limit.toSeconds()));
    } catch (ExecutionException e) {
      return new Finding(false, sentence(check, e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Finding(false, check.subject() + ": interrupted");
    }
  }

  private static String sentence(Check check, Throwable thrown) {
    if (thrown instanceof FailedCheckException) {
      return thrown.getMessage();
    }
    if (thrown instanceof InvalidOptionsException invalid) {
      return String.join("; ", invalid.problems());
    }
    if (thrown instanceof ServerUnavailableException) {
      String sentence = thrown.getMessage();
      return sentence.startsWith("--") ? sentence : check.subject() + ": " + sentence;
    }
    return "%s: the check failed: %s".formatted(check.subject(), thrown);
  }
}
