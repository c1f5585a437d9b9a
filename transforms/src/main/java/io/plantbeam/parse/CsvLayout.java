package io.plantbeam.parse;

import java.io.Serializable;
import java.util.List;

/**
 * How CSV files are written.
 *
 * @param encoding the name of a charset, of files that do not say by their first bytes that they
 *     are UTF-16 or UTF-32
 * @param separator between cells; null for the one of {@code , ; tab |} that parts the header into
 *     most cells
 * @param quote around cells that have separators, quotes (doubled) or ends of lines in them; null
 *     where nothing is quoted
 * @param columns the names of the columns; empty where the first row has them
 * @param skippedLines how many lines that are not blank stand before the first row
 */
public record CsvLayout(
    String encoding, Character separator, Character quote, List<String> columns, int skippedLines)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public CsvLayout {
    columns = List.copyOf(columns);
  }

  /** As RFC 4180 has it, with a header. */
  public static CsvLayout usual() {
    return new CsvLayout("UTF-8", null, '"', List.of(), 0);
  }
}
