package io.plantbeam.conformance;

import io.plantbeam.tools.cluster.SharedFlink;
import io.plantbeam.tools.cluster.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The golden data on real clusters, to which the JAR is submitted. What it writes to files goes to
 * an S3 store, and has to be what the Direct runner writes to a disk.
 */
class ClusterConformanceIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);

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
    assertFlinkHidesKeys();
  }

  @Test
  void sparkBatch() throws Exception {
    check("Spark, batch", arguments -> SharedSpark.cluster().run(LIMIT, arguments));
    HiddenKeys.assertNoneBelow(SharedSpark.cluster().servers().directory().root());
  }

  @Test
  void flinkStreaming() throws Exception {
    Outputs found = stream("flink-streaming", new FlinkEngine(SharedFlink.cluster()));
    found.assertEqual(golden.streaming(false));
    ConformanceTable.assertRow("Flink, streaming", golden.batch(), found);
    assertFlinkHidesKeys();
  }

  @Test
  void sparkStreaming() throws Exception {
    Path checkpoints = folder.resolve("checkpoints");
    // The driver was killed: what its last batch sent to topics may be there a second time.
    SparkEngine engine = new SparkEngine(SharedSpark.cluster(), checkpoints);
    Outputs found =
        stream("spark-streaming", engine).distinct(Output.ALERTS).distinct(Output.DEAD_LETTERS);
    found.assertEqual(golden.streaming(true));
    ConformanceTable.assertRow("Spark, streaming", golden.batch(), found);
    HiddenKeys.assertNoneIn(engine.shown());
    HiddenKeys.assertNoneBelow(SharedSpark.cluster().servers().directory().root());
    HiddenKeys.assertNoneBelow(checkpoints);
  }

  private static void assertFlinkHidesKeys() {
    HiddenKeys.assertNoneIn(SharedFlink.cluster().shown());
    HiddenKeys.assertNoneBelow(SharedFlink.cluster().servers().directory().root());
  }

  private static void check(String engine, Consumer<List<String>> run)
      throws IOException, SQLException {
    GoldenBucket bucket = new GoldenBucket(folder.resolve(engine.replaceAll("\\W+", "-")));
    run.accept(golden.batchArguments(bucket));
    Outputs found =
        Outputs.ofDirectory(bucket.directory(), GoldenPlaces.ofFiles(golden.messages()));
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
