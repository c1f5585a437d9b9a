package io.plantbeam.alert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class EpisodeKeyTest {

  @Test
  void bytesOfVersionOneStayReadable() throws Exception {
    EpisodeKey key = new EpisodeKey("s", "m", "d", "high");
    byte[] golden = {1, 11, 2, 's', 2, 'm', 2, 'd', 5, 'h', 'i', 'g', 'h'};
    var coder = EpisodeKey.EpisodeKeyCoder.INSTANCE;
    coder.verifyDeterministic();
    assertArrayEquals(golden, CoderUtils.encodeToByteArray(coder, key));
    assertEquals(key, CoderUtils.decodeFromByteArray(coder, golden));
  }
}
