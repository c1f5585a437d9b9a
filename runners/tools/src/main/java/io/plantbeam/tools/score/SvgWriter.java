package io.plantbeam.tools.score;

import java.util.Locale;

/** Builds one SVG element with its children; all text is escaped. */
final class SvgWriter {
  private final StringBuilder svg = new StringBuilder();

  /**
   * @param title what a screen reader says, and a tooltip shows
   */
  SvgWriter(int width, int height, String title) {
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>%s</title>\n"
            .formatted(width, height, Html.escape(title)));
  }

  /** A rectangle; none where it has no width or height. */
  void rectangle(String style, double x, double y, double width, double height) {
    if (width > 0 && height > 0) {
      svg.append("<rect class=\"%s\" x=\"".formatted(style))
          .append(number(x))
          .append("\" y=\"")
          .append(number(y))
          .append("\" width=\"")
          .append(number(width))
          .append("\" height=\"")
          .append(number(height))
          .append("\"/>\n");
    }
  }

  /** A path of move and line commands. */
  void path(String style, CharSequence commands) {
    if (commands.length() > 0) {
      svg.append("<path class=\"%s\" d=\"".formatted(style)).append(commands).append("\"/>\n");
    }
  }

  /**
   * @param anchor start, middle or end: where the text stands to its point
   */
  void text(String style, String anchor, double x, double y, String text) {
    svg.append("<text class=\"%s\" text-anchor=\"%s\" x=\"".formatted(style, anchor))
        .append(number(x))
        .append("\" y=\"")
        .append(number(y))
        .append("\">")
        .append(Html.escape(text))
        .append("</text>\n");
  }

  /** A coordinate with one decimal at most, which is finer than a screen. */
  static String number(double coordinate) {
    double rounded = Math.rint(coordinate * 10) / 10;
    return rounded == Math.rint(rounded)
        ? Long.toString((long) rounded)
        : String.format(Locale.ROOT, "%.1f", rounded);
  }

  @Override
  public String toString() {
    return svg + "</svg>\n";
  }
}
