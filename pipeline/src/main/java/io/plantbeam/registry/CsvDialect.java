package io.plantbeam.registry;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a spreadsheet has written its CSV.
 *
 * @param separator between the cells
 * @param skippedLines before the header: a line {@code sep=;} for Excel
 */
record CsvDialect(char separator, int skippedLines) {
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
  private static final Pattern EXCEL_LINE = Pattern.compile("(?i)\"?sep=(.)\"?[;,\\t]*");

  /** The dialect that finds most of the columns in the header. */
  static CsvDialect of(String text, Collection<String> columns) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).limit(1).toList();
    String first = lines.isEmpty() ? "" : lines.get(0);
    Matcher excel = EXCEL_LINE.matcher(first);
    if (excel.matches()) {
      int line = (int) text.lines().takeWhile(String::isBlank).count() + 1;
      return new CsvDialect(excel.group(1).charAt(0), line);
    }
    char best = SEPARATORS.get(0);
    long most = 0;
    for (char separator : SEPARATORS) {
      long known =
          Pattern.compile(Pattern.quote(String.valueOf(separator)))
              .splitAsStream(first)
              .filter(cell -> columns.contains(columnName(cell)))
              .count();
      if (known > most) {
        best = separator;
        most = known;
      }
    }
    return new CsvDialect(best, 0);
  }

  /** The text from the header on. */
  String rows(String text) {
    int from = 0;
    for (int line = 0; line < skippedLines; line++) {
      while (from < text.length() && text.charAt(from) != '\n' && text.charAt(from) != '\r') {
        from++;
      }
      from += text.startsWith("\r\n", from) ? 2 : Math.min(1, text.length() - from);
    }
    return text.substring(from);
  }

  /** The separator as it stands in a sentence. */
  String shownSeparator() {
    return separator == '\t' ? "\\t" : String.valueOf(separator);
  }

  /**
   * A cell of the header as a name: in lower case, without quotes and blanks of any kind around.
   */
  static String columnName(String cell) {
    return cell.replaceAll("^[\\s\\p{Z}\\p{Cf}\"]+|[\\s\\p{Z}\\p{Cf}\"]+$", "")
        .toLowerCase(Locale.ROOT);
  }
}
