package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.ServerException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How far a job on a full topic is, from its launch until the whole topic has come through. */
final class Drain {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Duration STEP = Duration.ofMillis(100);

  /** The job is asked whether it runs once in so many steps, which costs more than the rest. */
  private static final int STEPS_PER_CHECK = 20;

  private final EngineJob job;
  private final LongSupplier committed;
  private final long readings;
  private final long begin = System.nanoTime();

  /** What was found, in order; each has more messages than the one before. */
  private final List<Progress> found = new ArrayList<>();

  private Drain(EngineJob job, LongSupplier committed, long readings) {
    this.job = job;
    this.committed = committed;
    this.readings = readings;
  }

  /**
   * What was found at one moment.
   *
   * @param messages that have come through
   * @param seconds since the launch began
   * @param cpu what the workers have used since they were started
   */
  record Progress(long messages, double seconds, Duration cpu) {}

  /** What came through from one moment to another. */
  record Stretch(Progress from, Progress to) {
    long messages() {
      return to.messages - from.messages;
    }

    double seconds() {
      return to.seconds - from.seconds;
    }

    double perSecond() {
      return messages() / seconds();
    }

    double cpuMicrosEach() {
      return to.cpu.minus(from.cpu).toNanos() / 1e3 / messages();
    }
  }

  /**
   * Launches a job.
   *
   * @param committed how many messages the job has committed, which counts unless it says itself
   * @param readings how many messages there are
   */
  static Drain launch(EngineJob job, List<String> options, LongSupplier committed, long readings)
      throws IOException {
    Drain drain = new Drain(job, committed, readings);
    drain.found.add(new Progress(0, 0, Usage.cpu(job.workers())));
    job.launch(options);
    return drain;
  }

  /**
   * Waits until so many messages have come through.
   *
   * @return the first progress that was found by then
   * @throws ServerException if the job fails, or is not through within 15 minutes
   */
  Progress await(long messages) {
    for (int step = 0; last().messages < messages; step++) {
      if (step % STEPS_PER_CHECK == 0) {
        job.check();
      }
      long through = job.messagesThrough();
      if (through < 0) {
        through = committed.getAsLong();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (through > last().messages) {
        found.add(new Progress(through, seconds, Usage.cpu(job.workers())));
      } else if (seconds > LIMIT.toSeconds()) {
        throw new ServerException(
            "%,d of %,d messages came through in %d minutes"
                .formatted(through, readings, LIMIT.toMinutes()));
      } else {
        pause();
      }
    }
    return last();
  }

  private Progress last() {
    return found.get(found.size() - 1);
  }

  /** From the launch to what was found last. */
  Stretch fromLaunch() {
    return new Stretch(found.get(0), last());
  }

  /** From the first commit to what was found last. */
  Stretch fromFirstCommit() {
    return new Stretch(found.get(1), last());
  }

  /**
   * The second half of the messages. When the first half was through is between two commits, and is
   * taken to be where an even rate between them has it.
   *
   * @return nothing if the first commit already has more than half
   */
  Optional<Stretch> secondHalf() {
    long half = readings / 2;
    for (int i = 2; i < found.size(); i++) {
      if (found.get(i).messages >= half && found.get(i - 1).messages <= half) {
        return Optional.of(new Stretch(between(found.get(i - 1), found.get(i), half), last()));
      }
    }
    return Optional.empty();
  }

  private static Progress between(Progress before, Progress after, long messages) {
    double share = (double) (messages - before.messages) / (after.messages - before.messages);
    long cpu = Math.round(after.cpu.minus(before.cpu).toNanos() * share);
    return new Progress(
        messages,
        before.seconds + (after.seconds - before.seconds) * share,
        before.cpu.plusNanos(cpu));
  }

  private static void pause() {
    try {
      Thread.sleep(STEP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while a job ran", e);
    }
  }
}
