package io.plantbeam.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.embedded.EmbeddedKafka;
import io.plantbeam.job.JobSettings;
import io.plantbeam.job.JobSettingsReader;
import io.plantbeam.telemetry.PipelineKinds;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that allows the user of a job some topics, and others not. */
class PermissionsTest {
  private static EmbeddedKafka broker;
  @TempDir Path folder;

  @BeforeAll
  static void start() throws ExecutionException, InterruptedException {
    broker =
        EmbeddedKafka.openWithSasl(
            "plant",
            "a-secret-of-the-tests",
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS"));
    for (String topic : List.of("readings", "closed-readings", "alerts", "closed-alerts")) {
      broker.createTopic(topic, 1);
    }
    allow("readings", AclOperation.READ);
    allow("closed-readings", AclOperation.DESCRIBE);
    allow("alerts", AclOperation.WRITE);
    allow("closed-alerts", AclOperation.DESCRIBE);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static void allow(String topic, AclOperation operation)
      throws ExecutionException, InterruptedException {
    AclBinding rule =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry("User:plant", "*", operation, AclPermissionType.ALLOW));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createAcls(List.of(rule)).all().get();
    }
  }

  @Test
  void topicsThatAreAllowedAreTicks() throws IOException {
    assertEquals(
        List.of(
            "\u2713 --inputTopics=readings: readings exists, with 1 partition in all",
            "\u2713 --alertsTopic=alerts: exists"),
        findings("--inputTopics=readings", "--alertsTopic=alerts"));
  }

  @Test
  void topicsThatAreNotAllowedAreCrosses() throws IOException {
    assertEquals(
        List.of(
            "\u2717 --inputTopics=closed-readings: closed-readings exists, but this login may not read it",
            "\u2717 --alertsTopic=closed-alerts: exists, but this login may not write to it",
            "\u2717 --deadLetterTopic=new: the Kafka brokers at %s do not allow this: Authorization failed."
                .formatted(broker.saslBootstrapServers())),
        findings(
            "--inputTopics=closed-readings",
            "--alertsTopic=closed-alerts",
            "--deadLetterTopic=new"));
  }

  /** What is found of the topics. */
  private List<String> findings(String... topics) throws IOException {
    Properties login = new Properties();
    login.putAll(broker.saslClientProperties());
    Path file = folder.resolve("login.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      login.store(writer, null);
    }
    List<String> options =
        new ArrayList<>(
            List.of(
                "--bootstrapServers=" + broker.saslBootstrapServers(),
                "--consumerConfig=" + file,
                "--producerConfig=" + file,
                "--output=" + folder.resolve("out")));
    options.addAll(Arrays.asList(topics));
    JobSettings settings =
        JobSettingsReader.read(
            PipelineKinds.TELEMETRY,
            PipelineOptionsFactory.fromArgs(options.toArray(String[]::new)).create());
    return new Preflight(
            settings.checks(OptionalInt.empty(), Duration.ofSeconds(20)), Duration.ofSeconds(20))
        .run().stream().map(Finding::toString).filter(line -> line.contains("Topic")).toList();
  }
}
