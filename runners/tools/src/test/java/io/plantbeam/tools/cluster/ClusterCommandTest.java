package io.plantbeam.tools.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.ClusterDirectory;
import io.plantbeam.servers.KafkaServer;
import io.plantbeam.servers.Ports;
import io.plantbeam.tools.PlantbeamWithTools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCommandTest {
  @TempDir private Path folder;

  @Test
  void aPortInUseIsSaidAndNothingIsStarted() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Result result = kafka("start", "--port", port);

      assertEquals(1, result.exitCode());
      assertEquals(
          "kafka: port %s, for Kafka, is in use: give another with --port, or end what listens there"
              .formatted(port),
          result.errors().strip());
      assertEquals("kafka: not running", kafka("status").output().strip());
    }
  }

  @Test
  void whatCannotBeAPortIsSaid() {
    Result result = kafka("start", "--port=99999");

    assertEquals(
        "kafka: port 99999, for Kafka, is not valid: allowed is up to 65535, and 0 for any that is free",
        result.errors().strip());
    assertEquals(1, result.exitCode());
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Result result = kafka("start", "--directory=" + file.resolve("kafka"));

    assertEquals(1, result.exitCode());
    assertEquals(
        "kafka: %s/kafka/pids could not be made (FileSystemException)".formatted(file),
        result.errors().strip());
  }

  @Test
  void aBrokerStaysUpAfterTheCommandAndKeepsItsTopicsThroughKillAndRestart() throws Exception {
    String port = Integer.toString(Ports.free());
    try {
      Result started = kafka("start", "--port", port, "--topics=a,b");
      assertEquals(0, started.exitCode(), started.errors());
      KafkaServer server =
          new KafkaServer(new ClusterDirectory(folder), Integer.parseInt(port), List.of(), 1);
      String pid = "kafka: running, pid " + server.process().handle().orElseThrow().pid();
      assertTrue(started.output().startsWith(pid), started.output());
      assertTrue(kafka("start", "--port", port, "--topics=a,b").output().startsWith(pid));
      assertTrue(kafka("status").output().contains("localhost:" + port));

      server.process().kill();
      assertEquals("kafka: not running", kafka("status").output().strip());
      assertEquals(0, kafka("start", "--port", port, "--topics=b,c").exitCode());

      try (Admin admin = Admin.create(Map.of("bootstrap.servers", "localhost:" + port))) {
        assertEquals(Set.of("a", "b", "c"), admin.listTopics().names().get());
      }
    } finally {
      assertEquals(0, kafka("stop").exitCode());
    }
    assertEquals("kafka: not running", kafka("status").output().strip());
  }

  private Result kafka(String action, String... options) {
    List<String> arguments = new ArrayList<>(List.of("cluster", "kafka", action));
    arguments.addAll(List.of(options));
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--directory"))) {
      arguments.add("--directory=" + folder);
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        PlantbeamWithTools.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Result(exitCode, out.toString(), err.toString());
  }

  private record Result(int exitCode, String output, String errors) {}
}
