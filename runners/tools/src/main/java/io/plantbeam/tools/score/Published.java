package io.plantbeam.tools.score;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Published scoreboards, each a CSV file beside this class that names its source. */
final class Published {
  private Published() {}

  /**
   * Puts rows among the published ones, best first by the second column.
   *
   * @param file its first column is the detector, the others are figures or ranges of figures
   * @param measuredOn what the published rows were measured on, which becomes the last cell
   */
  static List<Table.Row> with(String file, String measuredOn, List<Table.Row> own) {
    List<Table.Row> rows = new ArrayList<>(own);
    CSVFormat format = CSVFormat.DEFAULT.builder().setCommentMarker('#').get();
    try (InputStream in = Published.class.getResourceAsStream(file)) {
      for (CSVRecord record : format.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        List<String> cells = new ArrayList<>(record.toList());
        cells.add(measuredOn);
        rows.add(new Table.Row(cells, false));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.sort(Comparator.comparingDouble(Published::figure).reversed());
    return rows;
  }

  /** The first number of the second cell, which may be a range; what has none comes last. */
  private static double figure(Table.Row row) {
    String cell = row.cells().get(1);
    int range = cell.indexOf('-', 1);
    String first = range < 0 ? cell : cell.substring(0, range);
    return first.equals("-") ? Double.NEGATIVE_INFINITY : Double.parseDouble(first);
  }
}
