package io.plantbeam.model;

/**
 * Halves of surrogate pairs, which the escapes of JSON can write and which no UTF-8 has. Coders and
 * sinks would each make something else of them, and of two ids one.
 */
public final class LoneSurrogates {
  private static final char REPLACEMENT = '\uFFFD';

  private LoneSurrogates() {}

  /** The text with U+FFFD for each lone surrogate; the same instance where it has none. */
  public static String replaced(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (mended == null) {
        mended = new StringBuilder(text);
      }
      mended.setCharAt(i, REPLACEMENT);
    }
    return mended == null ? text : mended.toString();
  }
}
