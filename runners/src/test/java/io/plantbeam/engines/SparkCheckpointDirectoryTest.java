package io.plantbeam.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.config.InvalidOptionsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkCheckpointDirectoryTest {
  @TempDir private Path folder;

  @Test
  void streamThatGoesOnIsNotToldOtherOptions() throws IOException {
    claim(Map.of("windowSize", "5m", "scores", "true")).close();
    // Nothing goes on yet: the first launch may have failed.
    claim(Map.of("windowSize", "6m", "scores", "true")).close();
    Files.createDirectories(folder.resolve("c/spark-checkpoint"));
    Files.createFile(folder.resolve("c/spark-checkpoint/checkpoint-1700000000000"));

    claim(Map.of("windowSize", "6m", "scores", "true")).close();
    InvalidOptionsException refused =
        assertThrows(
            InvalidOptionsException.class,
            () -> claim(Map.of("windowSize", "2m", "alertsTopic", "a")));
    String directory = folder.resolve("c").toString();
    assertEquals(
        List.of(
            "--alertsTopic=a: the stream in --checkpointDir=%s was first started with none and goes on with that; give the same, or an empty directory"
                .formatted(directory),
            "--scores: the stream in --checkpointDir=%s was first started with --scores=true and goes on with that; give the same, or an empty directory"
                .formatted(directory),
            "--windowSize=2m: the stream in --checkpointDir=%s was first started with --windowSize=6m and goes on with that; give the same, or an empty directory"
                .formatted(directory)),
        refused.problems());
    claim(Map.of("windowSize", "6m", "scores", "true")).close();
  }

  @Test
  void directoryHasOneDriverAtATime() {
    EngineClaim first = claim(Map.of());
    InvalidOptionsException refused =
        assertThrows(InvalidOptionsException.class, () -> claim(Map.of()));
    assertEquals(
        List.of(
            "--checkpointDir=%s: is in use by another driver; stop that, or give another directory"
                .formatted(folder.resolve("c"))),
        refused.problems());
    first.close();
    claim(Map.of()).close();
  }

  @Test
  void whatThisMachineCannotUseIsLeftToSpark() throws IOException {
    Files.createFile(folder.resolve("c"));
    claim(Map.of()).close();
    SparkCheckpointDirectory.claim("hdfs://name/c", Map.of()).close();
  }

  private EngineClaim claim(Map<String, String> options) {
    return SparkCheckpointDirectory.claim(folder.resolve("c").toString(), options);
  }
}
