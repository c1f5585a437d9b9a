package io.plantbeam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OriginTest {
  private static final Origin OTHER_KIND = new Origin("mqtt", "plant/line:1", 2);

  static Origin[] origins() {
    return new Origin[] {
      Origin.ofPartition("readings", 3),
      Origin.ofFile("/data/topic:1.ndjson"),
      OTHER_KIND,
      new Origin("mqtt", "plant/line", Origin.NO_PARTITION)
    };
  }

  @Test
  void fileHasNeitherTopicNorPartition() {
    Origin file = Origin.ofFile("a.ndjson");
    assertNull(file.publishedTopic());
    assertNull(file.publishedPartition());
    assertEquals("a.ndjson", file.publishedFile());
  }

  @Test
  void topicOfKafkaHasItsNameAndOfAnotherKindTheKindBeforeIt() {
    assertEquals("readings", Origin.ofPartition("readings", 3).publishedTopic());
    assertEquals(3, Origin.ofPartition("readings", 3).publishedPartition());
    assertEquals("mqtt:plant/line:1", OTHER_KIND.publishedTopic());
    assertNull(OTHER_KIND.publishedFile());
  }

  @ParameterizedTest
  @MethodSource("origins")
  void originFollowsFromWhatIsPublished(Origin origin) {
    assertEquals(
        origin,
        Origin.ofPublished(
            origin.publishedTopic(), origin.publishedPartition(), origin.publishedFile()));
  }

  @ParameterizedTest
  @MethodSource("origins")
  void formComesBack(Origin origin) {
    ByteWriter out = new ByteWriter(16);
    origin.write(out);
    ByteReader in = new ByteReader(out.toByteArray());
    assertEquals(origin, Origin.read(in));
    assertTrue(in.atEnd());
  }

  @Test
  void filesComeBeforeTopicsAndPartitionsInTheirOrder() {
    assertTrue(Origin.ofFile("z").compareTo(Origin.ofPartition("a", 0)) < 0);
    assertTrue(Origin.ofPartition("a", 2).compareTo(Origin.ofPartition("a", 10)) < 0);
    assertTrue(Origin.ofPartition("a", 10).compareTo(Origin.ofPartition("b", 0)) < 0);
  }
}
