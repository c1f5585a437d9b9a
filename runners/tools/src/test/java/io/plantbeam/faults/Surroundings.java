package io.plantbeam.faults;

import io.plantbeam.faults.JobOutputs.Progress;
import io.plantbeam.reference.ReferenceSettings;
import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.ElasticsearchNode;
import io.plantbeam.servers.KafkaServer;
import io.plantbeam.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a streaming job of these tests has around it: a topic to which a load is sent, Elasticsearch
 * and the other outputs, and what comes out where nothing happens.
 */
final class Surroundings implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(4);

  private static final Duration DISORDER = Duration.ofMinutes(1);
  private static final Duration LAKE_INTERVAL = Duration.ofMinutes(5);
  private static final int STEPS_A_SECOND = 10;
  private static final String TOPIC = "readings";

  private final Load load;
  private final Path folder;
  private final FailingStore store;
  private final Undisturbed undisturbed;
  private final KafkaServer kafka;
  private final ElasticsearchNode elasticsearch;
  private final LoadProducer producer;
  private final JobOutputs outputs;

  /**
   * Runs the undisturbed job, and starts the servers. The lake is on a disk.
   *
   * @param name of a folder that is kept, with logs and outputs
   */
  static Surroundings onDisk(String name, Load load) throws IOException {
    return new Surroundings(name, load, false);
  }

  /** The same with the lake in an S3 store that fails. */
  static Surroundings inFailingStore(String name, Load load) throws IOException {
    return new Surroundings(name, load, true);
  }

  private Surroundings(String name, Load load, boolean stored) throws IOException {
    this.load = load;
    // Not in the directory for temporary files, where Spark's checkpoints may not be.
    Path parent = Files.createDirectories(Path.of("target/faults").toAbsolutePath());
    folder = Files.createTempDirectory(parent, name + "-");
    undisturbed = Undisturbed.run(load, folder);
    kafka =
        new KafkaServer(
            new ClusterDirectory(folder.resolve("kafka")),
            0,
            List.of(JobOutputs.ALERTS_TOPIC, JobOutputs.DEAD_LETTERS_TOPIC),
            1);
    elasticsearch = new ElasticsearchNode(new ClusterDirectory(folder.resolve("elasticsearch")), 0);
    kafka.start();
    kafka.createTopic(TOPIC, Load.PARTITIONS);
    elasticsearch.start();
    store = stored ? new FailingStore(folder) : null;
    Path output = stored ? store.directory() : folder.resolve("output");
    outputs =
        new JobOutputs(kafka.bootstrapServers(), output.resolve("readings"), elasticsearch.url());
    producer = new LoadProducer(kafka.bootstrapServers(), TOPIC, load, STEPS_A_SECOND);
  }

  /** The arguments of the job, and more. */
  List<String> arguments(String... more) throws IOException {
    Path consumer = folder.resolve("consumer.properties");
    Files.writeString(consumer, "group.id=faults\n");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--streaming=true",
                "--bootstrapServers=" + kafka.bootstrapServers(),
                "--inputTopics=" + TOPIC,
                "--consumerConfig=" + consumer,
                // A time of the plant is hours of this test's clock, so that idleness means
                // nothing.
                "--idleAfter=1h",
                "--maxOutOfOrderness=" + DISORDER.toSeconds() + "s",
                "--assetRegistry=" + Undisturbed.registry(folder),
                ReferenceSettings.allAlert(folder),
                "--lakeInterval=" + LAKE_INTERVAL.toMinutes() + "m",
                "--elasticsearchUrls=" + elasticsearch.url(),
                "--alertsTopic=" + JobOutputs.ALERTS_TOPIC,
                "--deadLetterTopic=" + JobOutputs.DEAD_LETTERS_TOPIC));
    arguments.addAll(
        store == null ? List.of("--output=" + folder.resolve("output")) : store.options());
    arguments.addAll(List.of(more));
    return arguments;
  }

  Path folder() {
    return folder;
  }

  KafkaServer kafka() {
    return kafka;
  }

  ElasticsearchNode elasticsearch() {
    return elasticsearch;
  }

  LoadProducer producer() {
    return producer;
  }

  JobOutputs outputs() {
    return outputs;
  }

  /** That of the lake. */
  FailingStore store() {
    return store;
  }

  /** Returns when more steps than these have been given to the producer. */
  void awaitOffered(int steps) {
    Await.until(
        LIMIT,
        () -> producer.offered() > steps,
        () -> "nothing is sent: %d steps".formatted(producer.offered()));
  }

  /** How far a job comes with these steps. */
  Progress after(int steps) {
    Instant watermark = load.reachedAfter(steps).minus(DISORDER);
    long interval = LAKE_INTERVAL.toMillis();
    Instant lakeEnd = Instant.ofEpochMilli(watermark.toEpochMilli() / interval * interval);
    return new Progress(watermark, lakeEnd, steps);
  }

  /** How far a job comes when the messages that end all windows have been sent. */
  Progress atTheEnd() {
    return new Progress(Instant.MAX, Instant.MAX, load.steps());
  }

  /** What is there when a job has come that far. */
  OutputContents expected(Progress progress) {
    return JobOutputs.expected(load, undisturbed, progress);
  }

  /**
   * Waits until as much is there as has to be when a job has come that far.
   *
   * @param state tells how the job is, for where it does not come
   */
  OutputContents await(Progress progress, Supplier<String> state) {
    return outputs.await(expected(progress), progress, state);
  }

  @Override
  public void close() {
    producer.close();
    elasticsearch.stop();
    kafka.stop();
    if (store != null) {
      store.close();
    }
  }
}
