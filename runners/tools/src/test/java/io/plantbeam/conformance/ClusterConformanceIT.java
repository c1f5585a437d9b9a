package io.plantbeam.conformance;

import io.plantbeam.tools.cluster.SharedFlink;
import io.plantbeam.tools.cluster.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The golden data on real clusters, to which the JAR is submitted. */
class ClusterConformanceIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static Path folder;
  private static Golden golden;

  @BeforeAll
  static void make() throws Exception {
    // Not in the directory for temporary files, where Spark's checkpoints may not be.
    Path parent = Files.createDirectories(Path.of("target/conformance").toAbsolutePath());
    folder = Files.createTempDirectory(parent, "run-");
    golden = Golden.make(folder.resolve("golden"));
  }

  @AfterAll
  static void close() {
    if (golden != null) {
      golden.close();
    }
  }

  @Test
  void flinkBatch() throws Exception {
    check("Flink, batch", arguments -> SharedFlink.cluster().run(LIMIT, arguments));
  }

  @Test
  void sparkBatch() throws Exception {
    check("Spark, batch", arguments -> SharedSpark.cluster().run(LIMIT, arguments));
  }

  @Test
  void flinkStreaming() throws Exception {
    Outputs found = stream("flink-streaming", new FlinkEngine(SharedFlink.cluster()));
    found.assertEqual(golden.streaming(false));
    ConformanceTable.assertRow("Flink, streaming", golden.batch(), found);
  }

  @Test
  void sparkStreaming() throws Exception {
    Path checkpoints = folder.resolve("checkpoints");
    // The driver was killed: what its last batch sent to topics may be there a second time.
    Outputs found =
        stream("spark-streaming", new SparkEngine(SharedSpark.cluster(), checkpoints))
            .distinct(Output.ALERTS)
            .distinct(Output.DEAD_LETTERS);
    found.assertEqual(golden.streaming(true));
    ConformanceTable.assertRow("Spark, streaming", golden.batch(), found);
  }

  private static void check(String engine, Consumer<List<String>> run)
      throws IOException, SQLException {
    Path output = folder.resolve(engine.replaceAll("\\W+", "-"));
    run.accept(new ArrayList<>(golden.batchArguments(output)));
    Outputs found = Outputs.ofDirectory(output, GoldenPlaces.ofFiles(golden.messages()));
    found.assertEqual(golden.batch());
    ConformanceTable.assertRow(engine, golden.batch(), found);
  }

  private static Outputs stream(String name, StreamingEngine engine)
      throws IOException, SQLException {
    return StreamingScript.run(
        engine,
        new BrokerOfTests(),
        folder.resolve(name),
        golden.formats(),
        golden.messages(),
        golden.streaming(!engine.correctsWindows()));
  }
}
