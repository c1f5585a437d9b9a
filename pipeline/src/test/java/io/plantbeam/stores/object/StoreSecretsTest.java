package io.plantbeam.stores.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSecretsTest {
  @TempDir Path folder;

  @Test
  void workersFindWhatTheLaunchHasLookedUp() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "the key\n");
    PipelineOptions options = PipelineOptionsFactory.create();
    String reference = "secret:file:" + file;
    assertEquals("the key", StoreSecrets.get(options, "aKey", reference));
    assertNull(StoreSecrets.get(options, "anotherKey", null));

    PipelineOptions ofWorker =
        SerializableUtils.clone(new SerializablePipelineOptions(options)).get();
    Files.delete(file);
    assertEquals("the key", StoreSecrets.get(ofWorker, "aKey", reference));
    assertThrows(
        StoreSettingsException.class, () -> StoreSecrets.get(ofWorker, "anotherKey", reference));
  }

  @Test
  void textOfThemShowsNone() throws IOException {
    PipelineOptions options = PipelineOptionsFactory.create();
    StoreSecrets.get(
        options, "aKey", "secret:file:" + Files.writeString(folder.resolve("key"), "hush"));
    StoreSecrets secrets = options.as(StoreSecrets.Options.class).getResolvedStoreSecrets();
    assertEquals("[hidden]", secrets.toString());
    assertEquals(
        "{\"byOption\":{\"aKey\":\"hush\"}}", new ObjectMapper().writeValueAsString(secrets));
  }
}
