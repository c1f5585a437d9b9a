package io.plantbeam.tools.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers of a benchmark whose start fails half-way, in a checkout whose Spark has a master that
 * answers and a worker that ends at once.
 */
class FailedStartTest {
  private static final String CHECKOUT = "plantbeam.home";

  private static final String SPARK_CLASS =
      """
      #!/bin/sh
      echo $$ >> "%1$s/$1"
      case $1 in
        *Master) exec "$JAVA_HOME/bin/java" "%1$s/Master.java" "$7" ;;
        *) echo there is no room for a worker; exit 1 ;;
      esac
      """;

  private static final String MASTER =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;

      class Master {
        public static void main(String[] arguments) throws Exception {
          HttpServer server =
              HttpServer.create(
                  new InetSocketAddress("localhost", Integer.parseInt(arguments[0])), 0);
          server.createContext(
              "/",
              exchange -> {
                byte[] body = "{\\"aliveworkers\\":0}".getBytes();
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
              });
          server.start();
        }
      }
      """;

  @TempDir private Path checkout;

  @Test
  void whatWasStartedIsStopped() throws IOException {
    write("runners/engines/prepare", "");
    write("Master.java", MASTER);
    Path sparkClass =
        write("runners/target/engines/spark/bin/spark-class", SPARK_CLASS.formatted(checkout));
    assertTrue(sparkClass.toFile().setExecutable(true));
    String before = System.getProperty(CHECKOUT);
    System.setProperty(CHECKOUT, checkout.toString());
    try {
      ServerException failure =
          assertThrows(ServerException.class, () -> new SparkJob(checkout.resolve("benchmark")));

      assertTrue(
          failure.getMessage().contains("there is no room for a worker"), failure.getMessage());
      String master = Files.readString(checkout.resolve("org.apache.spark.deploy.master.Master"));
      assertEquals(0, alive(master), "the master runs on");
    } finally {
      if (before == null) {
        System.clearProperty(CHECKOUT);
      } else {
        System.setProperty(CHECKOUT, before);
      }
    }
  }

  private static long alive(String pids) {
    return pids.lines()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .filter(ProcessHandle::isAlive)
        .peek(ProcessHandle::destroyForcibly)
        .count();
  }

  private Path write(String file, String content) throws IOException {
    Path path = checkout.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }
}
