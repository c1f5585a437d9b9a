package io.plantbeam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plantbeam.testing.GeneratedDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the data contracts that drops repeated events of alerts. */
class AlertNewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void eachEventIsNewOnceWhateverAFaultRepeats() throws IOException {
    AlertNews news = new AlertNews();
    List<String> found = new ArrayList<>();
    // A job that starts again from its checkpoint tells once more what came after that.
    for (String event :
        List.of("a 1", "b 1", "a 2", "b 1", "a 1", "a 2", "a 3", "b 2", "a 2", "a 3", "b 2")) {
      String[] parts = event.split(" ", 2);
      if (news.isNew(
          JSON.readTree("{\"alert_id\":\"%s\",\"sequence\":%s}".formatted(parts[0], parts[1])))) {
        found.add(event);
      }
    }
    assertEquals(List.of("a 1", "b 1", "a 2", "a 3", "b 2"), found);
  }

  @Test
  void contractsHaveTheExampleAsItIsTested() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/plantbeam/AlertNews.java"));
    GeneratedDocs.assertBlock(
        Path.of("../docs/data-contracts.md"),
        "drop repeats",
        "```java\n" + source.substring(source.indexOf("final class")) + "```\n");
  }
}
