package io.plantbeam.stores.object;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1000, 1001, 500_000})
  void partsAreWhatWasWritten(int length) throws IOException {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    try (Spool spool = new Spool(1000)) {
      for (int at = 0; at < length; at += 300) {
        spool.write(ByteBuffer.wrap(content, at, Math.min(300, length - at)));
      }
      assertEquals(length, spool.length());
      assertArrayEquals(content, spool.read(0, length).readAllBytes());
      int from = length / 3;
      int to = length - length / 4;
      for (int again = 0; again < 2; again++) {
        assertArrayEquals(
            Arrays.copyOfRange(content, from, to), spool.read(from, to - from).readAllBytes());
      }
    }
  }

  @Test
  void contentIsGoneWithIt() throws IOException {
    Spool spool = new Spool();
    spool.close();
    assertThrows(IllegalStateException.class, () -> spool.read(0, 0));
    assertThrows(ClosedChannelException.class, () -> spool.write(ByteBuffer.allocate(1)));
  }
}
