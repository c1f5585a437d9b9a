package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.plantbeam.servers.Checkout;
import io.plantbeam.servers.JavaCommand;
import io.plantbeam.servers.S3Server;
import io.plantbeam.testing.GeneratedDocs;
import io.plantbeam.testing.StartedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spark 3.5 reads the tables of a lake in S3, with the settings and the query of the docs, by the
 * library of each format.
 */
class SparkReadsTablesIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir Path folder;

  @Test
  void tablesOfTheDocsAreReadBySpark() throws Exception {
    LakeWalk walk = new LakeWalk(folder);
    walk.run();
    List<String> expected = walk.answer();
    assertFalse(expected.isEmpty());
    assertEquals(expected, spark(walk.settings(), walk.query()));

    walk.shell()
        .runToItsEnd("./plantbeam lake register --lake=s3://plant/out/readings --format=delta $S3");
    String page = Files.readString(GeneratedDocs.page("lake.md"));
    String delta =
        DocumentedLines.blocks(page.substring(page.indexOf("### Delta")), "properties").get(0);
    assertEquals(
        expected,
        spark(
            walk.settings() + delta,
            walk.query().replace("lake.plantbeam.readings", "delta.`s3://plant/out/readings`")));
  }

  private List<String> spark(String settings, String query) throws IOException {
    List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-Xmx1g"));
    command.addAll(JavaCommand.compilerOptions());
    for (String part :
        List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar")) {
      command.add("--add-opens=java.base/%s=ALL-UNNAMED".formatted(part));
    }
    command.addAll(
        List.of(
            "-cp",
            Checkout.engine("spark").resolve("jars")
                + "/*:"
                + Checkout.engine("spark-tables").resolve("jars")
                + "/*",
            Checkout.root().resolve("runners/engines/spark-tables/Query.java").toString(),
            Files.writeString(folder.resolve("lake.conf"), settings).toString(),
            Files.writeString(folder.resolve("means.sql"), query).toString()));
    StartedProgram program =
        StartedProgram.start(
            command,
            Map.of(
                "AWS_ACCESS_KEY_ID",
                S3Server.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                S3Server.SECRET_KEY,
                "SPARK_LOCAL_IP",
                "127.0.0.1"),
            folder.resolve("spark.log"));
    return rows(program.awaitSuccess(LIMIT).lines());
  }

  private static List<String> rows(Stream<String> printed) {
    return printed
        .filter(line -> line.startsWith("ROW\t"))
        .map(line -> line.substring(4).replace('\t', ' '))
        .toList();
  }
}
