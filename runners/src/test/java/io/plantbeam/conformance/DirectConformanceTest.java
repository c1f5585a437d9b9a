package io.plantbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.embedded.SharedKafka;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The golden data on the Direct runner. */
class DirectConformanceTest {
  @TempDir static Path folder;
  private static Golden golden;

  @BeforeAll
  static void make() throws Exception {
    golden = Golden.make(folder.resolve("golden"));
  }

  @Test
  void everyOutputHasLinesOfEachKind() {
    for (Output output : Output.values()) {
      assertTrue(golden.batch().of(output).size() > 3, output::toString);
    }
    for (String detector : List.of("zscore", "trend", "stuck", "threshold")) {
      assertTrue(
          golden.batch().of(Output.ALERTS).stream().anyMatch(a -> a.contains(detector)), detector);
    }
    assertEquals(3, golden.forgottenDuplicates().size());
  }

  @Test
  void streamPutsOutWhatTheBatchJobDoes() throws Exception {
    Outputs found =
        StreamingScript.run(
            new DirectEngine(),
            new BrokerOfTests(),
            folder.resolve("streaming"),
            golden.messages(),
            golden.streaming());
    for (Output output : Output.values()) {
      Difference difference = Difference.between(golden.streaming().of(output), found.of(output));
      assertTrue(difference.isEmpty(), () -> output + ": " + difference);
    }
  }

  /** The broker in this JVM. */
  private static final class BrokerOfTests implements StreamingScript.Kafka {
    @Override
    public String bootstrapServers() {
      return SharedKafka.broker().bootstrapServers();
    }

    @Override
    public void createTopic(String name, int partitions) {
      SharedKafka.broker().createTopic(name, partitions);
    }
  }
}
