package io.plantbeam.endtoend;

import io.plantbeam.job.Accounting;
import io.plantbeam.job.Job;
import io.plantbeam.launch.Arguments;
import io.plantbeam.testing.Await;
import io.plantbeam.testing.SharedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** A streaming job on the Direct runner that reads from the shared broker. */
final class StreamingRun implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Job job;
  private boolean ended;

  private StreamingRun(Job job) {
    this.job = job;
  }

  /**
   * Launches the job as {@code plantbeam run} does, with a consumer group of its own.
   *
   * @param folder where the consumer's properties can be written
   */
  static StreamingRun launch(Path folder, String... arguments) throws IOException {
    Path consumer = folder.resolve("consumer.properties");
    Files.writeString(consumer, "group.id=end-to-end-" + UUID.randomUUID() + "\n");
    List<String> all =
        new ArrayList<>(
            List.of(
                "--bootstrapServers=" + SharedKafka.broker().bootstrapServers(),
                "--consumerConfig=" + consumer));
    all.addAll(List.of(arguments));
    return new StreamingRun(Arguments.parse(all).launch());
  }

  Accounting accounting() {
    return job.accounting();
  }

  /** Waits until the counters are as wished. */
  void await(Predicate<Accounting> condition) {
    Await.until(LIMIT, () -> condition.test(accounting()), () -> accounting().toString());
  }

  /** Ends the job as a signal would, its summary written. */
  void stop() throws IOException {
    if (!ended) {
      ended = true;
      job.cancel();
      job.waitUntilFinish();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
