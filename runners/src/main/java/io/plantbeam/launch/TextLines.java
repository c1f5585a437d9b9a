package io.plantbeam.launch;

/** Texts broken into lines for a terminal. */
public final class TextLines {
  private static final int WIDTH = 96;

  private TextLines() {}

  /** The text in lines of up to {@value #WIDTH} characters, each after so many spaces. */
  public static String wrapped(String text, int indent) {
    StringBuilder out = new StringBuilder();
    StringBuilder line = new StringBuilder(" ".repeat(indent));
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() + word.length() > WIDTH) {
        out.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(" ".repeat(indent));
      }
      line.append(word).append(' ');
    }
    return out.append(line.toString().stripTrailing()).append('\n').toString();
  }
}
