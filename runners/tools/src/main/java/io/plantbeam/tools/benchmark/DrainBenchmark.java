package io.plantbeam.tools.benchmark;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.KafkaServer;
import io.plantbeam.servers.ServerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The job on a full topic: all but the lake, from Kafka to alerts on Kafka and everything else in
 * files. How far it is, is what is committed to its consumer group, which engines do when what was
 * read is safe in a checkpoint.
 */
final class DrainBenchmark {
  private static final String TOPIC = "readings";
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int SHOWN_STEPS = 8;

  private final Path directory;
  private final long readings;
  private final int sensors;
  private final List<String> jobOptions;
  private final PrintWriter out;

  /**
   * A benchmark that has not begun.
   *
   * @param directory for all that is written
   * @param jobOptions of the job, beside those that are always set
   */
  DrainBenchmark(
      Path directory, long readings, int sensors, List<String> jobOptions, PrintWriter out) {
    this.directory = directory;
    this.readings = readings;
    this.sensors = sensors;
    this.jobOptions = jobOptions;
    this.out = out;
  }

  /** What was found at one moment. */
  private record Progress(long messages, double seconds, Duration cpu) {}

  /**
   * Fills the topic, drains it and prints the figures.
   *
   * @return readings per second, from the first commit on
   * @throws ServerException if a server fails, or the job is not through within 15 minutes
   */
  double run(BenchmarkCommand.BenchmarkedEngine engine) throws IOException {
    KafkaServer kafka =
        new KafkaServer(
            new ClusterDirectory(directory.resolve("kafka")),
            0,
            List.of(TOPIC, "alerts"),
            ReadingsTopic.PARTITIONS);
    kafka.startAllOrNone();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Path registry = directory.resolve("registry");
      ReadingsTopic.fill(kafka.bootstrapServers(), TOPIC, registry, readings, sensors);
      Path consumer = directory.resolve("consumer.properties");
      Files.writeString(consumer, "group.id=benchmark\n");
      List<String> options =
          new ArrayList<>(
              List.of(
                  "--bootstrapServers=" + kafka.bootstrapServers(),
                  "--inputTopics=" + TOPIC,
                  "--alertsTopic=alerts",
                  "--consumerConfig=" + consumer,
                  "--assetRegistry=" + registry,
                  "--lake=false",
                  "--output=" + directory.resolve("output")));
      options.addAll(jobOptions);
      try (EngineJob job = engine.job(directory)) {
        return drain(job, options, admin);
      }
    } finally {
      kafka.stop();
    }
  }

  private double drain(EngineJob job, List<String> options, Admin admin) throws IOException {
    long begin = System.nanoTime();
    Progress launch = new Progress(0, 0, Usage.cpu(job.workers()));
    job.launch(options);
    Progress first = await(job, admin, begin, 1);
    ThreadSamples samples = ThreadSamples.start(job.workers());
    Progress half = await(job, admin, begin, readings / 2);
    Progress end = await(job, admin, begin, readings);
    List<ThreadSamples.Step> steps = samples.stop(directory);
    out.printf(
        Locale.ROOT,
        "%,d messages of one reading each, %,d sensors, %d partitions; %d processors%n",
        readings,
        sensors,
        ReadingsTopic.PARTITIONS,
        Runtime.getRuntime().availableProcessors());
    print("from launch", launch, end);
    print("from the first commit", first, end);
    print("the second half", half, end);
    out.printf(Locale.ROOT, "most memory: %,d MB%n", Usage.peakMegabytes(job.workers()));
    out.println("slowest step first, share of the samples of Java threads:");
    for (ThreadSamples.Step step : steps.subList(0, Math.min(SHOWN_STEPS, steps.size()))) {
      out.printf(Locale.ROOT, "  %4.1f %% %s%n", step.share() * 100, step.name());
    }
    out.flush();
    return (end.messages - first.messages) / (end.seconds - first.seconds);
  }

  private void print(String name, Progress from, Progress to) {
    long messages = to.messages - from.messages;
    double seconds = to.seconds - from.seconds;
    out.printf(
        Locale.ROOT,
        "%-22s %,11d readings in %6.1f s: %,9.0f per second, %5.1f us of CPU each%n",
        name,
        messages,
        seconds,
        messages / seconds,
        to.cpu.minus(from.cpu).toNanos() / 1e3 / messages);
  }

  private Progress await(EngineJob job, Admin admin, long begin, long messages) {
    while (true) {
      long through = job.messagesThrough();
      if (through < 0) {
        through = committed(admin);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (through >= messages) {
        return new Progress(through, seconds, Usage.cpu(job.workers()));
      }
      if (seconds > LIMIT.toSeconds()) {
        throw new ServerException(
            "%,d of %,d messages came through in %d minutes"
                .formatted(through, readings, LIMIT.toMinutes()));
      }
      pause();
    }
  }

  private static long committed(Admin admin) {
    try {
      return admin
          .listConsumerGroupOffsets("benchmark")
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while a job ran", e);
    } catch (ExecutionException e) {
      throw new ServerException("Kafka does not say what is committed", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while a job ran", e);
    }
  }
}
