package io.plantbeam.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes inputs that are like a good one, but for some edits at random. */
public final class Mutations {
  private static final int MOST_EDITS = 4;

  private final Random random;
  private final List<byte[]> fragments;

  /**
   * @param fragments that are put in somewhere: what the format in question may stumble over
   */
  public Mutations(Random random, List<String> fragments) {
    this.random = random;
    this.fragments = fragments.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** The seed after one to four edits: bytes left out, put in, or there twice. */
  public byte[] of(byte[] seed) {
    byte[] bytes = seed;
    for (int edits = random.nextInt(MOST_EDITS); edits >= 0; edits--) {
      int at = random.nextInt(bytes.length + 1);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> joined(bytes, Math.max(0, at - 1 - random.nextInt(8)), new byte[0], at);
            case 1 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, at);
            case 2 -> joined(bytes, at, fragments.get(random.nextInt(fragments.size())), at);
            default -> {
              int to = Math.min(bytes.length, at + random.nextInt(40));
              yield joined(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
            }
          };
    }
    return bytes;
  }

  /** What is before one place, something new, and what is from another place on. */
  private static byte[] joined(byte[] bytes, int to, byte[] inserted, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + inserted.length);
    out.write(bytes, 0, to);
    out.writeBytes(inserted);
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }
}
