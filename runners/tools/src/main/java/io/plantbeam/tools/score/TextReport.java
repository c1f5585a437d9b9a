package io.plantbeam.tools.score;

import java.util.List;

/** What is reported of a data set as a terminal shows it. */
final class TextReport {
  private static final String OWN = "> ";
  private static final String OTHER = "  ";
  private static final int LINE_LENGTH = 100;

  private TextReport() {}

  static String text(DatasetReport findings) {
    StringBuilder text = new StringBuilder();
    text.append(findings.title()).append('\n');
    for (Table table : findings.tables()) {
      text.append('\n').append(table.title()).append('\n');
      append(table, text);
    }
    text.append('\n');
    findings.notes().forEach(note -> wrap(note, text));
    return text.toString();
  }

  private static void append(Table table, StringBuilder text) {
    int[] widths = new int[table.header().size()];
    widen(widths, table.header());
    table.rows().forEach(row -> widen(widths, row.cells()));
    line(widths, OTHER, table.header(), text);
    table.rows().forEach(row -> line(widths, row.own() ? OWN : OTHER, row.cells(), text));
  }

  private static void widen(int[] widths, List<String> cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells.get(i).length());
    }
  }

  private static void line(int[] widths, String mark, List<String> cells, StringBuilder text) {
    text.append(mark).append(cells.get(0));
    for (int i = 1; i < widths.length; i++) {
      int before = i == 1 ? widths[0] - cells.get(0).length() : 0;
      text.append(" ".repeat(before + 2 + widths[i] - cells.get(i).length())).append(cells.get(i));
    }
    text.append('\n');
  }

  private static void wrap(String note, StringBuilder text) {
    int column = 0;
    for (String word : note.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > LINE_LENGTH) {
        text.append("\n  ");
        column = 2;
      } else if (column > 0) {
        text.append(' ');
        column++;
      } else {
        text.append("- ");
        column = 2;
      }
      text.append(word);
      column += word.length();
    }
    text.append('\n');
  }
}
