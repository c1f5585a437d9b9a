package io.plantbeam.files;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts rows of CSV (RFC 4180) into cells. Blanks around a cell that is not quoted are not part of
 * it. A library would stop at the first row with a broken quote, and does not know where in the
 * file a row begins.
 */
final class CsvCells {
  private final char separator;
  private final Character quote;
  private final List<String> cells = new ArrayList<>();

  /** What became of a row. */
  enum Result {
    WHOLE,
    /** It ends within quotes: the next line belongs to it. */
    OPEN,
    /** Something stands between a closing quote and the next separator. */
    BROKEN
  }

  /**
   * @param quote null where nothing is quoted
   */
  CsvCells(char separator, Character quote) {
    this.separator = separator;
    this.quote = quote;
  }

  /** The cells of the last row that was whole. */
  List<String> cells() {
    return cells;
  }

  Result cut(String row) {
    cells.clear();
    int at = 0;
    while (true) {
      int begin = at;
      while (at < row.length() && isBlank(row.charAt(at))) {
        at++;
      }
      if (quote != null && at < row.length() && row.charAt(at) == quote) {
        at = quoted(row, at + 1);
        if (at < 0) {
          return Result.OPEN;
        }
        while (at < row.length() && isBlank(row.charAt(at))) {
          at++;
        }
        if (at < row.length() && row.charAt(at) != separator) {
          return Result.BROKEN;
        }
      } else {
        int end = row.indexOf(separator, at);
        at = end < 0 ? row.length() : end;
        cells.add(row.substring(begin, at).strip());
      }
      if (at == row.length()) {
        return Result.WHOLE;
      }
      at++;
    }
  }

  /** Reads a cell from behind its opening quote. Returns where it ends; below 0 if it does not. */
  private int quoted(String row, int from) {
    StringBuilder cell = new StringBuilder();
    int at = from;
    while (true) {
      int end = row.indexOf(quote, at);
      if (end < 0) {
        return -1;
      }
      cell.append(row, at, end);
      if (end + 1 == row.length() || row.charAt(end + 1) != quote) {
        cells.add(cell.toString());
        return end + 1;
      }
      cell.append(quote.charValue());
      at = end + 2;
    }
  }

  private boolean isBlank(char character) {
    return character != separator && (character == ' ' || character == '\t');
  }
}
