package io.plantbeam.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.output.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** The bytes of lines that wait in an engine's state for the end of their file's interval. */
class NdjsonChunkTest {
  private static final byte[] LINES = "{\"n\":1}\n".getBytes(StandardCharsets.UTF_8);
  private static final String GOLDEN =
      "011c087b226e223a317d0ad1a5d0d5a6fdbd8ec301b0ede397f0f185c470";

  private final ContentHash hash = new ContentHash();

  NdjsonChunkTest() {
    hash.add(1, 2, 3);
  }

  @Test
  void bytesAreThoseOfTheFirstRelease() throws IOException {
    assertEquals(
        GOLDEN,
        HexFormat.of()
            .formatHex(
                CoderUtils.encodeToByteArray(
                    NdjsonChunk.ChunkCoder.INSTANCE, new NdjsonChunk(LINES, hash))));
  }

  @Test
  void bytesOfTheFirstReleaseAreRead() throws IOException {
    NdjsonChunk read =
        CoderUtils.decodeFromByteArray(
            NdjsonChunk.ChunkCoder.INSTANCE, HexFormat.of().parseHex(GOLDEN));
    assertArrayEquals(LINES, read.lines());
    assertEquals(hash.hex(), read.hash().hex());
  }
}
