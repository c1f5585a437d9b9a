package io.plantbeam.model;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids that are the same whenever, and wherever, the same thing is computed again. */
public final class Identity {
  private Identity() {}

  /**
   * A name-based UUID (RFC 9562, version 3) of the parts. Each part goes in with its length, so
   * that ("a", "bc") and ("ab", "c") differ.
   */
  public static String of(Object... parts) {
    StringBuilder name = new StringBuilder(64);
    for (Object part : parts) {
      String text = String.valueOf(part);
      name.append(text.length()).append(':').append(text);
    }
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
